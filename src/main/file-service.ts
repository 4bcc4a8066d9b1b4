import type { Staging } from '../core/transfers/staging'
import type { LocalFile, LocalFilesPort } from '../core/transfers/ports'
import type { SelectedAsset } from '../shared/deletion'
import type { AppFailure } from '../shared/failure'
import { fail, succeed, type Result } from '../shared/result'
import type { GivenContent, Grant, StagingSnapshot } from '../shared/transfers'
import type { FileExchangePort } from './adapters/file-exchange'
import type { FileGrants } from './adapters/file-grants'
import type { PastedFiles } from './adapters/pasted-files'
import { logError } from './log'

export interface FileServicePorts {
  readonly grants: Pick<FileGrants, 'grant' | 'checkNamed' | 'find' | 'add' | 'includeJunk' | 'discard'>
  readonly pasted: Pick<PastedFiles, 'save' | 'remove'>
  readonly staging: Pick<
    Staging,
    'stageAssets' | 'unstageAssets' | 'findFiles' | 'markHandedOut' | 'markChanged'
  >
  readonly exchange: Pick<FileExchangePort, 'chooseUploads' | 'dragOut' | 'copyFiles'>
  readonly files: Pick<LocalFilesPort, 'stat'>
}

function orUnknown(grant: Grant | null): Result<Grant> {
  return grant === null ? fail({ kind: 'plan-unknown', retry: 'no' }) : succeed(grant)
}

const notStaged: AppFailure = { kind: 'not-staged', retry: 'later' }

/** Files that the user grants to the app, and files that the app hands to other programs. The window never sees paths. */
export class FileService {
  constructor(private readonly ports: FileServicePorts) {}

  async chooseUploads(what: 'files' | 'folder'): Promise<Result<Grant | null>> {
    const paths = await this.ports.exchange.chooseUploads(what)
    return succeed(paths === null ? null : await this.ports.grants.grant(paths))
  }

  /** Adds chosen files to a grant; null if the dialog was closed. Failure: `plan-unknown` (unknown or expired grant). */
  async addUploads(request: {
    readonly grantId: string
    readonly what: 'files' | 'folder'
  }): Promise<Result<Grant | null>> {
    const paths = await this.ports.exchange.chooseUploads(request.what)
    if (paths === null) return succeed(null)
    return orUnknown(await this.ports.grants.add(request.grantId, paths))
  }

  /**
   * Grants what preload read from dropped or pasted files; main cannot know whether they were.
   * Failure: `storage-failed` (no space for the bytes).
   */
  async grantGiven(paths: readonly string[], contents: readonly GivenContent[]): Promise<Result<Grant>> {
    const { grants, pasted } = this.ports
    const named = await grants.checkNamed(paths)
    const unread = contents.flatMap((content) =>
      'refusal' in content ? [{ name: content.name, folder: '', reason: content.refusal }] : [],
    )
    try {
      const saved = await pasted.save(contents.filter((content) => 'bytes' in content))
      const refused = [...named.refused, ...unread]
      return succeed(await grants.grant([...named.allowed, ...saved], { refused }))
    } catch (error) {
      logError('pasted files not saved', error)
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  /** Failure: `plan-unknown` (unknown or expired grant or entry). */
  async includeJunk(request: { readonly grantId: string; readonly entryId: string }): Promise<Result<Grant>> {
    return orUnknown(await this.ports.grants.includeJunk(request.grantId, request.entryId))
  }

  discardGrant(grantId: string): Result<undefined> {
    const files = this.ports.grants.find(grantId) ?? []
    void this.ports.pasted.remove(files.map(({ source }) => source.path))
    this.ports.grants.discard(grantId)
    return succeed(undefined)
  }

  stageAssets(assets: readonly SelectedAsset[]): Result<StagingSnapshot> {
    return this.ports.staging.stageAssets(assets)
  }

  /** Aborts downloads, and removes staged files that were not handed out. */
  unstageAssets(): Result<undefined> {
    this.ports.staging.unstageAssets()
    return succeed(undefined)
  }

  /** Failure: `not-staged`. */
  dragOut(assets: readonly SelectedAsset[]): Promise<Result<undefined>> {
    return this.handOver(assets, (files) =>
      Promise.resolve(this.ports.exchange.dragOut(files) ? null : notStaged),
    )
  }

  /** Failures: `not-staged`, `no-file-clipboard`. */
  copyFiles(assets: readonly SelectedAsset[]): Promise<Result<undefined>> {
    return this.handOver(assets, async (files) =>
      (await this.ports.exchange.copyFiles(files)) ? null : { kind: 'no-file-clipboard', retry: 'no' },
    )
  }

  private async handOver(
    assets: readonly SelectedAsset[],
    handOut: (files: readonly string[]) => Promise<AppFailure | null>,
  ): Promise<Result<undefined>> {
    const { staging } = this.ports
    const files = staging.findFiles(assets)
    if (files === null || files.length === 0) return fail(notStaged)
    const changed = await this.findChanged(files)
    if (changed.length > 0) staging.markChanged(changed)
    // Mark them before another program gets the paths, so that later staging does not remove them.
    if (changed.length > 0 || !staging.markHandedOut(files)) return fail(notStaged)
    const failure = await handOut(files.map(({ path }) => path))
    return failure === null ? succeed(undefined) : fail(failure)
  }

  /** Staged files that another program has changed or removed. */
  private async findChanged(files: readonly LocalFile[]): Promise<readonly LocalFile[]> {
    const states = await Promise.all(files.map((file) => this.ports.files.stat(file)))
    return files.filter((_, index) => states[index] !== 'same')
  }
}
