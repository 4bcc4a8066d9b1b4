import { z } from 'zod'
import type { ActivityEntry, ActivityHead } from '../../shared/activity'
import type { FilesPort, HashPort, LogFilesPort } from '../ports'
import { openAppendLog, type AppendLog } from '../storage/append-log'
import { createJsonDocument, UnreadableDocumentError, type JsonDocument } from '../storage/json-document'
import { matchesPin } from './chain-verifier'
import { entrySchema, createEntry, emptyHead, type TimedFact } from './entry'

export interface ActivityStorage {
  readonly logs: LogFilesPort
  readonly files: FilesPort
  readonly hash: HashPort
}

/** The recorded end of one log file. It is stored beside the log, so that entries cut off the end are noticed. */
interface Pin extends ActivityHead {
  readonly file: string
  /** The number of entries in this file up to the recorded end. */
  readonly entries: number
}

const headFile = 'activity-head.json'
const pinsSchema = z.strictObject({
  v: z.literal(1),
  pins: z.array(
    z.strictObject({
      file: z.string(),
      entries: z.number().int().nonnegative(),
      seq: z.number().int().nonnegative(),
      hash: z.string(),
    }),
  ),
})

interface LogFile {
  readonly name: string
  readonly number: number
  readonly log: AppendLog<ActivityEntry>
  readonly pin: Pin | undefined
  /** Readable, and containing its recorded end. Only then are entries appended to this file. */
  readonly isSound: boolean
}

/**
 * The files of the activity log. The first is `activity.log`. If it is damaged, has an unknown version, or lacks its recorded
 * end, it is never written again: the chain continues in `activity-2.log` from the last recorded entry, and so on.
 */
export class ActivityLogs {
  readonly entries: ActivityEntry[]
  private head: ActivityHead

  private constructor(
    private readonly storage: ActivityStorage,
    private readonly parts: LogFile[],
    private readonly pins: { readonly document: JsonDocument<PinsDocument>; readonly isReadable: boolean },
  ) {
    this.entries = parts.flatMap(({ log }) => log.entries)
    this.head = parts.reduce<ActivityHead>(
      (head, { pin, log }) => laterHead(laterHead(head, log.entries.at(-1)), pin),
      emptyHead,
    )
  }

  /** Reads all files. Throws the errors of the disk. */
  static async openLogs(storage: ActivityStorage): Promise<ActivityLogs> {
    const document = createPinsDocument(storage.files)
    const pins = await readPins(document)
    const names = new Set([...(await storage.logs.list()), ...(pins ?? []).map(({ file }) => file)])
    const parts: LogFile[] = []
    for (const { name, number } of logNames(names)) {
      parts.push(await openPart(storage, { name, number, pin: pins?.find(({ file }) => file === name) }))
    }
    return new ActivityLogs(storage, parts, { document, isReadable: pins !== null })
  }

  currentHead(): ActivityHead {
    return this.head
  }

  /** The files with their readable entries, for verifying the chain. */
  chainFiles(): readonly {
    readonly entries: readonly ActivityEntry[]
    readonly isCut: boolean
    readonly pin: ActivityHead
  }[] {
    return this.parts.map(({ log, pin }) => ({
      entries: log.entries,
      isCut: log.hasUnreadable,
      pin: pin ?? emptyHead,
    }))
  }

  /** Files that are shown as far as they can be read, and never written. */
  readOnlyFiles(): readonly string[] {
    const logs = this.parts.filter(({ isSound }) => !isSound).map(({ name }) => name)
    return this.pins.isReadable ? logs : [...logs, headFile]
  }

  /** Appends with one flush, then records the new end. Throws the errors of the disk; then nothing is appended. */
  async appendFacts(facts: readonly TimedFact[]): Promise<void> {
    const part = await this.writablePart()
    let head = this.head
    const added = facts.map((fact) => {
      const entry = createEntry(fact, head, this.storage.hash)
      head = { seq: entry.seq, hash: entry.hash }
      return entry
    })
    await part.log.append(...added)
    for (const entry of added) this.entries.push(entry)
    this.head = head
    this.replaceLastPart({ ...part, pin: { file: part.name, entries: part.log.entries.length, ...head } })
    await this.savePins()
  }

  private async writablePart(): Promise<LogFile> {
    const last = this.parts.at(-1)
    if (last?.isSound === true) return last
    const number = (last?.number ?? 0) + 1
    const part = await openPart(this.storage, { name: logName(number), number, pin: undefined })
    this.parts.push(part)
    return part
  }

  private replaceLastPart(part: LogFile): void {
    this.parts[this.parts.length - 1] = part
  }

  /** A failure is harmless, because the log itself is on disk: the end is recorded with the next entry. */
  private async savePins(): Promise<boolean> {
    if (!this.pins.isReadable) return false
    const pins = this.parts.flatMap(({ pin }) => (pin === undefined ? [] : [pin]))
    return this.pins.document.write({ v: 1, pins }).then(
      () => true,
      () => false,
    )
  }
}

type PinsDocument = z.infer<typeof pinsSchema>

function createPinsDocument(files: FilesPort): JsonDocument<PinsDocument> {
  return createJsonDocument({ files, fileName: headFile, schema: pinsSchema, empty: { v: 1, pins: [] } })
}

/** Null if the content of the file is unreadable. The file is left unchanged and reported by `readOnlyFiles`. */
async function readPins(document: JsonDocument<PinsDocument>): Promise<readonly Pin[] | null> {
  try {
    return (await document.read()).pins
  } catch (error) {
    if (error instanceof UnreadableDocumentError) return null
    throw error
  }
}

async function openPart(
  storage: ActivityStorage,
  { name, number, pin }: Pick<LogFile, 'name' | 'number' | 'pin'>,
): Promise<LogFile> {
  const log = await openAppendLog({
    files: storage.logs,
    fileName: name,
    kind: 'activity',
    version: 1,
    schema: entrySchema,
    minEntries: pin?.entries ?? 0,
  })
  const hasPinnedHead = pin === undefined || matchesPin(log.entries[pin.entries - 1], pin, storage.hash)
  return { name, number, pin, log, isSound: !log.isReadOnly && hasPinnedHead }
}

function logName(number: number): string {
  return number === 1 ? 'activity.log' : `activity-${number}.log`
}

function logNames(names: Iterable<string>): { readonly name: string; readonly number: number }[] {
  return [...names]
    .flatMap((name) => {
      const match = /^activity(?:-([2-9]|[1-9]\d{1,5}))?\.log$/.exec(name)
      return match === null ? [] : [{ name, number: Number(match[1] ?? '1') }]
    })
    .sort((one, other) => one.number - other.number)
}

/** The later of two heads; if both have the same number, the second one. */
function laterHead(head: ActivityHead, other: ActivityHead | undefined): ActivityHead {
  return other === undefined || other.seq < head.seq ? head : { seq: other.seq, hash: other.hash }
}
