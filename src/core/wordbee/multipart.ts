/** A file in a multipart body. */
export interface MultipartFile {
  /** ASCII without quotes or backslashes, because the encoding of other names is not documented. */
  readonly fileName: string
  /** Returns the bytes from the start on every call. */
  readonly bytes: () => AsyncIterable<Uint8Array>
}

/** The multipart body of one form field per file. It starts over each time it is iterated. */
export function multipartBody(files: readonly MultipartFile[], boundary: string): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => chunksOf(files, boundary) }
}

/** Bytes of the body besides those of the files. The texts are ASCII, so `length` is their number of bytes. */
export function multipartOverhead(
  files: readonly Pick<MultipartFile, 'fileName'>[],
  boundary: string,
): number {
  const headers = files.map(({ fileName }, index) => partHeader(fileName, boundary, index).length)
  return headers.reduce((sum, length) => sum + length, closingBoundary(boundary).length)
}

async function* chunksOf(files: readonly MultipartFile[], boundary: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const [index, { fileName, bytes }] of files.entries()) {
    yield encoder.encode(partHeader(fileName, boundary, index))
    yield* bytes()
  }
  yield encoder.encode(closingBoundary(boundary))
}

const partHeader = (fileName: string, boundary: string, index: number): string =>
  `${index === 0 ? '' : '\r\n'}--${boundary}\r\n` +
  `Content-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
  'Content-Type: application/octet-stream\r\n\r\n'

const closingBoundary = (boundary: string): string => `\r\n--${boundary}--\r\n`
