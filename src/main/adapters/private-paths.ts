import path from 'node:path'

/** The computer, as far as it decides which paths are private. */
export interface ComputerFacts {
  readonly platform: string
  readonly home: string
  /** The app's own folder. Files in its `staging` were given to other programs, so they may come back. */
  readonly userData: string
}

/** Folders of the system; the exceptions inside are where programs and desktops put files of the user. */
const linuxFolders = [
  [
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/lib',
    '/lib32',
    '/lib64',
    '/proc',
    '/run',
    '/sbin',
    '/sys',
    '/usr',
    '/var',
    '/root',
  ],
  ['/run/media', '/var/tmp', '/dev/shm'],
] as const
const macFolders = [
  ['/System', '/Library', '/private', '/etc', '/var', '/bin', '/sbin', '/usr', '/dev', '/cores'],
  ['/private/tmp', '/private/var/folders', '/private/var/tmp'],
] as const
const windowsFolders = [
  ['Windows', 'Program Files', 'Program Files (x86)', 'ProgramData', '$Recycle.Bin'],
  [],
] as const

/** In the home folder, besides what is hidden by its name. */
const homeFolders: Readonly<Record<string, readonly (readonly string[])[]>> = {
  darwin: [['Library'], ['Library/Mobile Documents', 'Library/CloudStorage']],
  win32: [['AppData'], ['AppData/Local/Temp']],
}

/** Where desktops show remote disks and documents of sandboxed programs. */
const linuxMounts = /^\/run\/user\/\d+\/(?:gvfs|doc)\/./

/**
 * Whether a path is in a folder of the system, of the app or in a hidden one, or contains the home folder or the app's. A
 * page that was taken over could name such a path; a person picks one in the file dialog. `file` has no links in it.
 */
export function isPrivatePath(file: string, { platform, home, userData }: ComputerFacts): boolean {
  const paths = platform === 'win32' ? path.win32 : path.posix
  const { sep } = paths
  const fold = (text: string): string => (platform === 'linux' ? text : text.toLowerCase())
  const isIn = (inner: string, outer: string): boolean =>
    fold(inner + sep).startsWith(fold(outer.endsWith(sep) ? outer : outer + sep))
  if (isIn(home, file) || isIn(userData, file)) return true
  if (isIn(file, userData)) return !isIn(file, paths.join(userData, 'staging'))
  const isInHome = isIn(file, home)
  const base = isInHome ? home : paths.parse(file).root
  const [folders = [], exceptions = []] = isInHome ? (homeFolders[platform] ?? []) : systemFolders(platform)
  const isBelow = (folder: string): boolean => isIn(file, paths.join(base, folder))
  if (folders.some(isBelow) && !exceptions.some(isBelow) && !(platform === 'linux' && linuxMounts.test(file)))
    return true
  return file
    .slice(base.length)
    .split(sep)
    .some((part) => part.startsWith('.'))
}

function systemFolders(platform: string): readonly (readonly string[])[] {
  if (platform === 'win32') return windowsFolders
  return platform === 'darwin' ? macFolders : linuxFolders
}
