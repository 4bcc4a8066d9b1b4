import type { ConflictChoice, PlannedUpload } from '../../shared/transfers'
import type { NewTransferFile, TransferSource } from './ports'

export type ConflictChoices = ReadonlyMap<string, ConflictChoice>

/** A planned file as input for the queue, after the user's choice. `isEqual`: the existing file has the same bytes. */
export function toNewUploadFile(
  {
    planned: { destination, size, freeName, ...planned },
    isEqual,
  }: { readonly planned: PlannedUpload; readonly isEqual: boolean },
  source: TransferSource,
  choices: ConflictChoices,
): NewTransferFile {
  const file = { identity: destination, size, source }
  if (!planned.isSafe) return { ...file, state: 'skipped' }
  // The user unticked it.
  if (choices.get(planned.id) === 'skip') return { ...file, state: 'skipped' }
  if (planned.there.length === 0 && !planned.hasSameDestination) return { ...file, state: 'waiting' }
  switch (choices.get(planned.id) ?? 'skip') {
    case 'keep-both':
      return { ...file, identity: { ...destination, name: freeName }, state: 'waiting' }
    case 'replace':
      if (isEqual) return { ...file, state: 'skipped', isAlreadyThere: true }
      return { ...file, state: planned.hasSameDestination ? 'skipped' : 'clearing' }
    case 'skip':
      return { ...file, state: 'skipped' }
  }
}

export function toChoiceMap(
  choices: readonly { readonly id: string; readonly choice: ConflictChoice }[],
): ConflictChoices {
  return new Map(choices.map(({ id, choice }) => [id, choice]))
}
