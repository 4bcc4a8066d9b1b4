import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../../testing/hostile-names'
import { describeRuns, randomRuns } from '../../testing/random-runs'
import { foldWidely } from '../assets/wide-path'
import { uniqueLocalNames } from './free-names'
import { toLocalName } from './local-name'

const forbidden =
  /[/\\<>:"|?*]|[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|^[\s.~-]|[\s.]$|\p{Surrogate}|[\u{e0000}-\u{e0fff}]/u
const devices = [
  'con',
  'prn',
  'aux',
  'nul',
  'clock$',
  'conin$',
  'conout$',
  ...['com', 'lpt'].flatMap((device) => Array.from('0123456789¹²³', (digit) => `${device}${digit}`)),
]

/** The rule of some file system that the name breaks, or "". */
function problemOf(name: string): string {
  if (name === '' || name !== path.posix.basename(name) || name !== path.win32.basename(name)) return 'a path'
  if (forbidden.test(name)) return 'a forbidden character'
  if (devices.includes((name.split('.')[0] ?? '').trimEnd().toLowerCase())) return 'a device'
  if (Buffer.byteLength(name) > 200) return 'too long'
  if (path.join('/chosen', name) !== `/chosen/${name}`) return 'outside'
  return ''
}

/** The extension as the system reads it: Windows drops trailing dots and spaces. */
function extensionOf(name: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? '').replace(/[ .]+$/, '')
  return base.includes('.') ? (base.split('.').at(-1) ?? '') : ''
}

const runs = randomRuns(50_000)

describe(describeRuns(runs, 'hostile names'), () => {
  it('become safe names that do not change again, without a new extension', () => {
    fc.assert(
      fc.property(hostileText, (remote) => {
        const name = toLocalName(remote)
        expect([remote, name, problemOf(name)]).toEqual([remote, name, ''])
        expect(toLocalName(name)).toBe(name)
        if (extensionOf(name) !== extensionOf(remote)) expect(extensionOf(name)).toMatch(/^$|_/)
      }),
      runs,
    )
  })

  it('stay distinct in one folder of any file system', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 20 }), (remotes) => {
        const names = uniqueLocalNames(
          remotes.map((remote) => toLocalName(remote)),
          () => false,
        )
        expect(new Set(names.map(foldWidely)).size).toBe(remotes.length)
      }),
      { numRuns: 2_500 },
    )
  })

  it('can be written under exactly these names', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-names-'))
    const remotes = [
      ...fc.sample(hostileText, { numRuns: 1_500, seed: 7 }),
      ...table.map(([remote]) => remote),
    ]
    const names = uniqueLocalNames(
      remotes.map((remote) => toLocalName(remote)),
      () => false,
    )
    for (const name of names) await writeFile(path.join(folder, name), '', { flag: 'wx' })
    expect((await readdir(folder)).sort()).toEqual([...names].sort())
    for (const name of names.slice(0, 50)) expect((await lstat(path.join(folder, name))).isFile()).toBe(true)
    await rm(folder, { recursive: true })
  })
})

