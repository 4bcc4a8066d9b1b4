import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { downloadMark, markDownloaded, type MarkTools } from './download-mark'
import { drawDragIcon, dragIconSize } from './drag-icon'
import { fileClipboard, putOnClipboard, type ClipboardPayload } from './file-clipboard'

const files = ['/tmp/a b#1.png', '/tmp/ü/100%.txt', '/tmp/<&>.txt']

const on = (platform: string, desktop = ''): readonly ClipboardPayload[] =>
  fileClipboard({ platform, desktop }, files) ?? []

describe('files on the clipboard', () => {
  it('are a list of addresses on Linux, each on a line of its own', () => {
    const [list] = on('linux', 'KDE')
    expect(list?.format).toBe('text/uri-list')
    expect(list?.text).toMatch(/^file:\/\/\/tmp\/a%20b%231\.png\r\n/)
    const urls = (list?.text ?? '').trimEnd().split('\r\n')
    expect(urls.map((url) => fileURLToPath(url))).toEqual(files)
  })

  it.each(['GNOME', 'ubuntu:GNOME', 'X-Cinnamon', 'XFCE', 'MATE'])('are what %s copies', (desktop) => {
    expect(on('linux', desktop)[0]).toEqual({
      format: 'x-special/gnome-copied-files',
      text: 'copy\nfile:///tmp/a%20b%231.png\nfile:///tmp/%C3%BC/100%25.txt\nfile:///tmp/%3C&%3E.txt',
    })
  })

  it('are a property list on macOS, with nothing of a name read as markup', () => {
    const [list] = on('darwin')
    expect(list?.text).toContain('<string>/tmp/ü/100%.txt</string><string>/tmp/&lt;&amp;&gt;.txt</string>')
  })

  it('are nothing on Windows, which is said', () => {
    expect(fileClipboard({ platform: 'win32', desktop: '' }, files)).toBeNull()
  })

  it('are put there in the first format by the older runtime, in all of them at once by the newer', async () => {
    const put: unknown[] = []
    const writeBuffer = (format: string, bytes: Buffer): void => void put.push([format, bytes.toString()])
    const writeItems = (items: object): Promise<void> => Promise.resolve(void put.push(Object.keys(items)))
    const [first, second] = on('linux')
    expect(await putOnClipboard({ writeBuffer, writeItems: undefined }, on('linux'))).toBe(true)
    expect(await putOnClipboard({ writeBuffer: undefined, writeItems }, on('linux'))).toBe(true)
    expect(put).toEqual([
      [first?.format, first?.text],
      [first, second].map((each) => `electron application/osclipboard;format="${each?.format ?? ''}"`),
    ])
    expect(await putOnClipboard({ writeBuffer: undefined, writeItems: undefined }, on('linux'))).toBe(false)
    expect(await putOnClipboard({ writeBuffer, writeItems }, [])).toBe(false)
  })
})

describe('the mark of a download', () => {
  const at = 1_700_000_000_000

  it('is a zone on Windows, beside the file, with no address in it', () => {
    expect(downloadMark('win32', 'C:\\x\\a.exe', at)).toEqual({
      kind: 'stream',
      file: 'C:\\x\\a.exe:Zone.Identifier',
      text: '[ZoneTransfer]\r\nZoneId=3\r\n',
    })
  })

  it('is the quarantine on macOS', () => {
    expect(downloadMark('darwin', '/x/a', at)).toEqual({
      kind: 'attribute',
      name: 'com.apple.quarantine',
      value: '0081;6553f100;Refshelf;',
    })
  })

  it('is none on Linux', () => {
    expect(downloadMark('linux', '/x/a', at)).toBeNull()
  })

  it.each(['win32', 'darwin', 'linux'])('is set, and its failure fails nothing (%s)', async (platform) => {
    const done: string[] = []
    const failures: unknown[] = []
    const tools: MarkTools = {
      platform,
      now: () => at,
      writeStream: (file) => Promise.resolve(void done.push(file)),
      setAttribute: (file, name) => Promise.resolve(void done.push(`${file} ${name}`)),
      onFailure: (error) => failures.push(error),
    }
    await markDownloaded(tools, '/x/a')
    const expected =
      { win32: ['/x/a:Zone.Identifier'], darwin: ['/x/a com.apple.quarantine'] }[platform] ?? []
    expect(done).toEqual(expected)
    const broken = (): Promise<never> => Promise.reject(new Error('FAT'))
    await markDownloaded({ ...tools, writeStream: broken, setAttribute: broken }, '/x/a')
    expect(failures).toHaveLength(expected.length)
  })
})

describe('the icon of a drag', () => {
  it('is drawn: neither empty nor full', () => {
    const pixels = drawDragIcon()
    expect(pixels).toHaveLength(dragIconSize * dragIconSize * 4)
    const opaque = pixels.filter((value, at) => at % 4 === 3 && value === 255).length
    expect(opaque).toBeGreaterThan(300)
    expect(opaque).toBeLessThan(dragIconSize * dragIconSize)
  })
})
