/** What of Electron's `webUtils` is used: the runtime has it from 32 on. */
export interface PathReader {
  readonly getPathForFile: (file: File) => string
}

/** Before `webUtils` a file of the browser knew its path itself. */
interface OlderFile extends File {
  readonly path?: string
}

/**
 * The paths of files that the browser gave; what is no file, or one that a page made up, has none and is left out. `utils`:
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
