/** The header continues after the available bytes. Never leaves the header readers. */
export class HeaderCutError extends Error {
  override readonly name = 'HeaderCutError'
}

/** The beginning of a file. Reading past its end throws `HeaderCutError` instead of returning a wrong number. */
export class HeaderBytes {
  private readonly view: DataView

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  byte(at: number): number {
    const value = this.bytes[at]
    if (value === undefined) throw new HeaderCutError()
    return value
  }

  uint16(at: number, order: 'little' | 'big'): number {
    this.byte(at + 1)
    return this.view.getUint16(at, order === 'little')
  }

  uint24(at: number): number {
    return this.uint16(at, 'little') + this.byte(at + 2) * 0x1_00_00
  }

  uint32(at: number, order: 'little' | 'big'): number {
    this.byte(at + 3)
    return this.view.getUint32(at, order === 'little')
  }

  /** Whether these Latin-1 characters are at offset `at`. */
  hasText(text: string, at: number): boolean {
    return Array.from(text).every((character, index) => this.bytes[at + index] === character.charCodeAt(0))
  }

  /** Reads the four characters that name a chunk or a box. */
  readTag(at: number): string {
    this.byte(at + 3)
    return String.fromCharCode(...this.bytes.subarray(at, at + 4))
  }
}
