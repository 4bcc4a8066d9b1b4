/**
 * How the server behaves where the platform's documentation is silent or contradicts practice
 * (docs/platform-api.md#demo-server-switches): one switch for each open point, with the section that it rests on. The object
 * is live: a test may turn a switch between two calls.
 */
export interface Switches {
  /** Status of the "Token invalid or expired." answer. Documented 400; a real client handles 401. See docs/platform-api.md#lost-session. */
  tokenErrorStatus: 400 | 401
  /** The answer of a sign-in: a bare JSON string, the raw text, or an object with `token`. See docs/platform-api.md#sign-in-and-session. */
  tokenResponse: 'json-string' | 'plain-text' | 'object'
  /** Calls that one hour allows; sign-in and sign-out are outside of it. See docs/platform-api.md#throttling. */
  hourlyAllowance: number
  /** What the hour is: the last 60 minutes, or 60 minutes from the first counted call on. See docs/platform-api.md#throttling. */
  throttleWindow: 'sliding' | 'fixed'
  /** The header `Retry-After` of a 429 answer. See docs/platform-api.md#throttling. */
  retryAfter: 'none' | 'seconds' | 'date'

  /** DELETE with an empty `filename=`. See docs/platform-api.md#hazards-of-a-delete. */
  emptyFilename: 'delete-all' | '400'
  /** DELETE with `locale` or `relativePath` but without `filename`. See docs/platform-api.md#hazards-of-a-delete. */
  localeWithoutFilename: 'delete-all' | '400'
  /** `filename` without `locale`: the neutral file alone, or that name in every language. See docs/platform-api.md#hazards-of-a-delete. */
  filenameWithoutLocale: 'neutral-only' | 'every-locale'
  /** An upload to a place that has a file of that name. Overwriting keeps `createdDate`. See docs/platform-api.md#uploading-a-file. */
  sameNameUpload: 'overwrite' | '400' | 'rename'
  /** Status for the download of a file that does not exist. See docs/platform-api.md#downloading-a-file. */
  missingDownload: 400 | 404
  /** A segment that does not exist, or not in this scope. See docs/platform-api.md#listing-assets, docs/platform-api.md#listing-many-segments. */
  unknownSegmentInList: 'empty' | '400'
  /** The form of `downloadUrl`. See docs/platform-api.md#listing-assets. */
  downloadUrl: 'host-relative' | 'absolute'
  /** What `locale` of a language-neutral file is. See docs/platform-api.md#listing-assets. */
  neutralLocale: 'null' | 'empty'
  /** The separator in `relativePath` of classic answers. Flex answers always have a backslash. See docs/platform-api.md#paths-and-separators. */
  classicSeparator: '/' | '\\'
  /** How names, folders and locales of a request meet stored ones. Folded, two spellings are one file. See docs/platform-api.md#open-questions. */
  nameMatching: 'case-sensitive' | 'case-insensitive'
  /** Which spelling of a folder requests may use. A refused one matches nothing. See docs/platform-api.md#paths-and-separators. */
  relativePathInRequests: 'both-separators' | 'as-listed' | 'slash-only'
  /** A neutral file in folder `en` and an `en` file at the root: two files, or one storage path. See docs/platform-api.md#storage-layout. */
  folderNamedLikeLocale: 'kept-apart' | 'shared'
  /** An installation that does not have the asset endpoints yet answers a 404 page. See docs/platform-api.md#availability. */
  assetApi: 'present' | 'absent'
  /** Uploads document project scopes only; whether job scopes work is unknown. See docs/platform-api.md#uploading-a-file. */
  uploadByJobScope: 'accepted' | '400'

  /** The hard limit of an upload in bytes. See docs/platform-api.md#media-upload. */
  uploadLimitBytes: number
  /** How an upload over the limit is refused. See docs/platform-api.md#media-upload. */
  uploadLimitAnswer: '400' | '413-html'
  /** A body without Content-Length. The documentation is silent; older gateways refuse it with their page 411. See docs/platform-api.md#media-upload. */
  chunkedBody: 'accepted' | '411'
  /** A file of 0 bytes. See docs/platform-api.md#media-upload, docs/platform-api.md#open-questions. */
  emptyFileUpload: 'accepted' | '400'
  /** How long and how often a media token is good. See docs/platform-api.md#media-upload. */
  mediaToken: 'reusable' | 'single-use' | 'expiring'
  /** Life of a media token when `mediaToken` is `expiring`. See docs/platform-api.md#media-upload. */
  mediaTokenLifeMs: number

  /** The wrapper of the documents list. See docs/platform-api.md#documents. */
  documentsList: 'items' | 'rows' | 'hasmore'
  /** What a segment search gives at once. See docs/platform-api.md#segment-search. */
  segmentSearch: 'all-rows' | 'pages' | 'first-page-only'
  /** Rows of a page when `segmentSearch` is not `all-rows`. See docs/platform-api.md#segment-search. */
  searchPageSize: 20 | 100 | 500
  /** Where `skip` and `take` are read; at the other place they are ignored. See docs/platform-api.md#segment-search. */
  searchPaging: 'root' | 'query'
  /** Whether the answer tells the number of all matches. See docs/platform-api.md#segment-search. */
  searchTotal: 'result.total' | 'absent'
  /** Where a segment's texts stand: `texts: {"en": {"v": …}}`, `cells` parallel to `result.columns`, or nowhere. See docs/platform-api.md#segment-search. */
  segmentTexts: 'by-locale' | 'columns' | 'absent'

  /** The answer to a query string of more than 2,048 characters. IIS gives its page 404.15. See docs/platform-api.md#listing-many-segments. */
  longQuery: 404 | 414
  /** This key's right to delete. Refused with 400 it has a title of its own. See docs/platform-api.md#deleting-a-file. */
  deleteRight: 'granted' | '400' | '403'
  /** This key's rights to anything at all (signing in still works). See docs/platform-api.md#rights. */
  anyRight: 'granted' | '400' | '403'
}

export const defaultSwitches: Readonly<Switches> = {
  tokenErrorStatus: 400,
  tokenResponse: 'json-string',
  hourlyAllowance: 1000,
  throttleWindow: 'sliding',
  retryAfter: 'none',

  emptyFilename: 'delete-all',
  localeWithoutFilename: 'delete-all',
  filenameWithoutLocale: 'neutral-only',
  sameNameUpload: 'overwrite',
  missingDownload: 400,
  unknownSegmentInList: 'empty',
  downloadUrl: 'host-relative',
  neutralLocale: 'null',
  classicSeparator: '/',
  nameMatching: 'case-sensitive',
  relativePathInRequests: 'both-separators',
  folderNamedLikeLocale: 'kept-apart',
  assetApi: 'present',
  uploadByJobScope: 'accepted',

  uploadLimitBytes: Number.POSITIVE_INFINITY,
  uploadLimitAnswer: '400',
  chunkedBody: 'accepted',
  emptyFileUpload: 'accepted',
  mediaToken: 'reusable',
  mediaTokenLifeMs: 60_000,

  documentsList: 'items',
  segmentSearch: 'all-rows',
  searchPageSize: 100,
  searchPaging: 'root',
  searchTotal: 'result.total',
  segmentTexts: 'by-locale',

  longQuery: 404,
  deleteRight: 'granted',
  anyRight: 'granted',
}
