import { webUtils } from 'electron'

/** `webUtils` where the runtime has it (32 and later); before that a file of the browser knows its path itself. */
interface OlderFile extends File {
  readonly path?: string
}

/** The paths of files that the browser gave; what is no file, or one that a page made up, has none and is left out. */
export function pathsOf(files: unknown): string[] {
  if (!Array.isArray(files)) return []
  return files
    .filter((file): file is OlderFile => file instanceof File)
    .map((file) => pathOf(file))
    .filter((path) => path !== '')
}

function pathOf(file: OlderFile): string {
  // Missing at run time on the oldest runtime, whatever its types say.
  const utils = webUtils as typeof webUtils | undefined
  return utils === undefined ? (file.path ?? '') : utils.getPathForFile(file)
}
