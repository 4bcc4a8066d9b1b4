/**
 * How the server behaves where the platform's documentation is silent or contradicts practice. Every row of
 * section 11 of the API notes is one switch; the section that a row rests on is named with it. The object is
 * live: a test may turn a switch between two calls.
 */
export interface Switches {
  /** 1.5: status of the "Token invalid or expired." answer. Documented 400; a real client handles 401. */
  tokenErrorStatus: 400 | 401
  /** 1.2: the answer of a sign-in: a bare JSON string, the raw text, or an object with `token`. */
  tokenResponse: 'json-string' | 'plain-text' | 'object'
  /** 2.3: calls that one hour allows; sign-in and sign-out are outside of it. */
  hourlyAllowance: number
  /** 2.3: what the hour is: the last 60 minutes, or 60 minutes from the first counted call on. */
  throttleWindow: 'sliding' | 'fixed'
  /** 2.3: the header `Retry-After` of a 429 answer. */
  retryAfter: 'none' | 'seconds' | 'date'

  /** 3.8 (1): DELETE with an empty `filename=`. */
  emptyFilename: 'delete-all' | '400'
  /** 3.8 (3): DELETE with `locale` or `relativePath` but without `filename`. */
  localeWithoutFilename: 'delete-all' | '400'
  /** 3.8 (4): `filename` without `locale`: the neutral file alone, or that name in every language. */
  filenameWithoutLocale: 'neutral-only' | 'every-locale'
  /** 3.5: an upload to a place that has a file of that name. Overwriting keeps `createdDate`. */
  sameNameUpload: 'overwrite' | '400' | 'rename'
  /** 3.6: status for the download of a file that does not exist. */
  missingDownload: 400 | 404
  /** 3.3, 3.4: a segment that does not exist, or not in this scope. */
  unknownSegmentInList: 'empty' | '400'
  /** 3.3: the form of `downloadUrl`. */
  downloadUrl: 'host-relative' | 'absolute'
  /** 3.3: what `locale` of a language-neutral file is. */
  neutralLocale: 'null' | 'empty'
  /** 3.9: the separator in `relativePath` of classic answers. Flex answers always have a backslash. */
  classicSeparator: '/' | '\\'
  /** 10 (10): how names, folders and locales of a request meet stored ones. Folded, two spellings are one file. */
  nameMatching: 'case-sensitive' | 'case-insensitive'
  /** 3.9: which spelling of a folder requests may use. A refused one matches nothing. */
  relativePathInRequests: 'both-separators' | 'as-listed' | 'slash-only'
  /** 3.1: a neutral file in folder `en` and an `en` file at the root: two files, or one storage path. */
  folderNamedLikeLocale: 'kept-apart' | 'shared'
  /** 9: an installation that does not have the asset endpoints yet answers a 404 page. */
  assetApi: 'present' | 'absent'
  /** 3.5: uploads document project scopes only; whether job scopes work is unknown. */
  uploadByJobScope: 'accepted' | '400'

  /** 7.1: the hard limit of an upload in bytes. */
  uploadLimitBytes: number
  /** 7.1: how an upload over the limit is refused. */
  uploadLimitAnswer: '400' | '413-html'
  /** 7.1: a body without Content-Length. The documentation is silent; older gateways refuse it with their page 411. */
  chunkedBody: 'accepted' | '411'
  /** 7.1, 10 (14): a file of 0 bytes. */
  emptyFileUpload: 'accepted' | '400'
  /** 7.1: how long and how often a media token is good. */
  mediaToken: 'reusable' | 'single-use' | 'expiring'
  /** 7.1: life of a media token when `mediaToken` is `expiring`. */
  mediaTokenLifeMs: number

  /** 6.5: the wrapper of the documents list. */
  documentsList: 'items' | 'rows' | 'hasmore'
  /** 6.6: what a segment search gives at once. */
  segmentSearch: 'all-rows' | 'pages' | 'first-page-only'
  /** 6.6: rows of a page when `segmentSearch` is not `all-rows`. */
  searchPageSize: 20 | 100 | 500
  /** 6.6: where `skip` and `take` are read; at the other place they are ignored. */
  searchPaging: 'root' | 'query'
  /** 6.6: whether the answer tells the number of all matches. */
  searchTotal: 'result.total' | 'absent'
  /** 6.6: where a segment's texts stand: `texts: {"en": {"v": …}}`, `cells` parallel to `result.columns`, or nowhere. */
  segmentTexts: 'by-locale' | 'columns' | 'absent'

  /** 3.4: the answer to a query string of more than 2,048 characters. IIS gives its page 404.15. */
  longQuery: 404 | 414
  /** 3.7: this key's right to delete. Refused with 400 it has a title of its own. */
  deleteRight: 'granted' | '400' | '403'
  /** 8.6: this key's rights to anything at all (signing in still works). */
  anyRight: 'granted' | '400' | '403'
}

export const DEFAULT_SWITCHES: Readonly<Switches> = {
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
