import type { ConflictChoice, PlannedUpload } from '../../shared/transfers'
import type { NewFile, TransferSource } from './ports'

export type Choices = ReadonlyMap<string, ConflictChoice>

/** A file of a plan as the queue takes it. */
export function toNewFile(
  { place, size, freeName, ...planned }: PlannedUpload,
  source: TransferSource,
  choices: Choices,
): NewFile {
  const file = { identity: place, size, source }
  if (!planned.isSafe) return { ...file, state: 'skipped' }
  if (planned.there.length === 0 && !planned.isTwin) return { ...file, state: 'waiting' }
  switch (choices.get(planned.id) ?? 'skip') {
    case 'keep-both':
      return { ...file, identity: { ...place, name: freeName }, state: 'waiting' }
    case 'replace':
      return { ...file, state: planned.isTwin ? 'skipped' : 'clearing' }
    case 'skip':
      return { ...file, state: 'skipped' }
  }
}

export function toChoices(
  choices: readonly { readonly id: string; readonly choice: ConflictChoice }[],
): Choices {
  return new Map(choices.map(({ id, choice }) => [id, choice]))
}
