import fc from 'fast-check'
import type { AssetContext, AssetIdentity } from '../shared/asset'

/** Escapes, path segments and control characters. */
const syntaxPieces = [
  '%20',
  '%2e',
  '%2F',
  '%00',
  '..',
  '../',
  '..\\',
  '&filename=',
  '#.png',
  '+',
  '\0',
  '\t',
  '\n',
  '\r\n',
]

/** Invisible characters, composed and decomposed letters, letters with special case rules, and lone surrogates. */
const unicodePieces = [
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u00a0',
  '\u3000',
  '\u0085',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'ı',
  '日本',
  'ع',
  '🦊',
  '\ud83e',
  '\udd8a',
  '\ud800',
  '\udfff',
]

const plainPieces = ['null', 'undefined', 'a', 'b', '1', '.png']

/** Pieces that query builders, decoders and file systems are known to mishandle. */
const awkwardPieces = [
  ...Array.from('#&+%;?=/\\.:*"<>|~!\'()$, @[]{}^`'),
  ...syntaxPieces,
  ...unicodePieces,
  ...plainPieces,
]

/** Texts of awkward pieces, of arbitrary code units (including lone surrogates), and very long ones. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...awkwardPieces), { maxLength: 8 }).map((parts) => parts.join('')),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 24 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
      .map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '.', '..', '...', '. .', '\u3000', 'undefined', 'null') },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 1_000 }).chain((length) => ofLength(length)) },
)

function ofLength(length: number): fc.Arbitrary<string> {
  return fc.constantFrom('a', '#', 'é', '日').map((unit) => unit.repeat(length))
}

const context: fc.Arbitrary<AssetContext> = fc.oneof(
  fc
    .tuple(fc.constantFrom('pr', 'jbs', 'jbc'), fc.integer({ min: 1, max: 9_999_999 }))
    .map(([kind, id]) => ({ family: 'classic' as const, scope: `${kind}${String(id)}` })),
  fc.integer({ min: 1, max: 99_999 }).map((id) => ({ family: 'flex' as const, documentId: String(id) })),
)

/** Identities as a hostile listing could show them. */
export const anyIdentity: fc.Arbitrary<AssetIdentity> = fc.record({
  context,
  segmentId: fc.integer({ min: 1, max: 99_999_999 }),
  locale: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(null, 'en', 'de', 'zh-Hans', 'sr-Cyrl-RS') },
    { weight: 1, arbitrary: hostileText },
  ),
  relativePath: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('', 'ui', 'public/views', 'public\\views', '/a/b', 'en') },
    { weight: 1, arbitrary: hostileText },
  ),
  name: hostileText,
})
