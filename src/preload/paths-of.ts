/** The used part of Electron's `webUtils`, which exists since Electron 32. */
export interface PathReader {
  readonly getPathForFile: (file: File) => string
}

/** Before `webUtils`, File objects had a path property. */
interface OlderFile extends File {
  readonly path?: string
}

/**
 * The paths of dropped or pasted files. Ignores other values and files that a page created, which have no path. `utils` is
 * undefined on the oldest runtime.
 */
export function pathsOf(files: unknown, utils: PathReader | undefined): string[] {
  if (!Array.isArray(files)) return []
  return files
    .filter((file): file is OlderFile => file instanceof File)
    .map((file) => pathOf(file, utils))
    .filter((path) => path !== '')
}

function pathOf(file: OlderFile, utils: PathReader | undefined): string {
  const path: unknown = utils === undefined ? file.path : utils.getPathForFile(file)
  return typeof path === 'string' ? path : ''
}
