import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { anyIdentity, hostileText } from '../../testing/hostile-names'
import { foldWidely } from '../assets/wide-path'
import { layOutDownload } from './download-layout'
import { numberedName, uniqueLocalNames } from './free-names'
import { FreePaths, type FolderEntry } from './free-paths'
import { toLocalName } from './local-name'
import { joinLocalPath, splitLocalPath, toLocalPath } from './local-path'

async function takeAll(
  requested: readonly string[],
  existing: Readonly<Record<string, readonly FolderEntry[]>> = {},
): Promise<string[]> {
  const listed: string[] = []
  const paths = new FreePaths((path) => {
    const listedPath = path.join('/')
    listed.push(listedPath)
    return Promise.resolve(Object.entries(existing).find(([at]) => at === listedPath)?.[1] ?? [])
  })
  const taken: string[] = []
  for (const request of requested) taken.push((await paths.takePath(request.split('/'))).join('/'))
  // Each folder is listed once, however many files it gets.
  expect(new Set(listed).size).toBe(listed.length)
  return taken
}

const file = (name: string): FolderEntry => ({ name, isFolder: false })
const folder = (name: string): FolderEntry => ({ name, isFolder: true })

describe('names of one folder', () => {
  it('are unique regardless of case and composition', () => {
    expect(uniqueLocalNames(['a.txt', 'A.txt', 'a.txt', 'b'], (name) => name === 'b')).toEqual([
      'a.txt',
      'A (2).txt',
      'a (3).txt',
      'b (2)',
    ])
    expect(uniqueLocalNames(['é', 'e\u0301', 'É'], () => false)).toEqual(['é', 'e\u0301 (2)', 'É (3)'])
    expect(uniqueLocalNames(['a (2)', 'a', 'a'], () => false)).toEqual(['a (2)', 'a', 'a (3)'])
  })

  it('are found with one check each, even ten thousand equal ones', () => {
    let checks = 0
    const names = Array.from({ length: 10_000 }, () => 'same.txt')
    const unique = uniqueLocalNames(names, () => {
      checks += 1
      return false
    })
    expect(new Set(unique).size).toBe(10_000)
    expect(unique.at(-1)).toBe('same (10000).txt')
    expect(checks).toBe(10_000)
  })

  it('keep their extension when numbered, and stay below the limit of file systems', () => {
    expect(numberedName('a.tar.gz', 2)).toBe('a.tar (2).gz')
    expect(Buffer.byteLength(numberedName(toLocalName(`${'日'.repeat(99)}.txt`), 1_000_000))).toBeLessThan(
      255,
    )
  })
})

describe('a local path', () => {
  it.each([
    ['', 'a.txt', 'a.txt'],
    ['ui/menu', 'a.txt', 'ui/menu/a.txt'],
    ['ui\\menu', 'a.txt', 'ui/menu/a.txt'],
    ['/ui//menu/', 'a.txt', 'ui/menu/a.txt'],
    ['../../etc', 'passwd', 'etc/passwd'],
    ['a/./b/. ./..', 'x', 'a/b/x'],
    ['', 'ui\\menu\\a.txt', 'ui/menu/a.txt'],
    ['', '../../etc/passwd', 'etc/passwd'],
    ['', 'ui/', 'ui/asset'],
    ['ui', 'menu\\a.txt', 'ui/a.txt'],
    ['C:\\Windows', 'x', 'C_/Windows/x'],
    ['con/nul.x', 'aux', '_con/_nul.x/_aux'],
    ['.git/hooks', '-rf', 'git/hooks/rf'],
    ['\u202e/\0', '..', 'asset'],
    ['d/'.repeat(40), 'x', `${'d/'.repeat(16)}x`],
    [`${'e'.repeat(300)}/`.repeat(9), 'x', `${'e'.repeat(200)}/`.repeat(4) + 'x'],
  ])('of folder %j and name %j is %j', (relativePath, name, local) => {
    expect(toLocalPath(relativePath, name).join('/')).toBe(local)
  })

  it('stays below its folder and survives serialization, whatever it is made from', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (relativePath, name) => {
        const path = toLocalPath(relativePath, name)
        for (const part of path) expect(part).not.toMatch(/[/\\\0]|^\.|^$/)
        expect(splitLocalPath(joinLocalPath(path))).toEqual(path)
      }),
      { numRuns: 5_000 },
    )
    expect(splitLocalPath('/../../etc/passwd')).toEqual(['etc', 'passwd'])
    expect(splitLocalPath('..')).toEqual(['asset'])
  })
})

