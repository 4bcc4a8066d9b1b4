import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BinBench } from '../../testing/bin-bench'
import { Previews } from './previews'

/** As far as the header goes: nothing here is decoded. */
function png(width: number): Uint8Array {
  const picture = Buffer.alloc(200)
  picture.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  picture.writeUInt32BE(width, 16)
  picture.writeUInt32BE(10, 20)
  return picture
}

describe('previews of copies', () => {
  let bench: BinBench
  let previews: Previews
  let given: number

  beforeEach(async () => {
    bench = await BinBench.start()
    given = 0
    previews = new Previews({ bin: bench.bin, random: { id: () => `name-${String((given += 1))}` } })
  })
  afterEach(() => bench.close())

  async function keep(name: string, bytes: Uint8Array | string): Promise<string> {
    await bench.server.store.put({ segmentId: 2, name, bytes })
    return bench.keep(name)
  }

  it('gives a picture a name, and its bytes with their type under it', async () => {
    const id = await keep('notes.txt', png(20))
    expect(await previews.offer(id)).toBe('name-1')
    expect(await previews.open('name-1')).toEqual({ type: 'image/png', bytes: new Uint8Array(png(20)) })
    expect(await previews.offer(id)).toBe('name-1')
  })

  it('finds the size of a jpeg behind a megabyte of notes, and gives none to one that ends in them', async () => {
    const comment = Buffer.from([0xff, 0xfe, 0xff, 0xff, ...new Uint8Array(65_533)])
    const notes = Array.from({ length: 16 }, () => comment)
    const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 10, 0, 20, ...new Uint8Array(20)])
    const start = Buffer.from([0xff, 0xd8])
    expect(await previews.offer(await keep('a.jpg', Buffer.concat([start, ...notes, frame])))).toBe('name-1')
    expect((await previews.open('name-1'))?.type).toBe('image/jpeg')
    expect(await previews.offer(await keep('b.jpg', Buffer.concat([start, ...notes])))).toBeNull()
  })

  it('gives none to what only says that it is a picture, nor to a copy that is not there', async () => {
    const id = await keep('page.png', '<html><script>alert(1)</script></html>')
    expect(await bench.bin.find(id)).toMatchObject({ contentType: 'image/png' })
    expect(await previews.offer(id)).toBeNull()
    expect(await previews.offer('another')).toBeNull()
    expect(given).toBe(0)
  })

  it('opens no name but its own: not even the id of a copy', async () => {
    const id = await keep('a.png', png(20))
    await previews.offer(id)
    expect(await previews.open(id)).toBeNull()
    expect(await previews.open('name-2')).toBeNull()
  })

  it('shows copies of up to eight MiB and not a byte more', async () => {
    const id = await keep('a.png', png(20))
    const entry = await bench.bin.find(id)
    const sized = async (size: number): Promise<string | null> => {
      const { bin } = bench
      const find = (): Promise<typeof entry> => Promise.resolve(entry === null ? null : { ...entry, size })
      const bound = { find, read: () => bin.read(id), using: bin.using.bind(bin) }
      return new Previews({ bin: bound, random: { id: () => 'name' } }).offer(id)
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
    expect(await previews.offer(await keep('a.png', tall(4_096)))).toBe('name-1')
    expect(await previews.offer(await keep('b.png', tall(4_097)))).toBeNull()
  })

  it('forgets a copy that goes, without being told', async () => {
    const id = await keep('a.png', png(20))
    await previews.offer(id)
    await bench.bin.purge([id])
    expect(await previews.open('name-1')).toBeNull()
    expect(await previews.offer(id)).toBeNull()
  })

  it('judges the bytes anew each time, and survives a disk that does not give them', async () => {
    const id = await keep('a.png', png(20))
    await previews.offer(id)
    bench.disk.files.set(`copies/${id}`, new TextEncoder().encode('<svg/>'))
    expect(await previews.open('name-1')).toBeNull()
    bench.disk.fault = (operation) => (operation === 'read' ? 'EIO' : null)
    expect(await previews.offer(id)).toBeNull()
  })

  it('keeps a limited number of names: the one that was asked for longest ago goes', async () => {
    const id = await keep('a.png', png(20))
    const { bin } = bench
    // As many copies as wanted, all of the same bytes.
    const sameBytes = {
      find: () => bin.find(id),
      read: () => bin.read(id),
      using: <Value>(_id: string, work: () => Promise<Value>) => work(),
    }
    const many = new Previews({ bin: sameBytes, random: { id: () => `name-${String((given += 1))}` } })
    for (let copy = 1; copy <= 256; copy += 1) await many.offer(`copy-${String(copy)}`)
    await many.offer('copy-1')
    await many.offer('copy-257')
    expect(await many.open('name-1')).not.toBeNull()
    expect(await many.open('name-2')).toBeNull()
    expect(await many.open('name-3')).not.toBeNull()
  })
})
