/** Why a write failed, as far as the user can do something about it. */
export type StorageCause = 'disk-full' | 'no-permission' | 'storage'

const causes: Readonly<Record<string, StorageCause>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
}

/** The cause of a disk error, from its `code` (an errno name, which the ports preserve). */
export function toStorageCause(error: unknown): StorageCause {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (Object.hasOwn(causes, code) ? causes[code] : undefined) ?? 'storage'
}
