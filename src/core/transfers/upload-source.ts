import type { SelectedAsset } from '../../shared/deletion'
import type { GrantedFile, UploadSource } from '../../shared/transfers'
import type { LocalFile, TransferSource } from './ports'

/** A granted file with the local file behind it, which only main knows. */
export type GrantedLocalFile = GrantedFile & { readonly file: LocalFile }

export interface GrantsPort {
  readonly findGrant: (grantId: string) => { readonly files: readonly GrantedLocalFile[] } | null
  /** Drops a grant once its upload is on disk. */
  readonly consumeGrant: (grantId: string) => void
}

/** A file to upload, before it is planned. */
export interface RequestedFile {
  readonly name: string
  /** Parts separated by `/`. */
  readonly folder: string
  readonly size: number | null
  readonly source: TransferSource
}

/** The files of this source, or null for an unknown grant. */
export function toRequestedFiles(
  source: UploadSource,
  grants: Pick<GrantsPort, 'findGrant'>,
): readonly RequestedFile[] | null {
  if (source.kind === 'assets') {
    return source.assets.map((asset) => ({
      ...splitFolder(asset),
      size: asset.size,
      source: { kind: 'asset', asset } as const,
    }))
  }
  const grant = grants.findGrant(source.grantId)
  if (grant === null) return null
  return grant.files.map(({ name, folder, size, file }) => {
    return { name, folder, size, source: { kind: 'file', file } as const }
  })
}

/** Folder and name of an asset to copy. Some servers list the folder in the name and leave `relativePath` empty. */
function splitFolder({ relativePath, name }: SelectedAsset): Pick<RequestedFile, 'folder' | 'name'> {
  // Flex lists folders with backslashes; uploads are documented with slashes.
  if (relativePath !== '') return { folder: relativePath.replaceAll('\\', '/'), name }
  const parts = name.split(/[/\\]/)
  return { folder: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '' }
}
