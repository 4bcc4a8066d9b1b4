/**
 * How the server behaves where the platform's documentation is silent or contradicts practice: one switch for each open
 * point, with the section that it refers to (docs/platform-api.md#demo-server-switches). The object is live, so a test can
 * change a switch between two calls.
 */
export interface Switches {
  /**
   * Status of the error "Token invalid or expired." 400 is documented; another client handles 401.
   * See docs/platform-api.md#lost-session.
   */
  tokenErrorStatus: 400 | 401
  /**
   * The response to a sign-in: a bare JSON string, the raw text, or an object with `token`.
   * See docs/platform-api.md#sign-in-and-session.
   */
  tokenResponse: 'json-string' | 'plain-text' | 'object'
  /** Calls allowed per hour, not counting sign-in and sign-out. See docs/platform-api.md#throttling. */
  hourlyAllowance: number
  /** The hour: the last 60 minutes, or 60 minutes from the first counted call. */
  throttleWindow: 'sliding' | 'fixed'
  /** The header `Retry-After` of a 429 response. */
  retryAfter: 'none' | 'seconds' | 'date'

  /** DELETE with an empty `filename=`. See docs/platform-api.md#hazards-of-a-delete. */
  emptyFilename: 'delete-all' | '400'
  /** DELETE with `locale` or `relativePath` but without `filename`. */
  localeWithoutFilename: 'delete-all' | '400'
  /**
   * `filename` without `locale`: only the neutral file, that name in every language, or the file of the project's source
   * language, which a sibling call documents.
   */
  filenameWithoutLocale: 'neutral-only' | 'every-locale' | 'source-locale'
  /** An upload to a name that is taken. Overwriting keeps `createdDate`. See docs/platform-api.md#uploading-a-file. */
  sameNameUpload: 'overwrite' | '400' | 'rename'
  /** Status for the download of a file that does not exist. See docs/platform-api.md#downloading-a-file. */
  missingDownload: 400 | 404
  /**
   * Range requests of a download. `ignored`: answers 200 with all bytes. `unconditional`: ignores `If-Range`. `from-start`: a 206
   * that begins at 0. `wrong-bytes`: a 206 with the right headers and the bytes from 0.
   */
  downloadRanges: 'honoured' | 'ignored' | 'unconditional' | 'from-start' | 'wrong-bytes'
  /** Which validators a download sends. None are documented. */
  downloadValidators: 'etag' | 'last-modified' | 'none'
  /** A segment that does not exist or is outside the scope. See docs/platform-api.md#listing-many-segments. */
  unknownSegmentInList: 'empty' | '400'
  /** The form of `downloadUrl`. See docs/platform-api.md#listing-assets. */
  downloadUrl: 'host-relative' | 'absolute'
  /** The value of `locale` for a neutral file. */
  neutralLocale: 'null' | 'empty'
  /**
   * The separator in `relativePath` of classic responses. Flex responses always use a backslash.
   * See docs/platform-api.md#paths-and-separators.
   */
  classicSeparator: '/' | '\\'
  /** Where a listing shows the folder of a file: in `relativePath`, or in the name, as a sibling list documents. */
  listedFolder: 'relative-path' | 'in-name'
  /** Whether a listing has a row for each folder, as a sibling list documents. See docs/platform-api.md#listing-assets. */
  folderRows: 'absent' | 'listed'
  /** Which ids the asset calls of a Flex document take. See docs/platform-api.md#flex-assets. */
  flexAssetIds: 'document-or-job' | 'document-only'
  /** Whether case matters when names, folders and locales are matched. See docs/platform-api.md#open-questions. */
  nameMatching: 'case-sensitive' | 'case-insensitive'
  /** Which spellings of a folder requests may use. Other spellings match nothing. */
  relativePathInRequests: 'both-separators' | 'as-listed' | 'slash-only'
  /**
   * Whether a neutral file in the folder `en` and an `en` file at the root share one storage path.
   * See docs/platform-api.md#storage-layout.
   */
  folderNamedLikeLocale: 'kept-apart' | 'shared'
  /**
   * `absent`: an older installation without the asset endpoints, which responds with a 404 page.
   * See docs/platform-api.md#availability.
   */
  assetApi: 'present' | 'absent'
  /** An upload with a job scope. Only project scopes are documented. */
  uploadByJobScope: 'accepted' | '400'

