/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const KEPT_TESTS = ['src/core/previews/kept-files.test.ts']
const THUMBNAIL_TESTS = ['src/core/previews/thumbnails.test.ts']

/** @type {Mutation[]} */
export const looking = [
  {
    rule: 'P9 what is kept of a file that is gone goes',
    file: 'src/core/previews/kept-files.ts',
    find: '(!isSure(parts) || !there.has(parts.version))',
    replace: '!isSure(parts)',
    tests: KEPT_TESTS,
  },
  {
    rule: 'P9 a version that nobody can tell is not believed after a listing',
    file: 'src/core/previews/kept-files.ts',
    find: '(!isSure(parts) || !there.has(parts.version))',
    replace: '!there.has(parts.version)',
    tests: KEPT_TESTS,
  },
  {
    rule: 'P9 what is still being written of a file that is gone goes too',
    file: 'src/core/previews/kept-files.ts',
    find: 'if (which(writing.parts)) writing.isDoomed = true',
    replace: 'void writing',
    tests: KEPT_TESTS,
  },
  {
    rule: 'P9 no thumbnail is kept of a file that went while it was drawn',
    file: 'src/core/previews/kept-files.ts',
    find: 'if (bytes.from !== undefined && !this.entries.has(bytes.from)) return null',
    replace: '',
    tests: [...KEPT_TESTS, ...THUMBNAIL_TESTS],
  },
  {
    rule: 'P8 no thumbnail without room in its lane',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!source.hasRoom()) {',
    replace: 'if (false) {',
    tests: THUMBNAIL_TESTS,
  },
  {
    rule: 'P8 no call for a thumbnail that nobody asked for',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (!wish.mayCall || source === null',
    replace: 'if (source === null',
    tests: THUMBNAIL_TESTS,
  },
  {
    rule: 'P9 what the page drew is looked at before it is kept',
    file: 'src/core/previews/thumbnails.ts',
    find: 'if (picture === null || !isThumbnail(picture))',
    replace: 'if (picture === null)',
    tests: THUMBNAIL_TESTS,
  },
]
