import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { downloadMark, markDownloaded, type MarkTools } from './download-mark'
import { drawDragIcon, dragIconSize } from './drag-icon'
import { fileClipboard, putOnClipboard, type ClipboardPayload } from './file-clipboard'

const files = ['/tmp/a b#1.png', '/tmp/ü/100%.txt', '/tmp/<&>.txt']

const payloadsOn = (platform: string, desktop = ''): readonly ClipboardPayload[] =>
  fileClipboard({ platform, desktop }, files) ?? []

describe('the file clipboard', () => {
  it('uses a list of URLs on Linux, one per line', () => {
    const [list] = payloadsOn('linux', 'KDE')
    expect(list?.format).toBe('text/uri-list')
    expect(list?.text).toMatch(/^file:\/\/\/tmp\/a%20b%231\.png\r\n/)
    const urls = (list?.text ?? '').trimEnd().split('\r\n')
    expect(urls.map((url) => fileURLToPath(url))).toEqual(files)
  })

  it.each(['GNOME', 'ubuntu:GNOME', 'X-Cinnamon', 'XFCE', 'MATE'])(
    'uses the GNOME format on %s',
    (desktop) => {
      expect(payloadsOn('linux', desktop)[0]).toEqual({
        format: 'x-special/gnome-copied-files',
        text: 'copy\nfile:///tmp/a%20b%231.png\nfile:///tmp/%C3%BC/100%25.txt\nfile:///tmp/%3C&%3E.txt',
      })
    },
  )

  it('uses a property list on macOS, and escapes names', () => {
    const [list] = payloadsOn('darwin')
    expect(list?.text).toContain('<string>/tmp/ü/100%.txt</string><string>/tmp/&lt;&amp;&gt;.txt</string>')
  })

  it('is not supported on Windows', () => {
    expect(fileClipboard({ platform: 'win32', desktop: '' }, files)).toBeNull()
  })

  it('writes one format with the older API and all formats with the newer one', async () => {
    const written: unknown[] = []
    const writeBuffer = (format: string, bytes: Buffer): void => void written.push([format, bytes.toString()])
    const writeItems = (items: object): Promise<void> =>
      Promise.resolve(void written.push(Object.keys(items)))
    const [first, second] = payloadsOn('linux')
    expect(await putOnClipboard({ writeBuffer, writeItems: undefined }, payloadsOn('linux'))).toBe(true)
    expect(await putOnClipboard({ writeBuffer: undefined, writeItems }, payloadsOn('linux'))).toBe(true)
    expect(written).toEqual([
      [first?.format, first?.text],
      [first, second].map((payload) => `electron application/osclipboard;format="${payload?.format ?? ''}"`),
    ])
    expect(await putOnClipboard({ writeBuffer: undefined, writeItems: undefined }, payloadsOn('linux'))).toBe(
      false,
    )
    expect(await putOnClipboard({ writeBuffer, writeItems }, [])).toBe(false)
  })
})

describe('the download mark', () => {
  const now = 1_700_000_000_000

  it('is a zone identifier stream without a URL on Windows', () => {
    expect(downloadMark('win32', 'C:\\x\\a.exe', now)).toEqual({
      kind: 'stream',
      file: 'C:\\x\\a.exe:Zone.Identifier',
      text: '[ZoneTransfer]\r\nZoneId=3\r\n',
    })
  })

  it('is the quarantine attribute on macOS', () => {
    expect(downloadMark('darwin', '/x/a', now)).toEqual({
      kind: 'attribute',
      name: 'com.apple.quarantine',
      value: '0081;6553f100;Refshelf;',
    })
  })

  it('does not exist on Linux', () => {
    expect(downloadMark('linux', '/x/a', now)).toBeNull()
  })

  it.each(['win32', 'darwin', 'linux'])('is set, and a failure is only reported (%s)', async (platform) => {
    const done: string[] = []
    const failures: unknown[] = []
    const tools: MarkTools = {
      platform,
      now: () => now,
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

describe('the drag icon', () => {
  it('is neither empty nor completely filled', () => {
    const pixels = drawDragIcon()
    expect(pixels).toHaveLength(dragIconSize * dragIconSize * 4)
    const opaque = pixels.filter((value, index) => index % 4 === 3 && value === 255).length
    expect(opaque).toBeGreaterThan(300)
    expect(opaque).toBeLessThan(dragIconSize * dragIconSize)
  })
})
