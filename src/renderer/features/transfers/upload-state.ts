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
  /** Indexes of files that the user unticked. A new plan has the same files in the same order. */
  readonly unticked: ReadonlySet<number>
  /** Main reads an entry that was left out as junk. */
  readonly isIncluding: boolean
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
  const conflicts = tickedConflicts(state)
  const all = ['replace', 'keep-both', 'skip'] as const
  return (
    all.find((choice) => conflicts.every((file) => choiceOf(state, file) === allowedChoice(file, choice))) ??
    null
  )
}

export function setTicked(state: UploadDialogState, index: number, isTicked: boolean): UploadDialogState {
  const unticked = new Set(state.unticked)
  if (isTicked) unticked.delete(index)
  else unticked.add(index)
  return { ...state, unticked }
}

/** Number of files that the current choices send. */
export function countSent(state: UploadDialogState): number {
  const isSent = (file: PlannedUpload, index: number) =>
    !state.unticked.has(index) && file.isSafe && !(isNameConflict(file) && choiceOf(state, file) === 'skip')
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
  return tickedConflicts(state).filter((file) => choiceOf(state, file) === 'replace' && matches(file)).length
}

export function canStart(state: UploadDialogState): boolean {
  return (
    state.plan !== null &&
    !state.isPlanning &&
    !state.isStarting &&
    !state.isIncluding &&
    countSent(state) > 0
  )
}

export function toUploadStart(state: UploadDialogState, planId: string): UploadStart {
  const choices = tickedConflicts(state).map((file) => ({ id: file.id, choice: choiceOf(state, file) }))
  return {
    planId,
    choices: [...choices, ...untickedFiles(state).map(({ id }) => ({ id, choice: 'skip' as const }))],
  }
}

/** Number of files in the list, ticked or not. */
export function countListed({ source, grant }: Pick<UploadDialogState, 'source' | 'grant'>): number {
  return source.kind === 'assets' ? source.assets.length : (grant?.files.length ?? 0)
}

/** Number of ticked files, whether or not they can be sent. */
export function countFiles(state: UploadDialogState): number {
  return countListed(state) - state.unticked.size
}

export function untickedFiles({ plan, unticked }: UploadDialogState): readonly PlannedUpload[] {
  return plan?.files.filter((_, index) => unticked.has(index)) ?? []
}

/** Conflicts that need a choice: those of ticked files. */
export function tickedConflicts({ plan, unticked }: UploadDialogState): readonly PlannedUpload[] {
  return plan?.files.filter((file, index) => isNameConflict(file) && !unticked.has(index)) ?? []
}

/** An upload takes one call to send and one to attach the file. */
const callsPerFile = 2

/** Calls and bytes of the plan without the unticked files. */
export function costOf(state: UploadDialogState & { readonly plan: UploadPlan }): {
  readonly calls: number
  readonly bytes: number
} {
  const left = untickedFiles(state)
  const bytes = left.reduce((sum, { size }) => sum + (size ?? 0), 0)
  return { calls: state.plan.calls - callsPerFile * left.length, bytes: state.plan.bytes - bytes }
}
