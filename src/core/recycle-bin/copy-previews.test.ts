import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { readPictureHeader } from '../previews/picture-header'
import { CopyPreviews } from './copy-previews'

const inspector = { readPicture: (start: Uint8Array) => Promise.resolve(readPictureHeader(start)) }

/** A PNG header only: the tests decode nothing. */
function pngHeader(width: number): Uint8Array {
  const picture = Buffer.alloc(200)
  picture.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  picture.writeUInt32BE(width, 16)
  picture.writeUInt32BE(10, 20)
  return picture
}

describe('previews of copies', () => {
  let harness: RecycleBinHarness
  let previews: CopyPreviews
  let nameCount: number

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
    nameCount = 0
    previews = new CopyPreviews({
      bin: harness.bin,
      inspector,
      random: { id: () => `name-${String((nameCount += 1))}` },
    })
  })
  afterEach(() => harness.close())

  async function backUpFile(name: string, bytes: Uint8Array | string): Promise<string> {
    await harness.server.store.put({ segmentId: 2, name, bytes })
    return harness.backUp(name)
  }

  it('registers a picture under a name, and opens its bytes with their type', async () => {
    const id = await backUpFile('notes.txt', pngHeader(20))
    expect(await previews.registerPreview(id)).toBe('name-1')
    expect(await previews.openPreview('name-1')).toEqual({
      type: 'image/png',
      bytes: new Uint8Array(pngHeader(20)),
    })
    expect(await previews.registerPreview(id)).toBe('name-1')
  })

  it('finds the dimensions of a JPEG behind a megabyte of comments, and rejects one that ends within them', async () => {
    const comment = Buffer.from([0xff, 0xfe, 0xff, 0xff, ...new Uint8Array(65_533)])
    const comments = Array.from({ length: 16 }, () => comment)
    const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 10, 0, 20, ...new Uint8Array(20)])
    const start = Buffer.from([0xff, 0xd8])
    expect(
      await previews.registerPreview(await backUpFile('a.jpg', Buffer.concat([start, ...comments, frame]))),
    ).toBe('name-1')
    expect((await previews.openPreview('name-1'))?.type).toBe('image/jpeg')
    expect(
      await previews.registerPreview(await backUpFile('b.jpg', Buffer.concat([start, ...comments]))),
    ).toBeNull()
  })

  it('rejects a file that only has the name of a picture, and an unknown copy', async () => {
    const id = await backUpFile('page.png', '<html><script>alert(1)</script></html>')
    expect(await harness.bin.findCopy(id)).toMatchObject({ contentType: 'image/png' })
    expect(await previews.registerPreview(id)).toBeNull()
    expect(await previews.registerPreview('another')).toBeNull()
    expect(nameCount).toBe(0)
  })

  it('opens only registered names, not the ids of copies', async () => {
    const id = await backUpFile('a.png', pngHeader(20))
    await previews.registerPreview(id)
    expect(await previews.openPreview(id)).toBeNull()
    expect(await previews.openPreview('name-2')).toBeNull()
  })

  it('shows copies of at most 8 MiB', async () => {
    const id = await backUpFile('a.png', pngHeader(20))
    const entry = await harness.bin.findCopy(id)
    const registerWithSize = async (size: number): Promise<string | null> => {
      const { bin } = harness
      const resizedBin = {
        findCopy: () => Promise.resolve(entry === null ? null : { ...entry, size }),
        readCopy: () => bin.readCopy(id),
        withPinned: bin.withPinned.bind(bin),
      }
      return new CopyPreviews({ bin: resizedBin, inspector, random: { id: () => 'name' } }).registerPreview(
        id,
      )
    }
    expect(await registerWithSize(8 * 1_024 * 1_024)).toBe('name')
    expect(await registerWithSize(8 * 1_024 * 1_024 + 1)).toBeNull()
  })

  it('shows pictures of at most 16 megapixels', async () => {
    const pngOfHeight = (height: number): Uint8Array => {
      const picture = Buffer.from(pngHeader(4_096))
      picture.writeUInt32BE(height, 20)
      return picture
    }
    expect(await previews.registerPreview(await backUpFile('a.png', pngOfHeight(4_096)))).toBe('name-1')
    expect(await previews.registerPreview(await backUpFile('b.png', pngOfHeight(4_097)))).toBeNull()
  })

  it('forgets a copy once it is removed', async () => {
    const id = await backUpFile('a.png', pngHeader(20))
    await previews.registerPreview(id)
    await harness.bin.purgeCopies([id])
    expect(await previews.openPreview('name-1')).toBeNull()
    expect(await previews.registerPreview(id)).toBeNull()
  })

  it('checks the bytes on every read, and survives a read error', async () => {
    const id = await backUpFile('a.png', pngHeader(20))
    await previews.registerPreview(id)
    harness.disk.files.set(`copies/${id}`, new TextEncoder().encode('<svg/>'))
    expect(await previews.openPreview('name-1')).toBeNull()
    harness.disk.fault = (operation) => (operation === 'read' ? 'EIO' : null)
    expect(await previews.registerPreview(id)).toBeNull()
  })

  it('keeps a limited number of names, and drops the least recently requested one', async () => {
    const id = await backUpFile('a.png', pngHeader(20))
    const { bin } = harness
    // Any number of copies, all with the same bytes.
    const sameBytes = {
      findCopy: () => bin.findCopy(id),
      readCopy: () => bin.readCopy(id),
      withPinned: <Value>(_id: string, work: () => Promise<Value>) => work(),
    }
    const manyPreviews = new CopyPreviews({
      bin: sameBytes,
      inspector,
      random: { id: () => `name-${String((nameCount += 1))}` },
    })
    for (let copy = 1; copy <= 256; copy += 1) await manyPreviews.registerPreview(`copy-${String(copy)}`)
    await manyPreviews.registerPreview('copy-1')
    await manyPreviews.registerPreview('copy-257')
    expect(await manyPreviews.openPreview('name-1')).not.toBeNull()
    expect(await manyPreviews.openPreview('name-2')).toBeNull()
    expect(await manyPreviews.openPreview('name-3')).not.toBeNull()
  })
})