describe('paths below one folder', () => {
  it('merge folders that some system treats as equal, in the first spelling', async () => {
    expect(await takeAll(['UI/a', 'ui/b', 'Ui/A', 'ui/sub/x', 'UI/SUB/x'])).toEqual([
      'UI/a',
      'UI/b',
      'UI/A (2)',
      'UI/sub/x',
      'UI/sub/x (2)',
    ])
  })

  it('number a folder or file that has the name of the other', async () => {
    expect(await takeAll(['x', 'X/a', 'x/b', 'y/a', 'Y'])).toEqual([
      'x',
      'X (2)/a',
      'X (2)/b',
      'y/a',
      'Y (2)',
    ])
  })

  it('avoid existing files and reuse existing folders', async () => {
    const existing = { '': [file('a.txt'), folder('UI'), file('link')], UI: [file('B.txt'), folder('deep')] }
    const requested = ['A.txt', 'ui/b.txt', 'ui/deep/c', 'link/d', 'ui']
    expect(await takeAll(requested, existing)).toEqual([
      'A (2).txt',
      'UI/b (2).txt',
      'UI/deep/c',
      'link (2)/d',
      'ui (2)',
    ])
  })

  it('are unique for hostile names, and no file is also a folder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostileText, hostileText), { maxLength: 12 }), async (requests) => {
        const taken = await takeAll(
          requests.map(([folders, name]) => joinLocalPath(toLocalPath(folders, name))),
        )
        const folded = taken.map(foldWidely)
        expect(new Set(folded).size).toBe(requests.length)
        for (const path of folded) expect(folded.some((other) => other.startsWith(`${path}/`))).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  it('are found for 20,000 files in 2,000 folders within 5 s', async () => {
    const requested = Array.from({ length: 20_000 }, (_, n) => `f${String(n % 2_000)}/same.txt`)
    const startedAt = performance.now()
    expect(new Set(await takeAll(requested)).size).toBe(20_000)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

describe('the layout of a download', () => {
  const asset = (segmentId: number, locale: string | null, path: string): SelectedAsset => {
    const cut = path.lastIndexOf('/')
    return {
      context: { family: 'classic', scope: 'pr1' },
      segmentId,
      locale,
      relativePath: path.slice(0, Math.max(0, cut)),
      name: path.slice(cut + 1),
      size: 1,
      modifiedDate: null,
    }
  }
  const layOut = (...assets: SelectedAsset[]): string[] =>
    layOutDownload(assets).map((path) => path.join('/'))

  it('has only the folders of the assets for one segment and locale', () => {
    expect(layOut(asset(7, 'de', 'ui/a.png'), asset(7, 'de', 'b.png'))).toEqual(['ui/a.png', 'b.png'])
  })

  it('has a folder for each of several locales, and one for files without a locale', () => {
    expect(layOut(asset(7, 'de', 'ui/a'), asset(7, null, 'a'), asset(7, '../x', 'a'))).toEqual([
      'de/ui/a',
      'all/a',
      'x/a',
    ])
  })

  it('has a folder for each of several segments', () => {
    expect(layOut(asset(7, null, 'a'), asset(8, null, 'a'))).toEqual(['7/a', '8/a'])
    expect(layOut(asset(7, 'de', 'a'), asset(8, 'fr', 'a'))).toEqual(['7/de/a', '8/fr/a'])
  })

  it('never leaves the chosen folder, whatever is listed', () => {
    fc.assert(
      fc.property(fc.array(anyIdentity, { maxLength: 5 }), (identities) => {
        const assets = identities.map((identity) => ({ ...identity, size: null, modifiedDate: null }))
        for (const path of layOutDownload(assets))
          for (const part of path) expect(toLocalName(part)).toBe(part)
      }),
      { numRuns: 2_000 },
    )
  })
})
