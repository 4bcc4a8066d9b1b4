import type { Asset, AssetContext } from '../../shared/asset'
import type { BudgetStatus } from '../../shared/budget'
import type { PageRequest } from '../../shared/ipc/contract'
import type { DocumentList, FlexDocument, Job, Page, Project } from '../../shared/place'
import type { DeleteTarget } from '../assets/delete-target'
import type { Clock, HttpPort, HttpResponse, HttpTimeouts, RandomSource } from '../ports'
import { countListings } from './asset-url'
import type { Budget } from './budget/budget'
import type { CallOptions } from './budget/call-options'
import { buildDelete, deleteAsset, type DeleteRequest } from './delete-asset'
import type { DeletePermit } from './delete-permit'
import { downloadAsset, type AssetDownload } from './download-asset'
import { createExchange } from './exchange'
import { FlexIds } from './flex-ids'
import { SegmentIdQueue } from './segment-id-queue'
import { listDocuments, readSourceLanguage, type DocumentsOptions } from './list-documents'
import { listFlexDocuments, listJobs, listProjects } from './list-places'
import { listSegment, listSegments, type ListOptions, type SegmentsListing } from './list-segments'
import { readFlexDocument, type FlexFacts } from './read-flex-document'
import { createReadJson } from './read-json'
import { searchSegments, type SegmentSearch, type SegmentsFound } from './search-segments'
import { apiRoot } from './server-url'
import { createSession } from './session'
import { signOut, signIn, type Credentials } from './sign-in'
import { createThrottle, type Throttle } from './throttle'
import { uploadAsset, type AssetUpload, type ReceivedMedia } from './upload-asset'
import { uploadTogether, type JointUpload } from './upload-together'

/** Source: docs/threat-model.md#time-limits. */
export const defaultTimeouts: HttpTimeouts = { connectMs: 10_000, firstByteMs: 30_000, idleMs: 30_000 }

export interface ClientOptions {
  readonly http: HttpPort
  readonly clock: Clock
  readonly random: RandomSource
  /** Normalised by `normaliseServerUrl`. */
  readonly serverUrl: string
  readonly credentials: Credentials
  /** The rolling hour of this account. Tests can use `memoryBudget`. */
  readonly budget: Budget
  readonly timeouts?: HttpTimeouts
  /** The throttle of this account, if several clients share it. */
  readonly throttle?: Throttle
}

/** All calls of one account on one platform. It offers no generic request and no way to delete without a target. */
export interface WordbeeClient {
  readonly signIn: () => Promise<void>
  readonly signOut: () => Promise<void>
  readonly listProjects: (request: PageRequest) => Promise<Page<Project>>
  readonly listJobs: (request: PageRequest) => Promise<Page<Job>>
  readonly listFlexDocuments: (request: PageRequest) => Promise<Page<FlexDocument>>
  readonly listDocuments: (projectId: number, options?: DocumentsOptions) => Promise<DocumentList>
  readonly readSourceLanguage: (projectId: number, signal?: AbortSignal) => Promise<string | null>
  readonly readFlexDocument: (flexId: string, signal?: AbortSignal) => Promise<FlexFacts>
  readonly searchSegments: (search: Omit<SegmentSearch, 'root'>) => Promise<SegmentsFound>
  readonly listSegments: (
    context: AssetContext,
    segmentIds: readonly number[],
    options?: ListOptions,
  ) => Promise<SegmentsListing>
  /** Lists segments while a search still adds their ids. */
  readonly listFound: (
    context: AssetContext,
    ids: SegmentIdQueue,
    options?: ListOptions,
  ) => Promise<SegmentsListing>
  readonly listSegment: (
    context: AssetContext,
    segmentId: number,
    options?: CallOptions,
  ) => Promise<readonly Asset[]>
  /** Number of calls that listing these segments takes if the server accepts full queries. */
  readonly countListings: (context: AssetContext, segmentIds: readonly number[]) => number
  readonly download: (download: AssetDownload) => Promise<HttpResponse>
  readonly upload: (upload: AssetUpload) => Promise<Asset | null>
  /** Sends the bytes of several files in one call; null if the files have to be uploaded one by one. */
  readonly uploadTogether: (upload: JointUpload) => Promise<readonly ReceivedMedia[] | null>
  /** False once a joint upload did not work out on this connection. */
  readonly acceptsJointUploads: () => boolean
  /** From now on files are uploaded one by one. */
  readonly refuseJointUploads: () => void
  readonly buildDelete: (target: DeleteTarget) => DeleteRequest
  readonly deleteAsset: (permit: DeletePermit, options?: Omit<CallOptions, 'priority'>) => Promise<number>
  /** Waits until deletes and the listings that verify them fit at once (docs/rules.md#p8). */
  readonly reserve: Budget['reserve']
  /** Whether a call of this priority could be sent now: it has quota, and the client is not throttled. */
  readonly hasQuota: Budget['hasQuota']
  /** When a call of this priority can be sent again, ms since the epoch; null if it can now or the time is unknown. */
  readonly quotaFreeAt: Budget['quotaFreeAt']
  /** Milliseconds until the last of this many further calls may be sent; 0 if all fit now. */
  readonly estimateWaitMs: Budget['estimateWaitMs']
  /** The rolling hour; its `waitingUntil` includes the throttle. */
  readonly budget: () => BudgetStatus
  /** When waiting calls resume after a 429 or once there is quota, ms since the epoch, or null. */
  readonly waitingUntil: () => number | null
  /** Moving average of the response time, in ms. */
  readonly averageResponseMs: () => number
}

