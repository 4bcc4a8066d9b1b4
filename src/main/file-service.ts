import type { Staging } from '../core/transfers/staging'
import type { LocalFile, LocalFilesPort } from '../core/transfers/ports'
import type { SelectedAsset } from '../shared/deletion'
import type { AppFailure } from '../shared/failure'
import { fail, succeed, type Result } from '../shared/result'
import type { Grant, StagingSnapshot } from '../shared/transfers'
import type { FileExchangePort } from './adapters/file-exchange'
import type { FileGrants } from './adapters/file-grants'

export interface FileServicePorts {
  readonly grants: Pick<FileGrants, 'grant' | 'discard'>
  readonly staging: Pick<
    Staging,
    'stageAssets' | 'unstageAssets' | 'findFiles' | 'markHandedOut' | 'markChanged'
  >
  readonly exchange: Pick<FileExchangePort, 'chooseUploads' | 'dragOut' | 'copyFiles'>
  readonly files: Pick<LocalFilesPort, 'stat'>
}

const notStaged: AppFailure = { kind: 'not-staged', retry: 'later' }

/** Files that the user gives to the app, and files that the app gives to the desktop. The window names neither by a path. */
export class FileService {
  constructor(private readonly ports: FileServicePorts) {}

  async chooseUploads(what: 'files' | 'folder'): Promise<Result<Grant | null>> {
    const paths = await this.ports.exchange.chooseUploads(what)
    return succeed(paths === null ? null : await this.ports.grants.grant(paths))
  }

  /** Paths that preload read from files which the browser gave. */
  async grantPaths(paths: readonly string[]): Promise<Result<Grant>> {
    return succeed(await this.ports.grants.grant(paths))
  }

  discardGrant(grantId: string): Result<undefined> {
    this.ports.grants.discard(grantId)
    return succeed(undefined)
  }

  stageAssets(assets: readonly SelectedAsset[]): Result<StagingSnapshot> {
    return this.ports.staging.stageAssets(assets)
  }

  /** Ends what is on its way, and takes away what nobody was given. */
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
    give: (files: readonly string[]) => Promise<AppFailure | null>,
  ): Promise<Result<undefined>> {
    const { staging } = this.ports
    const files = staging.findFiles(assets)
    if (files === null || files.length === 0) return fail(notStaged)
    const changed = await this.changedOf(files)
    if (changed.length > 0) staging.markChanged(changed)
    // Before another program hears of them: what is staged next must not take them away.
    if (changed.length > 0 || !staging.markHandedOut(files)) return fail(notStaged)
    const failure = await give(files.map(({ path }) => path))
    return failure === null ? succeed(undefined) : fail(failure)
  }

  /** Those that are not as they were put there: another program may have changed or removed them. */
  private async changedOf(files: readonly LocalFile[]): Promise<readonly LocalFile[]> {
    const looks = await Promise.all(files.map((file) => this.ports.files.stat(file)))
    return files.filter((_, index) => looks[index] !== 'same')
  }
}
