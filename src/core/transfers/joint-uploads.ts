import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import { mayBeSamePath } from '../assets/storage-path'
import type { StreamHashPort } from '../ports'
import { reserveOf } from '../wordbee/budget/priority'
import type { ReceivedMedia } from '../wordbee/upload-asset'
import type { JointFile } from '../wordbee/upload-together'
import { toFailure } from '../wordbee/wordbee-error'
import type { UploadFile } from './upload-file'
import { minGroupSize, toJointGroups, type JointMember } from './joint-groups'
import type { LocalFilesPort, TransferRun } from './ports'

export interface JointUploadsPorts {
  readonly hash: StreamHashPort
  readonly files: Pick<LocalFilesPort, 'stat' | 'readFile'>
  /** Reports the bytes of a file as they are sent. */
  readonly reporterOf: (file: UploadFile) => (bytes: number) => void
}

/** Files whose bytes are sent in one call, before the first of them is attached. */
interface Group {
  /** The files still to be attached, in the order in which they were sent. */
  readonly waiting: JointMember[]
  /** Null before the bytes were sent. */
  readonly media: ReadonlyMap<string, ReceivedMedia> | null
  /** Whether a stored file proved that the tokens are in order. */
  isConfirmed: boolean
}

/** A token for one file, or why there is none: a failure of the joint call, or null to upload the file alone. */
export type Claim =
  | { readonly ok: true; readonly media: ReceivedMedia }
  | { readonly ok: false; readonly failure: AppFailure | null }

/** What the server stored for a token: the file it was claimed for, another file of its group, or something else. */
export type StoredFile = 'expected' | 'unclear' | UploadFile

/** Transient failures of joint calls in a row until files are sent one by one. */
const maxFailures = 2

const alone: Claim = { ok: false, failure: null }

/**
 * Sends the bytes of small files of one destination in one call, which saves a call for each file but one. Each file is still
 * attached and verified like any other. A token is used only in the order of the files and while the stored files prove that order;
 * otherwise the remaining files are sent one by one (docs/platform-api.md#media-upload).
 */
export class JointUploads {
  private groups: Group[] = []
  private failures = 0

  constructor(
    private readonly ports: JointUploadsPorts,
    private readonly run: TransferRun,
  ) {}

  /** Plans the groups of a round. `files`: those whose destination is free, each with its own path. */
  plan(files: readonly UploadFile[]): void {
    const { client } = this.run.open
    const groups = client.acceptsJointUploads() ? toJointGroups(files) : []
    this.groups = groups.map((waiting) => ({ waiting, media: null, isConfirmed: false }))
  }

  /** Whether the server has the bytes of this file already. */
  hasReceived(file: UploadFile): boolean {
    return this.groupOf(file)?.media?.has(file.id) === true
  }

  /** The token of this file; sends the bytes of its group if that has not been done. */
  async claim(file: UploadFile, refuse: () => AppFailure | null): Promise<Claim> {
    const group = this.groupOf(file)
    if (group === undefined) return alone
    if (group.media === null) return this.sendGroup(group, file, refuse)
    const media = group.media.get(file.id)
    const isNext = group.waiting[0]?.file === file
    if (media !== undefined && isNext) return { ok: true, media }
    // A file before this one was not attached: its token must not be taken for this one's.
    this.drop(group)
    return alone
  }

  /** The token of this file was used. `stored`: the file in the response, if there was one. */
  async confirm(file: UploadFile, stored: Asset | null, context: AssetContext): Promise<StoredFile> {
    const group = this.groupOf(file)
    if (group === undefined) return 'expected'
    if (stored === null && group.isConfirmed) {
      group.waiting.shift()
      return 'expected'
    }
    const listed = stored === null ? await this.list(file, context) : [stored]
    const found = group.waiting.find((member) => isStored(member, listed))?.file
    group.waiting.shift()
    if (found === file) {
      group.isConfirmed = true
      return 'expected'
    }
    this.giveUp()
    return found ?? 'unclear'
  }

