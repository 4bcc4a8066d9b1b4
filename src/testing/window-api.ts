import type { AppStatus } from '../shared/app-status'
import type { Asset } from '../shared/asset'
import type { WorkAccount } from '../shared/connection'
import {
  eventNames,
  windowCallNames,
  type EventName,
  type Events,
  type RefshelfApi,
  type WindowCallName,
} from '../shared/ipc/contract'
import type { DeletionRun } from '../shared/deletion'
import { packAnswer, type PackedAnswer } from '../shared/ipc/pack-assets'
import type { Listing } from '../shared/place'
import { fail, succeed } from '../shared/result'

type Listeners = { readonly [Name in EventName]: Set<(payload: Events[Name]) => void> }

/** `window.api` without a main process. Records calls, responds as the test specifies, and emits the events of the test. */
export interface FakeWindowApi extends RefshelfApi {
  readonly calls: readonly { readonly name: ApiName; readonly input: unknown }[]
  readonly emit: <Name extends EventName>(name: Name, payload: Events[Name]) => void
}

/** The functions of the API that return a promise. */
type ApiName = WindowCallName | 'grantFiles'

type Answers = { readonly [Name in ApiName]?: RefshelfApi[Name] }

/** Calls for which the test specifies no answer fail with `request-invalid`. */
export function fakeWindowApi(answers: Answers = {}): FakeWindowApi {
  const recordedCalls: { name: ApiName; input: unknown }[] = []
  const listeners: Listeners = {
    watchStatus: new Set(),
    watchBudget: new Set(),
    watchListing: new Set(),
    watchOpening: new Set(),
    watchSavedPlaces: new Set(),
    watchDeletion: new Set(),
    watchDeletionChange: new Set(),
    watchRefresh: new Set(),
    watchCommand: new Set(),
    watchInternalError: new Set(),
    watchActivity: new Set(),
    watchBin: new Set(),
    watchSettings: new Set(),
    watchProtections: new Set(),
    watchPreview: new Set(),
    watchThumbnails: new Set(),
    watchDrawing: new Set(),
    watchTransfers: new Set(),
    watchStaging: new Set(),
  }

  const refuse = () => Promise.resolve(fail({ kind: 'request-invalid', retry: 'no' }))
  const call = <Name extends ApiName>(name: Name): RefshelfApi[Name] => {
    const answer = answers[name] ?? refuse
    const recordCall = (input: unknown) => {
      recordedCalls.push({ name, input })
      return (answer as (input: unknown) => unknown)(input)
    }
    return recordCall as RefshelfApi[Name]
  }
  const watch = <Name extends EventName>(name: Name): RefshelfApi[Name] => {
    const listen = (listener: (payload: Events[Name]) => void) => {
      listeners[name].add(listener)
      return () => listeners[name].delete(listener)
    }
    return listen as RefshelfApi[Name]
  }

  const calls = Object.fromEntries(
    [...windowCallNames, 'grantFiles' as const].map((name) => [name, call(name)]),
  )
  const watches = Object.fromEntries(eventNames.map((name) => [name, watch(name)]))
  return {
    // Contains every name of the contract, which the compiler cannot see.
    ...({ ...calls, ...watches } as unknown as RefshelfApi),
    calls: recordedCalls,
    emit: (name, payload) => {
      for (const listener of listeners[name]) listener(payload)
    },
  }
}

/** An answer that the test resolves. */
export function deferred<Value>(): {
  readonly answer: Promise<Value>
  readonly resolve: (value: Value) => void
} {
  let resolveAnswer: (value: Value) => void = () => undefined
  const answer = new Promise<Value>((resolve) => {
    resolveAnswer = resolve
  })
  return { answer, resolve: (value) => resolveAnswer(value) }
}

export const respondDone = () => Promise.resolve(succeed(undefined))

/** An asset as core would list it. Its key is readable, since the window does not parse keys. */
export function sampleAsset(overrides: Partial<Asset> = {}): Asset {
  const { name = 'shot.png', segmentId = 27665601, locale = null, relativePath = '' } = overrides
  return {
    context: { family: 'classic', scope: 'pr7214' },
    size: 1_000,
    contentType: 'image/png',
    createdDate: '2026-01-02T03:04:05',
    modifiedDate: '2026-02-03T04:05:06',
    documentId: '19641',
    projectId: 7214,
    ...overrides,
    name,
    segmentId,
    locale,
    relativePath,
    key: overrides.key ?? `${segmentId}|${locale ?? ''}|${relativePath}|${name}`,
  }
}

export function sampleListing(assets: readonly Asset[], overrides: Partial<Listing> = {}): Listing {
  const ids = [...new Set(assets.map((asset) => asset.segmentId))]
  return {
    place: { kind: 'segments', scope: 'pr7214', segmentIds: ids },
    context: { family: 'classic', scope: 'pr7214' },
    segments: ids.map((id, index) => ({ id, number: String(index + 1), text: `Text of ${id}` })),
    segmentsExpected: null,
    mayHaveMore: false,
    rejectedSegments: [],
    assets,
    listedAt: 1_764_000_000_000,
    ...overrides,
  }
}

/** A listing as main sends it if it sent no parts before. */
export function packedListing(assets: readonly Asset[], overrides: Partial<Listing> = {}): PackedAnswer {
  return packAnswer(sampleListing(assets, overrides), { parts: 0, reported: 0 })
}

export const sampleAccount: WorkAccount = {
  accountKey: 'production',
  connectionName: 'Production',
  connectionColor: 'orange',
  host: 'wordbee-translator.example',
  accountId: 'acme-loc',
}

export function sampleRun(overrides: Partial<DeletionRun> = {}): DeletionRun {
  return {
    id: 'job-1',
    phase: 'done',
    files: [],
    bytes: 0,
    ...sampleAccount,
    vanished: [],
    stop: null,
    stopRequested: false,
    waitingUntil: null,
    needsSignIn: false,
    revision: 0,
    ...overrides,
  }
}

export function sampleStatus(overrides: Partial<AppStatus> = {}): AppStatus {
  return {
    version: '0.1.0',
    isEndOfLife: false,
    unsafeSwitches: [],
    trialRuntime: false,
    runtimeVersion: '45.4.1',
    connection: null,
    accountKey: null,
    saved: [],
    isServerUnreachable: false,
    initialPlace: null,
    unreadableRuns: 0,
    autoOpened: null,
    startFailure: null,
    waitingUntil: null,
    budget: null,
    deletion: null,
    ...overrides,
  }
}
