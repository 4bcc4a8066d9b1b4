import type { Asset } from '../../shared/asset'
import type { FileState, JobFile, JobView } from '../../shared/deletion'
import { assetKey } from '../assets/asset-key'
import type { FoundJournal } from './journal'
import { notDeleted } from './job-state'
import type { JournalEntry, JournalHead } from './journal-entry'
import type { DeletionPlan } from './plan'
import { isSameFile, toSnapshot } from './snapshot'

/** A job that did not end by itself, as far as its journal tells. */
export interface InterruptedJob {
  readonly fileName: string
  readonly isReadOnly: boolean
  readonly head: JournalHead
  readonly view: JobView
}

/** What a journal proves of each file: settled, asked for, perhaps asked for, or not sent. Null without its first line: nothing was sent. */
export function recover(journal: FoundJournal): InterruptedJob | null {
  const [first, ...rest] = journal.entries
  if (first?.t !== 'begin') return null
  const { head } = first
  const files = rest.reduce(applyEntry, startFiles(head))
  return {
    fileName: journal.fileName,
    isReadOnly: journal.isReadOnly,
    head,
    view: interruptedView(head, files),
  }
}

/** The plan of what is left, with the facts that were confirmed: what changed since is left alone. */
export function planOfRest(job: InterruptedJob): DeletionPlan {
  const { head, view } = job
  const assets = assetsOf(head)
  const { connectionName, connectionColor, host, accountId, kind, keepsCopies, bytes } = head
  return {
    touched: { context: head.context, segmentIds: head.segmentIds },
    snapshot: toSnapshot(assets.filter((_, n) => view.files[n]?.outcome.state === 'waiting')),
    question: {
      ...{ planId: head.jobId, connectionName, connectionColor, host, accountId, kind, keepsCopies, bytes },
      ...{ calls: 0, seconds: 0, waitMs: 0, numberToType: null, copyRoom: 'fits', atRisk: [] },
      files: assets.map((asset) => ({ asset, planned: { state: 'will-be-deleted' } })),
    },
  }
}

export function assetsOf(head: JournalHead): Asset[] {
  return head.files.map((file) => {
    const { segmentId, locale, relativePath, name, size, modifiedDate } = file
    const identity = { context: head.context, segmentId, locale, relativePath, name }
    const unknown = { contentType: '', createdDate: null, documentId: null, projectId: null }
    return { ...identity, ...unknown, key: assetKey(identity), size, modifiedDate }
  })
}

function startFiles(head: JournalHead): JobFile[] {
  return assetsOf(head).map((asset, n) => ({
    key: asset.key,
    identity: asset,
    size: asset.size,
    copyId: null,
    answer: null,
    outcome: head.files[n]?.outcome ?? { state: 'waiting' },
  }))
}

function applyEntry(files: JobFile[], entry: JournalEntry): JobFile[] {
  if (entry.t === 'intent') return replaceAt(files, entry.n, { outcome: { state: 'unknown' } })
  if (entry.t === 'state') return replaceAt(files, entry.n, { outcome: entry.state, copyId: entry.copyId })
  return files
}

function replaceAt(files: JobFile[], n: number, change: Partial<JobFile>): JobFile[] {
  const file = files[n]
  if (file !== undefined) files[n] = { ...file, ...change }
  return files
}

function interruptedView(head: JournalHead, files: readonly JobFile[]): JobView {
  const { jobId, bytes, connectionName, host, accountId } = head
  return {
    ...{ id: jobId, bytes, connectionName, host, accountId, files },
    ...{
      phase: 'interrupted',
      vanished: [],
      stop: null,
      stopRequested: false,
      waitingUntil: null,
      needsSignIn: true,
    },
  }
}

/**
 * What a listing after the interruption says of a file that was, or may have been, asked for. One whose answer was seen
 * and that is still there is told so; one that was about to be asked for, and is there unchanged, was not deleted: it
 * waits, and only the user's Continue asks for it.
 */
export function settleAfterInterruption(
  file: JobFile,
  listed: Asset | undefined,
  planned: Asset | undefined,
): FileState {
  const { state } = file.outcome
  if (state !== 'unknown' && state !== 'asked') return file.outcome
  if (listed === undefined) return { state: 'deleted-and-verified' }
  const same = planned !== undefined && isSameFile(listed, planned)
  if (state === 'asked') return { state: 'still-on-server', replaced: !same }
  return same ? { state: 'waiting' } : notDeleted('changed')
}