  /** What the server received together with this file, by file id. */
  receivedOf(file: UploadFile): ReadonlyMap<string, ReceivedMedia> {
    return this.groupOf(file)?.media ?? new Map()
  }

  /** The server did not accept a token, or confused the tokens: no further one is used on this connection. */
  giveUp(): void {
    this.groups = []
    this.run.open.client.refuseJointUploads()
  }

  private groupOf(file: UploadFile): Group | undefined {
    return this.groups.find(({ waiting }) => waiting.some((member) => member.file === file))
  }

  private drop(group: Group): void {
    this.groups = this.groups.filter((other) => other !== group)
  }

  private async sendGroup(group: Group, file: UploadFile, refuse: () => AppFailure | null): Promise<Claim> {
    this.drop(group)
    const { open, stopSignal } = this.run
    const members = await this.chooseMembers(group.waiting, file)
    if (members.length < minGroupSize) return alone
    try {
      const received = await open.client.uploadTogether({
        files: members.map((member) => this.toJointFile(member)),
        call: { signal: stopSignal, waitSignal: stopSignal, priority: 'transfers', refuse },
      })
      this.failures = 0
      const [first] = received ?? []
      if (received === null || first === undefined) return this.resetProgress(members)
      const media = new Map(received.map((one, index) => [members[index]?.file.id ?? '', one]))
      this.groups.push({ waiting: members, media, isConfirmed: false })
      return { ok: true, media: first }
    } catch (error) {
      this.resetProgress(members)
      const failure = toFailure(error)
      if (failure.kind === 'throttled') this.groups.push(group)
      else if (failure.kind !== 'stopped' && (this.failures += 1) >= maxFailures) this.giveUp()
      return { ok: false, failure }
    }
  }

  /** This file and those after it whose source is unchanged, as many as there is quota for; none if this file is not. */
  private async chooseMembers(waiting: readonly JointMember[], file: UploadFile): Promise<JointMember[]> {
    const members: JointMember[] = []
    for (const member of waiting.slice(waiting.findIndex((other) => other.file === file))) {
      const { local } = member
      const isUnchanged =
        (await this.ports.files.stat(local)) === 'same' &&
        (member.file.queued.size ?? local.size) === local.size
      if (!isUnchanged && member.file === file) return []
      if (isUnchanged) members.push(member)
    }
    const { client } = this.run.open
    const reserve = reserveOf(client.budget().allowance)
    // The joint call and the attach calls must leave the reserve of the hour untouched (docs/rules.md#p8).
    while (members.length > 0 && client.estimateWaitMs(1 + members.length + reserve) > 0) members.pop()
    return members
  }

  private toJointFile({ file, local }: JointMember): JointFile {
    const { hash, files, reporterOf } = this.ports
    file.size = local.size
    return {
      name: file.destination.name,
      size: local.size,
      hash,
      onBytes: reporterOf(file),
      bytes: () => files.readFile(local),
    }
  }

  /** The files are sent again one by one. */
  private resetProgress(members: readonly JointMember[]): Claim {
    for (const { file } of members) void this.run.reportState(file.id, { state: 'sending', bytes: 0 })
    return alone
  }

  /** The segment as listed, to find out what an attach call stored; empty if that fails. */
  private async list({ destination }: UploadFile, context: AssetContext): Promise<readonly Asset[]> {
    const signal = this.run.stopSignal
    return this.run.open.client.listSegment(context, destination.segmentId, { signal }).catch(() => [])
  }
}

function isStored({ file, local }: JointMember, assets: readonly Asset[]): boolean {
  const { destination } = file
  return assets.some(
    (asset) =>
      asset.name === destination.name &&
      mayBeSamePath(asset, destination) &&
      (asset.size === null || asset.size === local.size),
  )
}
