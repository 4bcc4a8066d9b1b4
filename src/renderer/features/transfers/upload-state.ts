import type { AppFailure } from '../../../shared/failure'
import type {
  ConflictChoice,
  Grant,
  PlannedUpload,
  UploadPlan,
  UploadSource,
  UploadStart,
  UploadTarget,
} from '../../../shared/transfers'
import type { UploadFields, UploadPlace } from './upload-target'

/** The dialog: what goes where, and what of it stands in the way. */
export interface UploadDialogState {
  readonly step: 'asking'
  readonly source: UploadSource
  /** What main let us speak of; null for assets. */
  readonly grant: Grant | null
  readonly place: UploadPlace
  readonly fields: UploadFields
  /** What main froze last. It holds while it is not being planned anew. */
  readonly plan: UploadPlan | null
  readonly plannedFor: UploadTarget | null
  readonly isPlanning: boolean
  /** Why it could not be planned, or not be started. */
  readonly failure: AppFailure | null
  /** For files whose place is taken, by their ids; what is not in it is skipped. */
  readonly choices: ReadonlyMap<string, ConflictChoice>
  readonly isStarting: boolean
}

export type UploadState =
  | { readonly step: 'idle' }
  /** Main looks through what was given, or asks which. */
  | { readonly step: 'granting' }
  | UploadDialogState
  /** Nothing was given after all. */
  | { readonly step: 'failed'; readonly failure: AppFailure }

/** Whether the user must say what becomes of it. */
export function isNameConflict({ there, isTwin, isSafe }: PlannedUpload): boolean {
  return isSafe && (there.length > 0 || isTwin)
}

/** A file that is to be at the place of another one of the plan has nothing to replace there yet. */
export function canReplaceExisting({ isTwin, there }: PlannedUpload): boolean {
  return !isTwin && there.length > 0
}

export function choiceOf(
  { choices }: Pick<UploadDialogState, 'choices'>,
  { id }: PlannedUpload,
): ConflictChoice {
  return choices.get(id) ?? 'skip'
}

/** What one choice for all means for a file: a twin that cannot replace is kept beside the other. */
function allowedChoice(file: PlannedUpload, choice: ConflictChoice): ConflictChoice {
  return choice === 'replace' && !canReplaceExisting(file) ? 'keep-both' : choice
}

export function conflictsOf(plan: UploadPlan | null): readonly PlannedUpload[] {
  return plan?.files.filter(isNameConflict) ?? []
}

export function setChoice(
  state: UploadDialogState,
  fileId: string,
  choice: ConflictChoice,
): UploadDialogState {
  return { ...state, choices: new Map(state.choices).set(fileId, choice) }
}

export function setAllChoices(state: UploadDialogState, choice: ConflictChoice): UploadDialogState {
  const choices = conflictsOf(state.plan).map((file) => [file.id, allowedChoice(file, choice)] as const)
  return { ...state, choices: new Map(choices) }
}

/** The choice that holds for all, or null where they differ. */
export function commonChoice(state: UploadDialogState): ConflictChoice | null {
  const conflicts = conflictsOf(state.plan)
  const all = ['replace', 'keep-both', 'skip'] as const
  return (
    all.find((choice) => conflicts.every((file) => choiceOf(state, file) === allowedChoice(file, choice))) ??
    null
  )
}

/** Files that will be sent as it stands. */
export function countSent(state: UploadDialogState): number {
  const isSent = (file: PlannedUpload) =>
    file.isSafe && !(isNameConflict(file) && choiceOf(state, file) === 'skip')
  return state.plan?.files.filter(isSent).length ?? 0
}

export function countReplaced(state: UploadDialogState): number {
  return conflictsOf(state.plan).filter((file) => choiceOf(state, file) === 'replace').length
}

export function canStart(state: UploadDialogState): boolean {
  return state.plan !== null && !state.isPlanning && !state.isStarting && countSent(state) > 0
}

export function toUploadStart(state: UploadDialogState, planId: string): UploadStart {
  const choices = conflictsOf(state.plan).map((file) => ({ id: file.id, choice: choiceOf(state, file) }))
  return { planId, choices }
}

/** How many files it is about: what was given, whatever becomes of them. */
export function countFiles({ source, grant }: UploadDialogState): number {
  return source.kind === 'assets' ? source.assets.length : (grant?.files.length ?? 0)
}
