import type { GrantedFile, UploadSource } from '../../shared/transfers'
import type { LocalFile, TransferSource } from './ports'

/** A granted file, with what only main knows of it. */
export type GrantedLocalFile = GrantedFile & { readonly file: LocalFile }

export interface GrantsPort {
  readonly findGrant: (grantId: string) => { readonly files: readonly GrantedLocalFile[] } | null
  /** An upload of it is on the disk: it is not spoken of any more. */
  readonly consumeGrant: (grantId: string) => void
}

/** A file that somebody wants to be uploaded. */
export interface RequestedFile {
  readonly name: string
  /** `/` between its parts. */
  readonly folder: string
  readonly size: number | null
  readonly source: TransferSource
}

/** What this source holds, or null where it is a grant that nobody knows. */
export function toRequestedFiles(
  source: UploadSource,
  grants: Pick<GrantsPort, 'findGrant'>,
): readonly RequestedFile[] | null {
  if (source.kind === 'assets') {
    return source.assets.map((asset) => ({
      ...{ name: asset.name, size: asset.size, source: { kind: 'asset', asset } as const },
      // Flex lists folders with backslashes; uploads are documented with slashes.
      folder: asset.relativePath.replaceAll('\\', '/'),
    }))
  }
  const grant = grants.findGrant(source.grantId)
  if (grant === null) return null
  return grant.files.map(({ name, folder, size, file }) => {
    return { name, folder, size, source: { kind: 'file', file } as const }
  })
}
