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
export interface UploadAsking {
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
  | UploadAsking
  /** Nothing was given after all. */
  | { readonly step: 'failed'; readonly failure: AppFailure }

/** Whether the user must say what becomes of it. */
export function isConflict({ there, isTwin, isSafe }: PlannedUpload): boolean {
  return isSafe && (there.length > 0 || isTwin)
}

/** A file that is to be at the place of another one of the plan has nothing to replace there yet. */
export function canReplace({ isTwin, there }: PlannedUpload): boolean {
  return !isTwin && there.length > 0
}

export function choiceOf({ choices }: Pick<UploadAsking, 'choices'>, { id }: PlannedUpload): ConflictChoice {
  return choices.get(id) ?? 'skip'
}

/** What one choice for all means for a file: a twin that cannot replace is kept beside the other. */
function choiceFor(file: PlannedUpload, choice: ConflictChoice): ConflictChoice {
  return choice === 'replace' && !canReplace(file) ? 'keep-both' : choice
}

export function conflictsOf(plan: UploadPlan | null): readonly PlannedUpload[] {
  return plan?.files.filter(isConflict) ?? []
}

export function chooseFor(state: UploadAsking, fileId: string, choice: ConflictChoice): UploadAsking {
  return { ...state, choices: new Map(state.choices).set(fileId, choice) }
}

export function chooseForAll(state: UploadAsking, choice: ConflictChoice): UploadAsking {
  const choices = conflictsOf(state.plan).map((file) => [file.id, choiceFor(file, choice)] as const)
  return { ...state, choices: new Map(choices) }
}

/** The choice that holds for all, or null where they differ. */
export function choiceOfAll(state: UploadAsking): ConflictChoice | null {
  const conflicts = conflictsOf(state.plan)
  const all = ['replace', 'keep-both', 'skip'] as const
  return (
    all.find((choice) => conflicts.every((file) => choiceOf(state, file) === choiceFor(file, choice))) ?? null
  )
}

/** Files that will be sent as it stands. */
export function sentOf(state: UploadAsking): number {
  const isSent = (file: PlannedUpload) =>
    file.isSafe && !(isConflict(file) && choiceOf(state, file) === 'skip')
  return state.plan?.files.filter(isSent).length ?? 0
}

export function replacedOf(state: UploadAsking): number {
  return conflictsOf(state.plan).filter((file) => choiceOf(state, file) === 'replace').length
}

export function canStart(state: UploadAsking): boolean {
  return state.plan !== null && !state.isPlanning && !state.isStarting && sentOf(state) > 0
}

export function startOf(state: UploadAsking, planId: string): UploadStart {
  const choices = conflictsOf(state.plan).map((file) => ({ id: file.id, choice: choiceOf(state, file) }))
  return { planId, choices }
}

/** How many files it is about: what was given, whatever becomes of them. */
export function countOf({ source, grant }: UploadAsking): number {
  return source.kind === 'assets' ? source.assets.length : (grant?.files.length ?? 0)
}
