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

  /** Where these Latin-1 characters begin, in the range [from, to]; -1 if they do not. */
  find(text: string, { from, to }: { readonly from: number; readonly to: number }): number {
    const first = text.charCodeAt(0)
    const last = Math.min(to, this.bytes.length - text.length)
    for (
      let at = this.bytes.indexOf(first, from);
      at !== -1 && at <= last;
      at = this.bytes.indexOf(first, at + 1)
    )
      if (this.hasText(text, at)) return at
    return -1
  }

  /** The available bytes in the range [from, to) as Latin-1 characters. */
  latin1(from: number, to: number): string {
    let text = ''
    for (const byte of this.bytes.subarray(from, to)) text += String.fromCharCode(byte)
    return text
  }

  /** Reads the four characters that name a chunk or a box. */
  readTag(at: number): string {
    this.byte(at + 3)
    return String.fromCharCode(...this.bytes.subarray(at, at + 4))
  }
}
