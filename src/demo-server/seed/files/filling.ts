/** Padding of `size` bytes. The label makes files of the same picture differ. */
export function paddingBytes(label: string, size: number): Buffer {
  return size === 0 ? Buffer.alloc(0) : Buffer.alloc(size, `${label} `, 'utf8')
}

export function decodeMedia(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}
