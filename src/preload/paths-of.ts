/** The used part of Electron's `webUtils`, which exists since Electron 32. */
export interface PathReader {
  readonly getPathForFile: (file: File) => string
}

/** Before `webUtils`, File objects had a path property. */
interface OlderFile extends File {
  readonly path?: string
}

/** Dropped or pasted files: the paths of those that have one, and the others. */
export interface SplitFiles {
  readonly paths: string[]
  readonly pathless: File[]
}

/**
 * Splits dropped or pasted files. Ignores other values. A page can create a File, but not its path. `utils` is undefined on the oldest
 * runtime.
 */
export function splitByPath(files: unknown, utils: PathReader | undefined): SplitFiles {
  const given: SplitFiles = { paths: [], pathless: [] }
  if (!Array.isArray(files)) return given
  for (const file of files.filter((candidate): candidate is OlderFile => candidate instanceof File)) {
    const path = pathOf(file, utils)
    if (path === '') given.pathless.push(file)
    else given.paths.push(path)
  }
  return given
}

function pathOf(file: OlderFile, utils: PathReader | undefined): string {
  const path: unknown = utils === undefined ? file.path : utils.getPathForFile(file)
  return typeof path === 'string' ? path : ''
}
