import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { CopyPreviews } from './copy-previews'

/** As far as the header goes: nothing here is decoded. */
function png(width: number): Uint8Array {
  const picture = Buffer.alloc(200)
  picture.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  picture.writeUInt32BE(width, 16)
  picture.writeUInt32BE(10, 20)
  return picture
}

describe('previews of copies', () => {
  let harness: RecycleBinHarness
  let previews: CopyPreviews
  let given: number

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
    given = 0
    previews = new CopyPreviews({ bin: harness.bin, random: { id: () => `name-${String((given += 1))}` } })
  })
  afterEach(() => harness.close())

  async function keep(name: string, bytes: Uint8Array | string): Promise<string> {
    await harness.server.store.put({ segmentId: 2, name, bytes })
    return harness.backUp(name)
  }

  it('gives a picture a name, and its bytes with their type under it', async () => {
    const id = await keep('notes.txt', png(20))
    expect(await previews.registerPreview(id)).toBe('name-1')
    expect(await previews.openPreview('name-1')).toEqual({
      type: 'image/png',
      bytes: new Uint8Array(png(20)),
    })
    expect(await previews.registerPreview(id)).toBe('name-1')
  })

  it('finds the size of a jpeg behind a megabyte of notes, and gives none to one that ends in them', async () => {
    const comment = Buffer.from([0xff, 0xfe, 0xff, 0xff, ...new Uint8Array(65_533)])
    const notes = Array.from({ length: 16 }, () => comment)
    const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 10, 0, 20, ...new Uint8Array(20)])
    const start = Buffer.from([0xff, 0xd8])
    expect(await previews.registerPreview(await keep('a.jpg', Buffer.concat([start, ...notes, frame])))).toBe(
      'name-1',
    )
    expect((await previews.openPreview('name-1'))?.type).toBe('image/jpeg')
    expect(await previews.registerPreview(await keep('b.jpg', Buffer.concat([start, ...notes])))).toBeNull()
  })

  it('gives none to what only says that it is a picture, nor to a copy that is not there', async () => {
    const id = await keep('page.png', '<html><script>alert(1)</script></html>')
    expect(await harness.bin.findCopy(id)).toMatchObject({ contentType: 'image/png' })
    expect(await previews.registerPreview(id)).toBeNull()
    expect(await previews.registerPreview('another')).toBeNull()
    expect(given).toBe(0)
  })

  it('opens no name but its own: not even the id of a copy', async () => {
    const id = await keep('a.png', png(20))
    await previews.registerPreview(id)
    expect(await previews.openPreview(id)).toBeNull()
    expect(await previews.openPreview('name-2')).toBeNull()
  })

  it('shows copies of up to eight MiB and not a byte more', async () => {
    const id = await keep('a.png', png(20))
    const entry = await harness.bin.findCopy(id)
    const sized = async (size: number): Promise<string | null> => {
      const { bin } = harness
      const find = (): Promise<typeof entry> => Promise.resolve(entry === null ? null : { ...entry, size })
      const bound = { findCopy: find, readCopy: () => bin.readCopy(id), withPinned: bin.withPinned.bind(bin) }
      return new CopyPreviews({ bin: bound, random: { id: () => 'name' } }).registerPreview(id)
    }
    expect(await sized(8 * 1_024 * 1_024)).toBe('name')
    expect(await sized(8 * 1_024 * 1_024 + 1)).toBeNull()
  })

  it('shows pictures of sixteen megapixels and not one more', async () => {
    const tall = (height: number): Uint8Array => {
      const picture = Buffer.from(png(4_096))
      picture.writeUInt32BE(height, 20)
      return picture
    }
    expect(await previews.registerPreview(await keep('a.png', tall(4_096)))).toBe('name-1')
    expect(await previews.registerPreview(await keep('b.png', tall(4_097)))).toBeNull()
  })

  it('forgets a copy that goes, without being told', async () => {
    const id = await keep('a.png', png(20))
    await previews.registerPreview(id)
    await harness.bin.purgeCopies([id])
    expect(await previews.openPreview('name-1')).toBeNull()
    expect(await previews.registerPreview(id)).toBeNull()
  })

  it('judges the bytes anew each time, and survives a disk that does not give them', async () => {
    const id = await keep('a.png', png(20))
    await previews.registerPreview(id)
    harness.disk.files.set(`copies/${id}`, new TextEncoder().encode('<svg/>'))
    expect(await previews.openPreview('name-1')).toBeNull()
    harness.disk.fault = (operation) => (operation === 'read' ? 'EIO' : null)
    expect(await previews.registerPreview(id)).toBeNull()
  })

  it('keeps a limited number of names: the one that was asked for longest ago goes', async () => {
    const id = await keep('a.png', png(20))
    const { bin } = harness
    // As many copies as wanted, all of the same bytes.
    const sameBytes = {
      findCopy: () => bin.findCopy(id),
      readCopy: () => bin.readCopy(id),
      withPinned: <Value>(_id: string, work: () => Promise<Value>) => work(),
    }
    const many = new CopyPreviews({ bin: sameBytes, random: { id: () => `name-${String((given += 1))}` } })
    for (let copy = 1; copy <= 256; copy += 1) await many.registerPreview(`copy-${String(copy)}`)
    await many.registerPreview('copy-1')
    await many.registerPreview('copy-257')
    expect(await many.openPreview('name-1')).not.toBeNull()
    expect(await many.openPreview('name-2')).toBeNull()
    expect(await many.openPreview('name-3')).not.toBeNull()
  })
})
