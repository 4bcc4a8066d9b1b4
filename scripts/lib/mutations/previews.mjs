/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const keptTests = ['src/core/previews/preview-cache.test.ts']
const thumbnailTests = ['src/core/previews/thumbnails.test.ts']

/** @type {Mutation[]} */
export const previews = [
  {
    rule: 'P9 what is kept of a file that is gone goes',
    file: 'src/core/previews/preview-cache.ts',
    find: '(!hasKnownVersion(parts) || !listedVersions.has(parts.version))',
    replace: '!hasKnownVersion(parts)',
    tests: keptTests,
  },
  {
    rule: 'P9 a version that nobody can tell is not believed after a listing',
    file: 'src/core/previews/preview-cache.ts',
    find: '(!hasKnownVersion(parts) || !listedVersions.has(parts.version))',
    replace: '!listedVersions.has(parts.version)',
    tests: keptTests,
  },
  {
    rule: 'P9 what is still being written of a file that is gone goes too',
    file: 'src/core/previews/preview-cache.ts',
    find: 'if (which(writing.parts)) writing.isDiscarded = true',
    replace: 'void writing',
    tests: keptTests,
  },
  {
    rule: 'P9 no thumbnail is kept of a file that went while it was drawn',
    file: 'src/core/previews/preview-cache.ts',
    find: 'if (bytes.sourceName !== undefined && !this.entries.has(bytes.sourceName)) return null',
    replace: '',
    tests: [...keptTests, ...thumbnailTests],
  },
  {
    rule: 'P8 no thumbnail without room in its lane',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!source.hasQuota()) {',
    replace: 'if (false) {',
    tests: thumbnailTests,
  },
  {
    rule: 'P8 no call for a thumbnail that nobody asked for',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!request.canCall || source === null',
    replace: 'if (source === null',
    tests: thumbnailTests,
  },
  {
    rule: 'P9 what the page drew is looked at before it is kept',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (picture === null || !isThumbnail(picture))',
    replace: 'if (picture === null)',
    tests: thumbnailTests,
  },
]