export function createClient(options: ClientOptions): WordbeeClient {
  const { http, clock, random, credentials, budget } = options
  const timeouts = options.timeouts ?? defaultTimeouts
  const root = apiRoot(options.serverUrl)
  const responseTimes = createMovingAverage()
  const redact = createRedact([credentials.apiKey])
  const signInPorts = { http, clock, timeouts, root, redact: redact.text }
  const onAnswer: Budget['recordSignIn'] = (answer) => budget.recordSignIn(answer)
  const session = createSession(
    async () => redact.remember(await signIn(signInPorts, { ...credentials, onAnswer })),
    clock,
  )
  const throttle = options.throttle ?? createThrottle({ clock, random, onChange: () => undefined })
  const exchange = createExchange({
    http,
    clock,
    session,
    throttle,
    budget,
    timeouts,
    accountId: credentials.accountId,
    redact: redact.text,
    onResponse: responseTimes.add,
  })
  const readJson = createReadJson(exchange, clock)
  const flexIds = new FlexIds((flexId, signal) =>
    readFlexDocument(readJson, { root, flexId, ...(signal === undefined ? {} : { signal }) }),
  )
  const capabilities = { requiresLength: false, acceptsJointUploads: true }
  const waitingUntil = (): number | null => throttle.waitingUntil() ?? budget.waitingUntil()

  return {
    async signIn() {
      await session.token()
    },
    async signOut() {
      const token = session.takeToken()
      if (token !== null) await signOut(signInPorts, credentials.accountId, token.text)
    },
    listProjects: (request) => listProjects(readJson, { root, ...request }),
    listJobs: (request) => listJobs(readJson, { root, ...request }),
    listFlexDocuments: (request) => listFlexDocuments(readJson, { root, ...request }),
    listDocuments: (projectId, listing) => listDocuments(readJson, { ...listing, root, projectId }),
    readSourceLanguage: (projectId, signal) =>
      readSourceLanguage(readJson, { root, projectId, ...(signal === undefined ? {} : { signal }) }),
    readFlexDocument: (flexId, signal) => flexIds.readDocument(flexId, signal),
    searchSegments: (search) => searchSegments(readJson, { ...search, root }),
    listSegments: (context, segmentIds, listing) =>
      listSegments(readJson, { ...listing, root, context, flexIds, ids: SegmentIdQueue.of(segmentIds) }),
    listFound: (context, ids, listing) => listSegments(readJson, { ...listing, root, context, flexIds, ids }),
    listSegment: (context, segmentId, listing) =>
      listSegment(readJson, { ...listing, root, context, flexIds, segmentId }),
    countListings,
    download: (download) => downloadAsset({ exchange, root, clock, flexIds }, download),
    upload: (upload) => uploadAsset({ exchange, root, random, capabilities, flexIds }, upload),
    uploadTogether: (upload) => uploadTogether({ exchange, root, random, capabilities }, upload),
    acceptsJointUploads: () => capabilities.acceptsJointUploads,
    refuseJointUploads() {
      capabilities.acceptsJointUploads = false
    },
    buildDelete: (target) => buildDelete(root, flexIds.resolveTarget(target)),
    deleteAsset: (permit, callOptions) => deleteAsset(exchange, permit, callOptions),
    reserve: (calls, signal) => budget.reserve(calls, signal),
    hasQuota: (priority) => waitingUntil() === null && budget.hasQuota(priority),
    quotaFreeAt: (priority) => waitingUntil() ?? budget.quotaFreeAt(priority),
    estimateWaitMs: (calls) => budget.estimateWaitMs(calls),
    budget: () => ({ ...budget.status(), waitingUntil: waitingUntil() }),
    waitingUntil,
    averageResponseMs: responseTimes.mean,
  }
}

/** Minimum length of a secret to redact. Real keys and tokens are longer; replacing shorter texts would garble messages. */
const minSecretLength = 6

/** Removes the key and the latest tokens from texts, in case a server repeats them in an error (docs/rules.md#p7). */
function createRedact(secrets: string[]): {
  text: (text: string) => string
  remember: (token: string) => string
} {
  return {
    text: (text) =>
      secrets
        .filter((secret) => secret.length >= minSecretLength)
        .reduce((rest, secret) => rest.replaceAll(secret, '…'), text),
    remember(token) {
      secrets.splice(1, Math.max(0, secrets.length - 8))
      secrets.push(token)
      return token
    },
  }
}

/** An exponential moving average: the newest value counts for a tenth. */
function createMovingAverage(): { add: (ms: number) => void; mean: () => number } {
  let mean: number | null = null
  return {
    add(ms) {
      mean = mean === null ? ms : mean * 0.9 + ms * 0.1
    },
    mean: () => mean ?? 300,
  }
}