  /** The size limit of an upload, in bytes. See docs/platform-api.md#media-upload. */
  uploadLimitBytes: number
  /** How an upload over the limit is refused. */
  uploadLimitAnswer: '400' | '413-html'
  /** A body without Content-Length. Not documented; older gateways refuse it with a 411 page. */
  chunkedBody: 'accepted' | '411'
  /** A file of 0 bytes. */
  emptyFileUpload: 'accepted' | '400'
  /**
   * `media/upload/multi`: the form of the tokens in its response, or the status with which an installation without it responds.
   * See docs/platform-api.md#media-upload.
   */
  jointUpload: 'tokens' | 'token-objects' | 'in-result' | '400' | '404' | '405' | '501'
  /** What the response to an attach call contains. Its documentation could be read only in part. */
  attachAnswer: 'asset' | 'location' | 'empty'
  /** How long and how often a media token can be used. */
  mediaToken: 'reusable' | 'single-use' | 'expiring'
  /** Lifetime of a media token if `mediaToken` is `expiring`, in milliseconds. */
  mediaTokenLifeMs: number

  /** The envelope of the document list. See docs/platform-api.md#documents. */
  documentsList: 'items' | 'rows' | 'hasmore'
  /** What one segment search returns. See docs/platform-api.md#segment-search. */
  segmentSearch: 'all-rows' | 'pages' | 'first-page-only'
  /** Rows per page if `segmentSearch` is not `all-rows`. */
  searchPageSize: 20 | 100 | 500
  /** Where `skip` and `take` are read; elsewhere they are ignored. */
  searchPaging: 'root' | 'query'
  /** Whether the response contains the total number of matches. */
  searchTotal: 'result.total' | 'absent'
  /** The shape of a segment's texts: `texts: {"en": {"v": …}}`, `cells` parallel to `result.columns`, or no texts. */
  segmentTexts: 'by-locale' | 'columns' | 'absent'

  /** The status for a query string of more than 2,048 characters. IIS responds with its page 404.15. */
  longQuery: 404 | 414
  /** The key's right to delete. A refusal has a specific title. See docs/platform-api.md#deleting-a-file. */
  deleteRight: 'granted' | '400' | '403'
  /** The key's right to anything except signing in. See docs/platform-api.md#rights. */
  anyRight: 'granted' | '400' | '403'
  /** The language of error messages; the samples in the documentation mix them. See docs/platform-api.md#errors. */
  errorLanguage: 'en' | 'fr'
  /**
   * Whether the server can delete its files: another process may hold one open, or its folder may be locked. The errors are
   * the sentences of .NET. See docs/platform-api.md#errors.
   */
  fileOnDisk: 'free' | 'in-use' | 'access-denied'
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
  downloadRanges: 'honoured',
  downloadValidators: 'etag',
  unknownSegmentInList: 'empty',
  downloadUrl: 'host-relative',
  neutralLocale: 'null',
  classicSeparator: '/',
  listedFolder: 'relative-path',
  folderRows: 'absent',
  flexAssetIds: 'document-or-job',
  nameMatching: 'case-sensitive',
  relativePathInRequests: 'both-separators',
  folderNamedLikeLocale: 'kept-apart',
  assetApi: 'present',
  uploadByJobScope: 'accepted',

  uploadLimitBytes: Number.POSITIVE_INFINITY,
  uploadLimitAnswer: '400',
  chunkedBody: 'accepted',
  emptyFileUpload: 'accepted',
  jointUpload: 'tokens',
  attachAnswer: 'asset',
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
  errorLanguage: 'en',
  fileOnDisk: 'free',
}
