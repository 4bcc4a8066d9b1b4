import type { FileState, JobView } from '../../shared/deletion'
import type { LogFilesPort } from '../ports'
import { openAppendLog, type AppendLog } from '../storage/append-log'
import { journalEntry, type JournalEntry, type JournalHead } from './journal-entry'

/** What a job writes down, each line on disk before the call that it announces and after its answer (P5). */
export interface JobJournal {
  readonly intend: (n: number) => Promise<void>
  readonly note: (n: number, state: FileState, copyId: string | null) => Promise<void>
  readonly resume: (at: number) => Promise<void>
  readonly end: (view: JobView) => Promise<void>
}

/** A journal as it was found at the start of the app. */
export interface FoundJournal {
  readonly fileName: string
  readonly entries: readonly JournalEntry[]
  /** Of an unknown version, or damaged: shown as far as it can be read, and never continued. */
  readonly isReadOnly: boolean
}

const version = 1

/** A journal that the disk does not give: the others must still be found, and the app must start. */
const unreadable = { entries: [], isReadOnly: true } as const

/** One append-only file per job. Those of ended jobs go at the next start: the activity keeps the record. */
export class JobJournals {
  constructor(private readonly files: LogFilesPort) {}

  async begin(head: JournalHead): Promise<JobJournal> {
    const log = await this.openLog(`job-${head.jobId}.log`)
    await log.append({ t: 'begin', head })
    return journalOver(log)
  }

  async reopen(fileName: string): Promise<JobJournal> {
    return journalOver(await this.openLog(fileName))
  }

  /** Journals without an end, oldest first. Ended ones are removed. */
  async findOpen(): Promise<readonly FoundJournal[]> {
    const found: FoundJournal[] = []
    for (const fileName of (await this.files.list()).filter((name) => /^job-[\w-]+\.log$/.test(name))) {
      const log = await this.openLog(fileName).catch(() => unreadable)
      if (log.entries.some(({ t }) => t === 'end')) await this.files.remove(fileName)
      else found.push({ fileName, entries: log.entries, isReadOnly: log.isReadOnly })
    }
    return found.sort((one, other) => startOf(one) - startOf(other))
  }

  private openLog(fileName: string): Promise<AppendLog<JournalEntry>> {
    return openAppendLog({ files: this.files, fileName, kind: 'job', version, schema: journalEntry })
  }
}

function startOf({ entries: [first] }: FoundJournal): number {
  return first?.t === 'begin' ? first.head.startedAt : 0
}

function journalOver(log: AppendLog<JournalEntry>): JobJournal {
  return {
    intend: (n) => log.append({ t: 'intent', n }),
    note: (n, state, copyId) => log.append({ t: 'state', n, state, copyId }),
    resume: (at) => log.append({ t: 'resumed', at }),
    end: ({ files, vanished, stop }) =>
      log.append({
        t: 'end',
        states: files.map(({ outcome }) => outcome),
        vanished: vanished.map(({ name }) => name),
        stop: stop?.reason ?? null,
      }),
  }
}
