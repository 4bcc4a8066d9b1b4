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

/** State of the open upload dialog: files, target, plan, and choices for name conflicts. */
export interface UploadDialogState {
  readonly step: 'asking'
  readonly source: UploadSource
  /** The grant for local files; null for assets. */
  readonly grant: Grant | null
  readonly place: UploadPlace
  readonly fields: UploadFields
  /** The latest plan frozen in main. It stays while a new one is being made. */
  readonly plan: UploadPlan | null
  readonly plannedFor: UploadTarget | null
  readonly isPlanning: boolean
  /** Why planning or starting failed. */
  readonly failure: AppFailure | null
  /** Choices for files whose names are taken, by file id. Files without a choice are skipped. */
  readonly choices: ReadonlyMap<string, ConflictChoice>
  readonly isStarting: boolean
}

export type UploadState =
  | { readonly step: 'idle' }
  /** Main shows a file dialog or reads the dropped files. */
  | { readonly step: 'granting' }
  | UploadDialogState
  /** The grant failed. */
  | { readonly step: 'failed'; readonly failure: AppFailure }

/** Whether the file needs a choice because its name is taken on the server or by another file of the plan. */
export function isNameConflict({ there, hasSameDestination, isSafe }: PlannedUpload): boolean {
  return isSafe && (there.length > 0 || hasSameDestination)
}

/** Whether the file can replace an existing one. The twin of another planned file has nothing to replace yet. */
export function canReplaceExisting({ hasSameDestination, there }: PlannedUpload): boolean {
  return !hasSameDestination && there.length > 0
}

export function choiceOf(
  { choices }: Pick<UploadDialogState, 'choices'>,
  { id }: PlannedUpload,
): ConflictChoice {
  return choices.get(id) ?? 'skip'
}

/** The choice for all, applied to one file: a file that cannot replace is kept beside the other. */
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

/** The choice common to all conflicts, or null if they differ. */
export function commonChoice(state: UploadDialogState): ConflictChoice | null {
  const conflicts = conflictsOf(state.plan)
  const all = ['replace', 'keep-both', 'skip'] as const
  return (
    all.find((choice) => conflicts.every((file) => choiceOf(state, file) === allowedChoice(file, choice))) ??
    null
  )
}

/** Number of files that the current choices send. */
export function countSent(state: UploadDialogState): number {
  const isSent = (file: PlannedUpload) =>
    file.isSafe && !(isNameConflict(file) && choiceOf(state, file) === 'skip')
  return state.plan?.files.filter(isSent).length ?? 0
}

/** Number of existing files that the current choices delete first. */
export function countReplaced(state: UploadDialogState): number {
  return countReplacing(state, (file) => file.isAlreadyThere !== true)
}

/** Number of files to replace that are already there with the same bytes, and are not sent. */
export function countAlreadyThere(state: UploadDialogState): number {
  return countReplacing(state, (file) => file.isAlreadyThere === true)
}

function countReplacing(state: UploadDialogState, matches: (file: PlannedUpload) => boolean): number {
  return conflictsOf(state.plan).filter((file) => choiceOf(state, file) === 'replace' && matches(file)).length
}

export function canStart(state: UploadDialogState): boolean {
  return state.plan !== null && !state.isPlanning && !state.isStarting && countSent(state) > 0
}

export function toUploadStart(state: UploadDialogState, planId: string): UploadStart {
  const choices = conflictsOf(state.plan).map((file) => ({ id: file.id, choice: choiceOf(state, file) }))
  return { planId, choices }
}

/** Number of chosen files, whether or not they are sent. */
export function countFiles({ source, grant }: UploadDialogState): number {
  return source.kind === 'assets' ? source.assets.length : (grant?.files.length ?? 0)
}
