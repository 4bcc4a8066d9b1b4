import type { AssetIdentity } from '../../shared/asset'
import type { DeletionFile, DeletionRun } from '../../shared/deletion'
import type { LogFilesPort } from '../ports'
import { openAppendLog, type AppendLog } from '../storage/append-log'
import { journalEntry, type JournalEntry, type JournalHeader, type JournalFile } from './journal-entry'

/** What a job writes down, each line on disk before the call that it announces and after its answer (docs/rules.md#p5). */
export interface RunJournal {
  readonly recordOthers: (files: readonly AssetIdentity[]) => Promise<void>
  readonly recordCopyAtRisk: (file: AssetIdentity, copyId: string) => Promise<void>
  readonly recordIntent: (n: number, copyId: string | null) => Promise<void>
  readonly recordState: (n: number, file: DeletionFile) => Promise<void>
  readonly recordResumed: (at: number) => Promise<void>
  readonly recordEnd: (view: DeletionRun) => Promise<void>
}

/** A journal as it was found at the start of the app. */
export interface FoundJournal {
  readonly fileName: string
  readonly entries: readonly JournalEntry[]
  /** Of an unknown version, or damaged: shown as far as it can be read, and never continued. */
  readonly isReadOnly: boolean
}

export interface FoundJournals {
  /** Without an end, oldest first. */
  readonly unfinished: readonly FoundJournal[]
  /** They stay until they are removed: the activity may lack what they tell. */
  readonly finished: readonly FoundJournal[]
}

const version = 1

/** Beside more files than these, a job's journal would be larger than what it guards. */
const mostOthers = 20_000

/** A journal that the disk does not give: the others must still be found, and the app must start. */
const unreadable = { entries: [], isReadOnly: true } as const

/** One append-only file per job. That of an ended job stays until the activity is known to have all of it. */
export class RunJournals {
  constructor(private readonly files: LogFilesPort) {}

  async createJournal(head: JournalHeader): Promise<RunJournal> {
    const log = await this.openLog(`job-${head.jobId}.log`)
    await log.append({ t: 'begin', head })
    return journalOver(log)
  }

  async reopenJournal(fileName: string): Promise<RunJournal> {
    return journalOver(await this.openLog(fileName))
  }

  async findJournals(): Promise<FoundJournals> {
    const found: FoundJournal[] = []
    for (const fileName of (await this.files.list()).filter((name) => /^job-[\w-]+\.log$/.test(name))) {
      const { entries, isReadOnly } = await this.openLog(fileName).catch(() => unreadable)
      found.push({ fileName, entries, isReadOnly })
    }
    found.sort((one, other) => startOf(one) - startOf(other))
    return {
      unfinished: found.filter((journal) => !hasEnded(journal)),
      finished: found.filter(hasEnded),
    }
  }

  removeJournal(fileName: string): Promise<void> {
    return this.files.remove(fileName)
  }

  private openLog(fileName: string): Promise<AppendLog<JournalEntry>> {
    return openAppendLog({ files: this.files, fileName, kind: 'job', version, schema: journalEntry })
  }
}

function hasEnded({ entries }: FoundJournal): boolean {
  return entries.some(({ t }) => t === 'end')
}

function startOf({ entries: [first] }: FoundJournal): number {
  return first?.t === 'begin' ? first.head.startedAt : 0
}

function journalOver(log: AppendLog<JournalEntry>): RunJournal {
  return {
    recordOthers: (files) => log.append({ t: 'others', files: files.slice(0, mostOthers).map(fileOf) }),
    recordCopyAtRisk: (file, copyId) => log.append({ t: 'copy-at-risk', file: fileOf(file), copyId }),
    recordIntent: (n, copyId) => log.append({ t: 'intent', n, copyId }),
    recordState: (n, file) => log.append({ t: 'state', n, ...settledOf(file) }),
    recordResumed: (at) => log.append({ t: 'resumed', at }),
    recordEnd: ({ files, vanished, stop }) =>
      log.append({
        t: 'end',
        files: files.map(settledOf),
        vanished: vanished.map(({ copyId, ...file }) => ({ ...fileOf(file), copyId })),
        stop: stop?.reason ?? null,
      }),
  }
}

function fileOf({ segmentId, locale, relativePath, name }: Omit<AssetIdentity, 'context'>): JournalFile {
  return { segmentId, locale, relativePath, name }
}

function settledOf({ outcome, copyId, answer }: DeletionFile): {
  state: DeletionFile['outcome']
  copyId: string | null
  answer: string | null
} {
  return { state: outcome, copyId, answer }
}
