import type { AssetSpec, SeedSpec, Switches } from '../demo-server'
import type { AssetContext } from '../shared/asset'

const classicSegments = [27_665_601, 27_665_602, 27_665_603, 27_665_604]
const flexSegments = [27_667_833, 27_667_834]

/** All contexts in which the same file can be listed, in each family. */
export const contextsOfOneFile: Readonly<
  Record<string, { context: AssetContext; segments: readonly number[] }>
> = {
  'a project': { context: { family: 'classic', scope: 'pr7214' }, segments: classicSegments },
  'a Standard job': { context: { family: 'classic', scope: 'jbs773' }, segments: classicSegments },
  'a Codyt job': { context: { family: 'classic', scope: 'jbc2002' }, segments: classicSegments },
  'a Flex document': { context: { family: 'flex', documentId: '19914' }, segments: flexSegments },
  'a Flex document of a job': { context: { family: 'flex', documentId: 'c7787' }, segments: flexSegments },
}

export const projectContext: AssetContext = { family: 'classic', scope: 'pr7214' }
export const flexContext: AssetContext = { family: 'flex', documentId: '19914' }
/** The segments of the document: the first has namesakes, the third has no files. */
export const [crowdedSegment = 0, secondSegment = 0, emptySegment = 0, fourthSegment = 0] = classicSegments
export const [flexCrowdedSegment = 0] = flexSegments

/** Files that differ in only one part of their identity, and names that careless clients mishandle. */
function confusableFiles(segmentId: number): AssetSpec[] {
  const identities = [
    { name: 'logo.png' },
    { name: 'logo.png', locale: 'en' },
    { name: 'logo.png', locale: 'de' },
    { name: 'logo.png', relativePath: 'ui/icons' },
    { name: 'logo.png', locale: 'de', relativePath: 'ui/icons' },
    { name: 'logo.png', relativePath: 'ui' },
    { name: '#1 & 100% +1;=?.png', locale: 'de' },
    { name: 'é.png' },
    { name: 'e\u0301.png' },
    { name: 'empty.txt' },
  ]
  return identities.map((identity, index) => ({
    ...identity,
    segmentId,
    modified: `2026-03-0${String(index)}T10:00:00.1234567Z`,
    bytes: identity.name === 'empty.txt' ? '' : 'x'.repeat(10 + index),
  }))
}

/** Two projects, a classic and a Flex document, a job of each kind, and confusable files. */
export const workspace: SeedSpec = {
  projects: [
    { id: 7214, reference: 'Kettle "Aurora" {2026}', client: 'Acme', locales: ['en', 'de', 'fr'] },
    { id: 7215, reference: 'Other', status: 1 },
  ],
  documents: [
    { did: 19_641, pid: 7214, name: 'ui\\menu.docx' },
    { did: 19_914, pid: 7214, flexId: 'c7787', name: 'strings.json' },
    { did: 19_999, pid: 7215 },
  ],
  jobs: [
    { id: 's773', pid: 7214, documentIds: [19_641] },
    { id: 'c2002', pid: 7214, documentIds: [19_641] },
  ],
  segments: [
    ...classicSegments.map((sid) => ({ sid, did: 19_641, texts: { en: `Text ${String(sid)}`, de: '' } })),
    ...flexSegments.map((sid) => ({ sid, did: 19_914, texts: { en: `Text ${String(sid)}` } })),
    { sid: 500, did: 19_999 },
  ],
  assets: [
    ...confusableFiles(crowdedSegment),
    { segmentId: secondSegment, name: 'a.txt', bytes: 'aa' },
    { segmentId: secondSegment, name: 'b.txt', bytes: 'bbb', locale: 'fr', relativePath: 'docs' },
    { segmentId: fourthSegment, name: 'alone.txt', bytes: 'alone' },
    ...confusableFiles(flexCrowdedSegment),
    { segmentId: 500, name: 'of another project.txt', bytes: 'other' },
  ],
}

/** Every position of every switch. The type requires an entry for a new switch. */
export const switchPositions: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  tokenErrorStatus: [400, 401],
  tokenResponse: ['json-string', 'plain-text', 'object'],
  hourlyAllowance: [1000, 5],
  throttleWindow: ['sliding', 'fixed'],
  retryAfter: ['none', 'seconds', 'date'],
  emptyFilename: ['delete-all', '400'],
  localeWithoutFilename: ['delete-all', '400'],
  filenameWithoutLocale: ['neutral-only', 'every-locale', 'source-locale'],
  sameNameUpload: ['overwrite', '400', 'rename'],
  missingDownload: [400, 404],
  downloadRanges: ['honoured', 'ignored', 'unconditional', 'from-start', 'wrong-bytes'],
  downloadValidators: ['etag', 'last-modified', 'none'],
  unknownSegmentInList: ['empty', '400'],
  downloadUrl: ['host-relative', 'absolute'],
  neutralLocale: ['null', 'empty'],
  classicSeparator: ['/', '\\'],
  listedFolder: ['relative-path', 'in-name'],
  folderRows: ['absent', 'listed'],
  flexAssetIds: ['document-or-job', 'document-only'],
  nameMatching: ['case-sensitive', 'case-insensitive'],
  relativePathInRequests: ['both-separators', 'as-listed', 'slash-only'],
  folderNamedLikeLocale: ['kept-apart', 'shared'],
  assetApi: ['present', 'absent'],
  uploadByJobScope: ['accepted', '400'],
  uploadLimitBytes: [Number.POSITIVE_INFINITY, 100],
  uploadLimitAnswer: ['400', '413-html'],
  chunkedBody: ['accepted', '411'],
  emptyFileUpload: ['accepted', '400'],
  jointUpload: ['tokens', 'token-objects', 'in-result', '400', '404', '405', '501'],
  attachAnswer: ['asset', 'location', 'empty'],
  mediaToken: ['reusable', 'single-use', 'expiring'],
  mediaTokenLifeMs: [60_000, 0],
  documentsList: ['items', 'rows', 'hasmore'],
  segmentSearch: ['all-rows', 'pages', 'first-page-only'],
  searchPageSize: [20, 100, 500],
  searchPaging: ['root', 'query'],
  searchTotal: ['result.total', 'absent'],
  segmentTexts: ['by-locale', 'columns', 'absent'],
  longQuery: [404, 414],
  deleteRight: ['granted', '400', '403'],
  anyRight: ['granted', '400', '403'],
  errorLanguage: ['en', 'fr'],
  fileOnDisk: ['free', 'in-use', 'access-denied'],
}
