import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssetIdentity } from '../../shared/asset'
import { anyIdentity } from '../../testing/hostile-names'
import { parseQueryString, parseFormQuery, type UrlParts } from '../../testing/independent-query-parser'
import { describeRuns, randomRuns } from '../../testing/random-runs'
import { checkDeleteTarget, type DeleteTarget } from '../assets/delete-target'
import { deleteUrl } from './asset-url'
import { buildDelete, matchesTarget, type DeleteRequest } from './delete-asset'

const root = 'https://platform.example/api'

const asset: AssetIdentity = {
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 27665601,
  locale: 'en',
  relativePath: '',
  name: 'pexels-gons3.jpg',
}

function requestOf(identity: AssetIdentity): DeleteRequest {
  const target = checkDeleteTarget(identity)
  return target === null ? { ok: false, refusal: 'unsafe-name' } : buildDelete(root, target)
}

/** The URL of a DELETE, or why it was refused. */
function urlOf(identity: AssetIdentity): string {
  const request = requestOf(identity)
  return request.ok ? request.permit.url : request.refusal
}

const runs = randomRuns(100_000)

describe('the finished DELETE', () => {
  it('is the documented call for the documented sample', () => {
    expect(urlOf(asset)).toBe(
      'https://platform.example/api/resources/assets/27665601?scope=pr7214&filename=pexels-gons3.jpg&locale=en',
    )
  })

  it(`names exactly the asset for two independent parsers, or is refused with a reason, over ${describeRuns(runs, 'hostile names')}`, () => {
    let sent = 0
    fc.assert(
      fc.property(anyIdentity, (identity) => {
        const url = urlOf(identity)
        if (url === 'unsafe-name' || url === 'name-too-long') return
        sent += 1
        for (const read of [parseQueryString, parseFormQuery]) {
          expect(inKeyOrder(read(url))).toEqual(inKeyOrder(expectedParts(identity)))
        }
      }),
      runs,
    )
    // The property must not pass by refusing everything.
    expect(sent).toBeGreaterThan(runs.numRuns / 5)
  }, 120_000)

  it.each([
    ['no name', ''],
    ['a blank name', ' \t'],
    ['a name of other white space', '\u00a0\u3000\u2028'],
    ['a name that .NET trims to an empty one', '\u0085'],
    ['a name of zero-width characters', '\u200b\ufeff'],
    ['a dot', '.'],
    ['two dots', '..'],
    ['dots and spaces that Windows drops', '. .'],
    ['a path that leaves the segment', '../b.png'],
    ['a path that leaves the segment, on Windows', '..\\b.png'],
    ['a path with a part that is two dots', 'a/../b.png'],
    ['a path with a part that is one dot', './b.png'],
    ['a path with dots and spaces that Windows drops', 'a\\. .\\b.png'],
    ['a path that starts at the root', '/b.png'],
    ['a path that starts at the root, on Windows', '\\b.png'],
    ['a path on another computer', '\\\\server\\share\\b.png'],
    ['a path with a drive', 'C:\\b.png'],
    ['a path relative to a drive', 'c:a/b.png'],
    ['a path that ends with a separator', 'a/'],
    ['a path that ends with blanks', 'a\\ \u200b'],
    ['a path with an empty part', 'a//b.png'],
    ['a path with a blank part', 'a/\u3000/b.png'],
    ['a path with a NUL', 'a/\0b.png'],
    ['separators only', '\\/'],
    ['a NUL', '\0.png'],
    ['a lone surrogate', 'a\ud800.png'],
  ])('is refused for %s', (_, name) => {
    expect(urlOf({ ...asset, name })).toBe('unsafe-name')
  })

  it('is refused for a path in the name together with a folder, which would win over it', () => {
    for (const name of ['a/b.png', 'a\\b.png'])
      expect(urlOf({ ...asset, relativePath: 'ui', name })).toBe('unsafe-name')
  })

  it.each([
    ['a name', 'name'],
    ['a folder', 'relativePath'],
    ['a locale', 'locale'],
  ])('is refused if %s is missing at runtime, and never sends the word for it', (_, field) => {
    const missing: unknown[] = [undefined, 5, {}, ...(field === 'locale' ? [] : [null])]
    for (const value of missing) {
      const broken = { ...asset, [field]: value } as AssetIdentity
      expect(urlOf(broken)).toBe('unsafe-name')
      // A target that was forged past the check does not become a URL either.
      expect(() => deleteUrl(root, broken)).toThrow('a query value is missing')
    }
  })

  it.each([
    ['a drive', 'C:\\Windows'],
    ['a part that is two dots', 'a/../b'],
    ['a part that is one dot', 'a\\.'],
    ['blanks only', ' '],
    ['a NUL', 'a\0'],
    ['a lone surrogate', '\udc00'],
  ])('is refused for a folder with %s', (_, relativePath) => {
    expect(urlOf({ ...asset, relativePath })).toBe('unsafe-name')
  })

  it.each([' ', '..', 'en/de', '\ud800'])('is refused for the locale %j', (locale) => {
    expect(urlOf({ ...asset, locale })).toBe('unsafe-name')
  })

  it('may be too long for a server past 2,000 characters of query, and is refused past 8,000', () => {
    const bare = { ...asset, locale: null }
    const isLong = (queryLength: number): unknown => {
      const name = 'a'.repeat(queryLength - 'scope=pr7214&filename='.length)
      const request = requestOf({ ...bare, name })
      return request.ok ? request.isLong : request.refusal
    }
    expect([2_000, 2_001, 8_000, 8_001].map(isLong)).toEqual([false, true, true, 'name-too-long'])
  })

  it.each([
    ['255 letters', 'a'.repeat(255), false],
    ['256 letters', 'a'.repeat(256), false],
    ['255 bytes of full-width letters', 'ａ'.repeat(85), false],
    ['256 bytes of emoji', '😀'.repeat(64), false],
    ['255 full-width letters, which are 765 bytes', 'ａ'.repeat(255), true],
    ['256 full-width letters', 'ａ'.repeat(256), true],
    ['255 units of emoji', `${'😀'.repeat(127)}a`, false],
    ['255 emoji', '😀'.repeat(255), true],
    ['255 letters with a mark each', 'e\u0301'.repeat(255), false],
  ])('is sent for a name of %s', (_, name, isLong) => {
    const request = requestOf({ ...asset, locale: 'de', relativePath: 'ui/menu', name })
    expect(request).toMatchObject({ ok: true, isLong })
    const url = new URL(request.ok ? request.permit.url : '')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      scope: 'pr7214',
      filename: name,
      locale: 'de',
      relativePath: 'ui/menu',
    })
    expect([...url.searchParams.keys()].at(-1)).toBe(isLong ? 'filename' : 'relativePath')
  })

  it.each([
    ['folder', { relativePath: 'd'.repeat(2_000) }],
    ['language', { locale: 'e'.repeat(2_000) }],
  ])('is refused for a %s that is too long, so that no cut query loses the name', (_, change) => {
    expect(urlOf({ ...asset, ...change })).toBe('name-too-long')
  })

  it('keeps any other name as listed', () => {
    for (const name of [
      '#1 100%.png',
      'a&b=c.png',
      'a+b.png',
      '%2e%2e',
      ' a ',
      'nullable.png',
      'null.png',
      'undefined',
      'null',
      'ui\\a.png',
      'ui/icons/a b.png',
      'en/a.png',
      '...a',
      'a:b.png',
    ]) {
      expect(parseQueryString(urlOf({ ...asset, name })).parameters).toContainEqual(['filename', name])
    }
  })
})

