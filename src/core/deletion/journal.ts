import type { AssetIdentity } from '../../shared/asset'
import type { DeletionFile, DeletionRun } from '../../shared/deletion'
import { accountKey } from '../connections/open-connection'
import type { LogFilesPort } from '../ports'
import { openAppendLog, readAppendLog, type AppendLog } from '../storage/append-log'
import { journalEntry, type JournalEntry, type JournalHeader, type JournalFile } from './journal-entry'

/**
 * Records each step of a run. An intent is on disk before its DELETE is sent, the outcome after the response
 * (docs/rules.md#p5).
 */
export interface RunJournal {
  readonly recordOthers: (files: readonly AssetIdentity[]) => Promise<void>
  readonly recordCopyAtRisk: (file: AssetIdentity, copyId: string) => Promise<void>
  readonly recordIntent: (n: number, copyId: string | null) => Promise<void>
  readonly recordState: (n: number, file: DeletionFile) => Promise<void>
  readonly recordResumed: (at: number) => Promise<void>
  readonly recordEnd: (view: DeletionRun) => Promise<void>
}

/** A journal that was found when the app started. */
export interface FoundJournal {
  readonly fileName: string
  readonly entries: readonly JournalEntry[]
  /** True if the version is unknown or the journal is damaged. It is shown as far as it can be read, and never continued. */
  readonly isReadOnly: boolean
}

export interface FoundJournals {
  /** Journals without an end, oldest first. */
  readonly unfinished: readonly FoundJournal[]
  /** Journals with an end. They stay until they are removed, because the activity log may lack their outcomes. */
  readonly finished: readonly FoundJournal[]
}

const version = 1

/** The most other files that are recorded. With more, a journal would be larger than what it protects. */
const maxOthers = 20_000

/** Takes the place of a journal that cannot be read, so that the others are found and the app starts. */
const unreadable = { entries: [], isReadOnly: true } as const

/** One append-only file per run. The journal of an ended run stays until the activity log has all of it. */
export class RunJournals {
  constructor(private readonly files: LogFilesPort) {}

  async createJournal(head: JournalHeader): Promise<RunJournal> {
    const log = await this.openLog(`job-${head.jobId}.log`)
    await log.append({ t: 'begin', head })
    return createRunJournal(log)
  }

  async reopenJournal(fileName: string): Promise<RunJournal> {
    return createRunJournal(await this.openLog(fileName))
  }

  async findJournals(): Promise<FoundJournals> {
    const found: FoundJournal[] = []
    for (const fileName of await this.listNames()) {
      const { entries, isReadOnly } = await this.openLog(fileName).catch(() => unreadable)
      found.push({ fileName, entries, isReadOnly })
    }
    return toFoundJournals(found)
  }

  /** The journals of an account. Changes none of them, since a run may be writing. Rejects with the errors of the disk. */
  async findOfAccount(account: string): Promise<FoundJournals> {
    const found: FoundJournal[] = []
    for (const fileName of await this.listNames()) {
      const options = { files: this.files, fileName, kind: 'job', version, schema: journalEntry }
      const { entries, isReadOnly } = await readAppendLog(options)
      const [first] = entries
      if (first?.t === 'begin' && accountKey(first.head) === account)
        found.push({ fileName, entries, isReadOnly })
    }
    return toFoundJournals(found)
  }

  removeJournal(fileName: string): Promise<void> {
    return this.files.remove(fileName)
  }

  private async listNames(): Promise<readonly string[]> {
    return (await this.files.list()).filter((name) => /^job-[\w-]+\.log$/.test(name))
  }

  private openLog(fileName: string): Promise<AppendLog<JournalEntry>> {
    return openAppendLog({ files: this.files, fileName, kind: 'job', version, schema: journalEntry })
  }
}

function toFoundJournals(found: readonly FoundJournal[]): FoundJournals {
  const oldestFirst = [...found].sort((one, other) => startedAtOf(one) - startedAtOf(other))
  return {
    unfinished: oldestFirst.filter((journal) => !hasEnded(journal)),
    finished: oldestFirst.filter(hasEnded),
  }
}

function hasEnded({ entries }: FoundJournal): boolean {
  return entries.some(({ t }) => t === 'end')
}

function startedAtOf({ entries: [first] }: FoundJournal): number {
  return first?.t === 'begin' ? first.head.startedAt : 0
}

function createRunJournal(log: AppendLog<JournalEntry>): RunJournal {
  const append = createGroupCommit(log)
  return {
    recordOthers: (files) => append({ t: 'others', files: files.slice(0, maxOthers).map(toJournalFile) }),
    recordCopyAtRisk: (file, copyId) => append({ t: 'copy-at-risk', file: toJournalFile(file), copyId }),
    recordIntent: (n, copyId) => append({ t: 'intent', n, copyId }),
    recordState: (n, file) => append({ t: 'state', n, ...toSettled(file) }),
    recordResumed: (at) => append({ t: 'resumed', at }),
    recordEnd: ({ files, vanished, stop }) =>
      append({
        t: 'end',
        files: files.map(toSettled),
        vanished: vanished.map(({ copyId, ...file }) => ({ ...toJournalFile(file), copyId })),
        stop: stop?.reason ?? null,
      }),
  }
}

/**
 * Appends entries in the order of the calls. Entries that arrive during a flush share the next one, because parallel DELETEs
 * each wait for the disk. Each call resolves once its entry is on disk, and rejects if it is not.
 */
function createGroupCommit(log: AppendLog<JournalEntry>): (entry: JournalEntry) => Promise<void> {
  let pending: JournalEntry[] = []
  let next: Promise<void> | null = null
  let last: Promise<unknown> = Promise.resolve()

  function flush(): Promise<void> {
    const entries = pending
    pending = []
    next = null
    return log.append(...entries)
  }

  return (entry) => {
    pending.push(entry)
    if (next === null) {
      next = last.then(flush)
      last = next.catch(() => undefined)
    }
    return next
  }
}

function toJournalFile({
  segmentId,
  locale,
  relativePath,
  name,
}: Omit<AssetIdentity, 'context'>): JournalFile {
  return { segmentId, locale, relativePath, name }
}

function toSettled({ outcome, copyId, answer }: DeletionFile): {
  state: DeletionFile['outcome']
  copyId: string | null
  answer: string | null
} {
  return { state: outcome, copyId, answer }
}