const table: readonly (readonly [string, string])[] = [
  // Unchanged.
  ...[
    'shot.png',
    'a b.txt',
    'Ünïcode.txt',
    '日本.txt',
    'e\u0301.txt',
    'a.tar.gz',
    'no ending',
    '❤️.png',
    '#1 100%.png',
    "it's (1) [2] {3}.txt",
    'a+b&c=d.txt',
    'console.txt',
    'com10.txt',
    'nullable',
    'lpt',
    'auxiliary.md',
  ].map((name) => [name, name] as const),
  // Paths.
  ['../../etc/passwd', 'passwd'],
  ['a\\b.txt', 'b.txt'],
  ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
  ['\\\\server\\share\\x.txt', 'x.txt'],
  ['/etc/shadow', 'shadow'],
  ['a/', 'asset'],
  ['a/..', 'asset'],
  ['..\\..', 'asset'],
  ['C:x.txt', 'C_x.txt'],
  ['file:///etc/passwd', 'passwd'],
  // Nothing is left.
  ...[
    '',
    ' ',
    '.',
    '..',
    '...',
    '. .',
    '-',
    '~',
    '-.-',
    '\0',
    '\u202e',
    '\u200b\u200d',
    '\ufeff',
    '\ud800',
    '\u3000',
    '\t\n',
  ].map((name) => [name, 'asset'] as const),
  // Devices.
  ...devices.map((device) => [`${device}.txt`, `_${device}.txt`] as const),
  ...['CON', 'PrN', 'nul', 'COM1', 'lpt9', 'com¹', 'LPT³'].map((device) => [device, `_${device}`] as const),
  ['con.tar.gz', '_con.tar.gz'],
  ['CON .txt', '_CON .txt'],
  ['aux. . ', '_aux'],
  ['nul ', '_nul'],
  ['nul.', '_nul'],
  ['.con', '_con'],
  ['C\u200bON.txt', '_CON.txt'],
  ['-aux', '_aux'],
  // Leading and trailing characters.
  ['.bashrc', 'bashrc'],
  ['..a', 'a'],
  ['-rf', 'rf'],
  ['--', 'asset'],
  ['~root', 'root'],
  ['~$doc.docx', '$doc.docx'],
  [' a.txt', 'a.txt'],
  ['x. . ', 'x'],
  ['a.txt.', 'a.txt'],
  ['a.txt ', 'a.txt'],
  ['.exe', 'exe'],
  // Forbidden and invisible characters.
  ['a<b>c:d"e|f?g*h.txt', 'a_b_c_d_e_f_g_h.txt'],
  ['a.txt:evil.exe', 'a.txt_evil.exe'],
  ['a.txt::$DATA', 'a.txt__$DATA'],
  ['a\tb\r\nc.txt', 'abc.txt'],
  ['a\u0085b.txt', 'ab.txt'],
  ['a\ud83eb.txt', 'ab.txt'],
  ['a\udd8a.txt', 'a.txt'],
  ['🦊.png', '🦊.png'],
  ['a\u2028b.txt', 'ab.txt'],
  ['a\uffffb.txt', 'ab.txt'],
  ['a\u{e0041}b.txt', 'ab.txt'],
  ['a\u3164b.txt', 'ab.txt'],
  ['a\u00adb.txt', 'ab.txt'],
  ['a\u061cb.txt', 'ab.txt'],
  ['a\u2066b\u2069.txt', 'ab.txt'],
  // No new extension appears.
  ['evil\u202egpj.exe', 'evilgpj.exe'],
  ['a.png\u202eexe.', 'a.png_exe'],
  ['a.png.\u202eexe', 'a.png._exe'],
  ['a.ex\u200be', 'a.ex_e'],
  ['a.exe\u200b', 'a.exe_'],
  ['a.exe\u00a0', 'a.exe_'],
  ['a.exe\u3000. ', 'a.exe_'],
  ['a.e\0xe', 'a.e_xe'],
  ['a.exe\0.png', 'a.exe.png'],
  ['a.exe?', 'a.exe_'],
  ['a.\ud800exe', 'a._exe'],
  ['a.exe\n', 'a.exe_'],
  [`a.exe${'\u3000'.repeat(30)}`, `a.exe${'_'.repeat(30)}`],
]

const long: readonly (readonly [string, string])[] = [
  [`con${' '.repeat(300)}x`, '_con'],
  [`${'x'.repeat(196)}.exe${'y'.repeat(100)}`, `${'x'.repeat(196)}_exe`],
  [`${'x'.repeat(195)}. exe${'y'.repeat(100)}`, `${'x'.repeat(195)}_ exe`],
  [`${'é'.repeat(300)}.png`, `${'é'.repeat(98)}.png`],
  [`${'日'.repeat(300)}.txt`, `${'日'.repeat(65)}.txt`],
  ['a'.repeat(300), 'a'.repeat(200)],
  [`${'🦊'.repeat(100)}.gif`, `${'🦊'.repeat(49)}.gif`],
  [`a${' '.repeat(300)}b.txt`, 'a.txt'],
  ['a'.repeat(1_000_000), 'a'.repeat(200)],
]

describe('a local name', () => {
  it.each(long.map(([remote, local]) => ({ start: remote.slice(0, 6), remote, local })))(
    'is cut before its extension if it is too long: $start…',
    ({ remote, local }) => {
      expect(toLocalName(remote)).toBe(local)
      expect([local, problemOf(local)]).toEqual([local, ''])
    },
  )

  it.each(table)('for %j is %j', (remote, local) => {
    expect(toLocalName(remote)).toBe(local)
    expect([local, problemOf(local)]).toEqual([local, ''])
  })

  it('is the fallback if nothing is left', () => {
    expect(toLocalName('..', 'asset-1f')).toBe('asset-1f')
  })
})

describe('a name near the limit of a disk, in bytes or in characters', () => {
  it.each([
    ['255 letters', 'a'.repeat(251), 196],
    ['256 letters', 'a'.repeat(252), 196],
    ['200 bytes', 'a'.repeat(196), 196],
    ['255 bytes of full-width letters', `${'ａ'.repeat(83)}aa`, 65],
    ['255 full-width letters', 'ａ'.repeat(251), 65],
    ['255 bytes of emoji', `${'😀'.repeat(62)}aaa`, 98],
    ['255 emoji', '😀'.repeat(251), 98],
    ['255 letters with a mark each', 'e\u0301'.repeat(251), 131],
  ])('keeps its extension and no half character: %s', (_, stem, length) => {
    const name = toLocalName(`${stem}.png`)
    expect(name).toBe(`${stem.slice(0, length)}.png`)
    expect(problemOf(name)).toBe('')
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
  })
})
