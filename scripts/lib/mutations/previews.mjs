/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const cacheTests = ['src/core/previews/preview-cache.test.ts']
const thumbnailTests = ['src/core/previews/thumbnails.test.ts']

/** @type {Mutation[]} */
export const previews = [
  {
    rule: 'P9 cached parts of a file that is gone are removed',
    file: 'src/core/previews/preview-cache.ts',
    find: '(!hasKnownVersion(parts) || !listedVersions.has(parts.version))',
    replace: '!hasKnownVersion(parts)',
    tests: cacheTests,
  },
  {
    rule: 'P9 cached parts of an unknown version are removed after a listing',
    file: 'src/core/previews/preview-cache.ts',
    find: '(!hasKnownVersion(parts) || !listedVersions.has(parts.version))',
    replace: '!listedVersions.has(parts.version)',
    tests: cacheTests,
  },
  {
    rule: 'P9 a cache write in progress for a file that is gone is discarded',
    file: 'src/core/previews/preview-cache.ts',
    find: 'if (which(writing.parts)) writing.isDiscarded = true',
    replace: 'void writing',
    tests: cacheTests,
  },
  {
    rule: 'P9 the thumbnail of a file that vanished while it was drawn is not cached',
    file: 'src/core/previews/preview-cache.ts',
    find: 'if (bytes.sourceName !== undefined && !this.entries.has(bytes.sourceName)) return null',
    replace: '',
    tests: [...cacheTests, ...thumbnailTests],
  },
  {
    rule: 'P8 no thumbnail is fetched without quota for its priority',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!source.hasQuota()) {',
    replace: 'if (false) {',
    tests: thumbnailTests,
  },
  {
    rule: 'P8 no call is made for a thumbnail that was not requested',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!request.canCall || source === null',
    replace: 'if (source === null',
    tests: thumbnailTests,
  },
  {
    rule: 'P9 a drawing whose entities grow without bounds is not drawn',
    file: 'src/shared/markup/entities.ts',
    find: "if (this.added > this.limit) throw new GrowthError('too many characters')",
    replace: '',
    tests: ['src/core/previews/svg-header.test.ts'],
  },
  {
    rule: 'P9 a picture that the page drew is checked before it is cached',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (picture === null || !isThumbnail(picture))',
    replace: 'if (picture === null)',
    tests: thumbnailTests,
  },
  {
    rule: 'P9 what passes the filter of requests ends at a dead proxy',
    file: 'src/main/security/network.ts',
    find: 'await session.setProxy(deadProxy)',
    replace: '',
    tests: ['src/main/security/network.test.ts'],
  },
]
