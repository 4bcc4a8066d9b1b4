import type { EncodingsPort } from '../core/previews/decode-text'
import type { FileInspector } from '../core/previews/file-inspector'
import { inspectFile } from '../core/previews/inspect'
import { readPictureHeader } from '../core/previews/picture-header'
import { toReadableFile } from '../core/previews/readable-file'
import type { PreviewCache } from '../core/previews/preview-cache'

const noEncodings: EncodingsPort = { guessEncodings: () => [] }

/** Inspects in the process of the test, without limits. */
export function inProcessInspector(
  cache: Pick<PreviewCache, 'readFile'>,
  encodings: EncodingsPort = noEncodings,
): FileInspector {
  return {
    inspectCached: (file, request) => inspectFile(toReadableFile(cache, file), { ...request, encodings }),
    readPicture: (start) => Promise.resolve(readPictureHeader(start)),
  }
}