describe('matchesTarget', () => {
  const target = asset as DeleteTarget
  const good = `${root}/resources/assets/27665601?scope=pr7214&filename=pexels-gons3.jpg&locale=en`

  it('accepts the URL that names the target', () => {
    expect(matchesTarget(good, root, target)).toBe(true)
  })

  it.each([
    ['the name is missing', good.replace('&filename=pexels-gons3.jpg', '')],
    ['the name is empty', good.replace('pexels-gons3.jpg', '')],
    ['the name is different', good.replace('gons3', 'gons4')],
    ['the name is cut by a fragment', good.replace('pexels', '#pexels')],
    ['the name occurs twice', `${good}&filename=pexels-gons3.jpg`],
    ['the locale is missing', good.replace('&locale=en', '')],
    ['there is an extra parameter', `${good}&relativePath=x`],
    ['the segment is different', good.replace('27665601', '27665602')],
    ['the path leaves the segment', good.replace('/27665601', '/27665601/../1')],
    ['the host is different', good.replace('platform.example', 'other.example')],
    ['the host hides behind a user', good.replace('https://', 'https://platform.example@')],
    ['a plus may be a space', good.replace('pexels-gons3', 'pexels+gons3')],
  ])('rejects a URL where %s', (_, url) => {
    expect(matchesTarget(url, root, target)).toBe(false)
  })

  it('rejects a blank name even in a target that was checked', () => {
    const blank = { ...asset, name: ' ' } as DeleteTarget
    expect(matchesTarget(good.replace('pexels-gons3.jpg', '%20'), root, blank)).toBe(false)
  })
})

/** In a long query the name comes last. */
function inKeyOrder({ path, parameters }: UrlParts): UrlParts {
  return { path, parameters: [...parameters].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

function expectedParts(identity: AssetIdentity): { path: string; parameters: [string, string][] } {
  const { context, segmentId, name, locale, relativePath } = identity
  const parameters: [string, string][] = []
  if (context.family === 'classic') parameters.push(['scope', context.scope])
  parameters.push(['filename', name])
  if (locale !== null && locale !== '') parameters.push(['locale', locale])
  if (relativePath !== '') parameters.push(['relativePath', relativePath])
  const base = context.family === 'classic' ? 'resources' : `apps/wbflex/documents/${context.documentId}`
  return { path: `/api/${base}/assets/${String(segmentId)}`, parameters }
}
