import type { Asset, AssetIdentity, AssetKey } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionRun, VanishedFile } from '../../shared/deletion'
import type { WorkAccount } from '../../shared/connection'
import { assetKey } from '../assets/asset-key'
import { accountKey } from '../connections/open-connection'
import type { FoundJournal } from './journal'
import { notDeleted } from './run-state'
import type { JournalEntry, JournalHeader, JournalFile } from './journal-entry'
import type { DeletionPlan } from './plan'
import { isSameVersion, toSnapshot, type Snapshot } from './snapshot'

/** A run that its process left unfinished, as far as its journal is readable. */
export interface InterruptedRun {
  readonly fileName: string
  readonly isReadOnly: boolean
  readonly head: JournalHeader
  readonly view: DeletionRun
  /** The other files before the first DELETE, with the copies of those at risk. */
  readonly others: readonly VanishedFile[]
}

/** Derives the state of each file from a journal. Null if the first line is missing: then nothing was sent. */
export function recover(journal: FoundJournal): InterruptedRun | null {
  const [first, ...rest] = journal.entries
  if (first?.t !== 'begin') return null
  const { head } = first
  const files = rest.reduce(applyEntry, startFiles(head))
  return {
    fileName: journal.fileName,
    isReadOnly: journal.isReadOnly,
    head,
    view: viewOf(head, files, rest),
    others: othersOf(head, rest),
  }
}

/** The plan for the waiting files, with the confirmed sizes and dates: what changed since is left alone. */
export function remainingPlan(run: InterruptedRun): DeletionPlan {
  const { head, view } = run
  const assets = assetsOf(head)
  const { kind, keepsCopies, bytes } = head
  return {
    touched: { context: head.context, segmentIds: head.segmentIds },
    snapshot: toSnapshot(assets.filter((_, n) => view.files[n]?.outcome.state === 'waiting')),
    question: {
      ...accountOfHeader(head),
      planId: head.jobId,
      kind,
      keepsCopies,
      bytes,
      calls: 0,
      seconds: 0,
      waitMs: 0,
      filesThisHour: assets.length,
      copiesExpireAt: 0,
      countToType: null,
      copySpace: 'fits',
      atRisk: [],
      files: assets.map((asset) => ({ asset, planned: { state: 'will-be-deleted' } })),
    },
  }
}

export function assetsOf(head: JournalHeader): Asset[] {
  return head.files.map((file) => {
    const identity = identityOf(head, file)
    const { size, modifiedDate } = file
    const unknown = { contentType: '', createdDate: null, documentId: null, projectId: null }
    return { ...identity, ...unknown, key: assetKey(identity), size, modifiedDate }
  })
}

/** Other files that a listing after the interruption lacks. */
export function vanishedFrom(snapshot: Snapshot, run: InterruptedRun): VanishedFile[] {
  return run.others.filter((other) => !snapshot.has(assetKey(other)))
}

function identityOf({ context }: JournalHeader, file: JournalFile): AssetIdentity {
  const { segmentId, locale, relativePath, name } = file
  return { context, segmentId, locale, relativePath, name }
}

function startFiles(head: JournalHeader): DeletionFile[] {
  return assetsOf(head).map((asset, n) => ({
    key: asset.key,
    identity: asset,
    size: asset.size,
    copyId: null,
    answer: null,
    outcome: head.files[n]?.outcome ?? { state: 'waiting' },
  }))
}

function applyEntry(files: DeletionFile[], entry: JournalEntry): DeletionFile[] {
  switch (entry.t) {
    case 'intent':
      return replaceAt(files, entry.n, { outcome: { state: 'unknown' }, copyId: entry.copyId })
    case 'state':
      return replaceAt(files, entry.n, toChange(entry))
    case 'end':
      return files.map((file, n) => ({ ...file, ...toChange(entry.files[n]) }))
    case 'begin':
    case 'others':
    case 'copy-at-risk':
    case 'resumed':
      return files
  }
}

function toChange(
  settled: { state: FileState; copyId: string | null; answer: string | null } | undefined,
): Partial<DeletionFile> {
  if (settled === undefined) return {}
  const { state, copyId, answer } = settled
  return { outcome: state, copyId, answer }
}

function replaceAt(files: DeletionFile[], n: number, change: Partial<DeletionFile>): DeletionFile[] {
  const file = files[n]
  if (file !== undefined) files[n] = { ...file, ...change }
  return files
}

function viewOf(
  head: JournalHeader,
  files: readonly DeletionFile[],
  entries: readonly JournalEntry[],
): DeletionRun {
  const { jobId: runId, bytes } = head
  const end = entries.find((entry) => entry.t === 'end')
  const reason = end?.stop ?? null
  return {
    ...accountOfHeader(head),
    id: runId,
    bytes,
    files,
    phase: end === undefined ? 'interrupted' : 'done',
    vanished: (end?.vanished ?? []).map((file) => ({ ...identityOf(head, file), copyId: file.copyId })),
    stop: reason === null ? null : { reason },
    stopRequested: false,
    waitingUntil: null,
    needsSignIn: end === undefined,
    revision: 0,
  }
}

function accountOfHeader(head: JournalHeader): WorkAccount {
  const { connectionName, connectionColor, host, accountId } = head
  return { accountKey: accountKey(head), connectionName, connectionColor, host, accountId }
}

/** Uses the last recorded listing; each part of a continued run records its own. */
function othersOf(head: JournalHeader, entries: readonly JournalEntry[]): VanishedFile[] {
  const copies = new Map<AssetKey, string>()
  let others: readonly JournalFile[] = []
  for (const entry of entries) {
    if (entry.t === 'others') others = entry.files
    if (entry.t === 'copy-at-risk') copies.set(assetKey(identityOf(head, entry.file)), entry.copyId)
  }
  return others.map((file) => {
    const identity = identityOf(head, file)
    return { ...identity, copyId: copies.get(assetKey(identity)) ?? null }
  })
}

/**
 * The state of a file after the interruption, from a new listing. A file that is still there although its DELETE was
 * answered is reported as such. If only the intent is known and the file is unchanged, it was not deleted and waits for
 * Continue.
 */
export function settleAfterInterruption(
  file: DeletionFile,
  listed: Asset | undefined,
  planned: Asset | undefined,
): FileState {
  const { state } = file.outcome
  if (state !== 'unknown' && state !== 'asked') return file.outcome
  if (listed === undefined) return { state: 'deleted-and-verified' }
  const isUnchanged = planned !== undefined && isSameVersion(listed, planned)
  if (state === 'asked') return { state: 'still-on-server', replaced: !isUnchanged }
  return isUnchanged ? { state: 'waiting' } : notDeleted('changed')
}
