import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import {
  versionKey,
  type PreviewAnswer,
  type PreviewProgress,
  type TextEncoding,
} from '../../../shared/preview'
import { callMain } from '../../lib/call-main'
import { toSelectedAsset } from '../../../shared/selected-asset'
import { noPreview, type PreviewState } from './preview-state'
import { createPreparedAnswer } from './prepared-answer'

export interface PreviewStore extends StoreApi<PreviewState> {
  /** Sets the file that is the only selected one, or null. It is loaded automatically after a debounce. */
  readonly showAsset: (asset: Asset | null) => void
  /** Loads the current file on request; with `anyway` even if a guard withheld it. */
  readonly loadPreview: (options?: { readonly anyway: boolean }) => Promise<void>
  /** Reads the text that is shown in another encoding, which is remembered for the file. Costs no call. */
  readonly chooseEncoding: (encoding: TextEncoding | 'automatic') => Promise<void>
  readonly cancelLoading: () => void
  readonly openFull: (asset: Asset) => void
  readonly closeFull: () => void
  /** Prepares the file that will probably be shown next, if it is cached. Costs no call. */
  readonly prepare: (next: Asset) => void
  readonly turnTo: (page: number) => void
  readonly saveAs: () => Promise<void>
  /** Suspends automatic loading while a deletion is confirmed or runs. */
  readonly setQuiet: (isQuiet: boolean) => void
  readonly applyProgress: (progress: PreviewProgress) => void
  /** Closes the preview: the connection or the place was left. */
  readonly reset: () => void
}

/** Milliseconds without a change of selection before a file is loaded automatically. */
const debounceMs = 300
const maxFailures = 200

/** Failures by file version, so that returning to a failed file does not load it again automatically. */
function createFailureCache() {
  const failures = new Map<string, AppFailure>()
  return {
    get: (asset: Asset) => failures.get(versionKey(asset)) ?? null,
    set: (asset: Asset, failure: AppFailure) => {
      if (failures.size >= maxFailures) failures.clear()
      failures.set(versionKey(asset), failure)
    },
    delete: (asset: Asset) => void failures.delete(versionKey(asset)),
    clear: () => failures.clear(),
  }
}

interface LoadRequest {
  readonly isRequested: boolean
  readonly anyway: boolean
  /** The text stays as it is until it has been read again. */
  readonly encoding?: TextEncoding | 'automatic'
}

function addressOf(answer: PreviewAnswer | null): string | null {
  const content = answer?.state === 'shown' ? answer.content : null
  return content?.kind === 'image' ? content.address : null
}

/**
 * Loads one file at a time: a new request cancels the previous one, whose late response is dropped. A prepared picture
 * is shown at once, then replaced if the response of main differs.
 */
function createPreviewLoader(api: RefshelfApi, store: StoreApi<PreviewState>) {
  const failures = createFailureCache()
  const prepared = createPreparedAnswer(api)
  let requestId: string | null = null

  function closeCurrent(): void {
    if (requestId === null) return
    void callMain(api.closePreview({ requestId }))
    requestId = null
  }

  async function load(asset: Asset, request: LoadRequest): Promise<void> {
    closeCurrent()
    const ownRequestId = crypto.randomUUID()
    requestId = ownRequestId
    failures.delete(asset)
    const known = prepared.takeFor(asset)
    // Send the request before subscribers are notified: they may prepare the next file, which discards this one.
    const response = callMain(
      api.openPreview({ requestId: ownRequestId, asset: toSelectedAsset(asset), ...request }),
    )
    if (known !== null) store.setState({ preview: { step: 'answered', answer: known } })
    else if (request.encoding === undefined) {
      const progress = { requestId: ownRequestId, received: 0, total: asset.size }
      store.setState({ preview: { step: 'loading', ...progress } })
    }
    const result = await response
    if (requestId !== ownRequestId) return
    if (result.ok) {
      const isShown = known !== null && addressOf(known) === addressOf(result.value)
      if (!isShown) store.setState({ preview: { step: 'answered', answer: result.value } })
      return
    }
    failures.set(asset, result.failure)
    store.setState({ preview: { step: 'failed', failure: result.failure } })
  }

  return {
    load,
    closeCurrent,
    prepare: prepared.prepare,
    discardPrepared: prepared.discard,
    failureOf: failures.get,
    forget: failures.clear,
  }
}

/** Delays automatic loading until the selection has stopped changing. */
function createDebounce(callback: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let changedAt = -debounceMs
  return {
    stop: () => clearTimeout(timer),
    /**
     * `isImmediate`: a single step loads at once, but steps of a held key are debounced, unless the previous file cost
     * no call (`wasFree`).
     */
    schedule: ({ isImmediate, wasFree }: { readonly isImmediate: boolean; readonly wasFree: boolean }) => {
      clearTimeout(timer)
      const now = performance.now()
      const isSingleStep = now - changedAt >= debounceMs
      changedAt = now
      if (isImmediate && (isSingleStep || wasFree)) callback()
      else timer = setTimeout(callback, debounceMs)
    },
  }
}

function createSaveAction(api: RefshelfApi, store: StoreApi<PreviewState>): () => Promise<void> {
  return async () => {
    const { asset, saving } = store.getState()
    if (asset === null || saving.step === 'saving') return
    store.setState({ saving: { step: 'saving' } })
    const result = await callMain(api.saveAsset({ asset: toSelectedAsset(asset) }))
    if (store.getState().asset?.key !== asset.key) return
    if (!result.ok) store.setState({ saving: { step: 'failed', failure: result.failure } })
    else if (result.value.fileName === null) store.setState({ saving: { step: 'idle' } })
    else store.setState({ saving: { step: 'saved', fileName: result.value.fileName } })
  }
}

/** Whether the current preview cost no call. The next file is then loaded without a debounce. */
function isCached(preview: PreviewState['preview']): boolean {
  return preview.step === 'answered' && preview.answer.state === 'shown' && preview.answer.isCached
}

/** Follows the selection and decides when its file is loaded automatically. */
function createSelectionFollower(
  store: StoreApi<PreviewState>,
  loader: ReturnType<typeof createPreviewLoader>,
) {
  let isQuiet = false
  const debounce = createDebounce(() => {
    const { asset, isFull, preview } = store.getState()
    if (asset === null || preview.step !== 'waiting') return
    void loader.load(asset, { isRequested: isFull, anyway: false })
  })

  function startLoading(asset: Asset, wasFree = false): void {
    const { isFull } = store.getState()
    const failure = loader.failureOf(asset)
    const isDeferred = isQuiet && !isFull
    if (failure !== null) store.setState({ preview: { step: 'failed', failure } })
    else if (isDeferred) store.setState({ preview: { step: 'waiting', offers: true } })
    else debounce.schedule({ isImmediate: isFull, wasFree })
  }

  return {
    stop: debounce.stop,
    showAsset: (asset: Asset | null) => {
      const before = store.getState().asset
      if (asset !== null && before !== null && versionKey(asset) === versionKey(before)) {
        if (asset !== before) store.setState({ asset })
        return
      }
      if (asset === before) return
      debounce.stop()
      loader.closeCurrent()
      const { isFull, preview } = store.getState()
      store.setState({ ...noPreview, asset, isFull: asset !== null && isFull })
      if (asset !== null) startLoading(asset, isCached(preview))
    },
    setQuiet: (quiet: boolean) => {
      if (quiet === isQuiet) return
      isQuiet = quiet
      const { asset, preview } = store.getState()
      if (asset === null || preview.step !== 'waiting') return
      debounce.stop()
      store.setState({ preview: { step: 'waiting', offers: false } })
      startLoading(asset)
    },
  }
}

export function createPreviewStore(api: RefshelfApi): PreviewStore {
  const store = createStore<PreviewState>(() => noPreview)
  const loader = createPreviewLoader(api, store)
  const { stop, showAsset: show, setQuiet } = createSelectionFollower(store, loader)

  async function load({ anyway } = { anyway: false }): Promise<void> {
    stop()
    const { asset } = store.getState()
    if (asset !== null) await loader.load(asset, { isRequested: true, anyway })
  }

  return {
    ...store,
    showAsset: show,
    setQuiet,
    loadPreview: load,
    chooseEncoding: async (encoding) => {
      const { asset } = store.getState()
      if (asset !== null) await loader.load(asset, { isRequested: true, anyway: false, encoding })
    },
    cancelLoading: () => {
      if (store.getState().preview.step !== 'loading') return
      loader.closeCurrent()
      store.setState({ preview: { step: 'waiting', offers: true } })
    },
    openFull: (asset) => {
      show(asset)
      store.setState({ isFull: true })
      const { preview } = store.getState()
      const isNotRequested =
        preview.step === 'waiting' || (preview.step === 'answered' && preview.answer.state === 'asks')
      if (isNotRequested) void load()
    },
    closeFull: () => {
      loader.discardPrepared()
      store.setState({ isFull: false })
    },
    prepare: (next) => void loader.prepare(next),
    turnTo: (page) => store.setState({ page }),
    saveAs: createSaveAction(api, store),
    applyProgress: ({ requestId, received, total }) => {
      const { preview } = store.getState()
      if (preview.step !== 'loading' || preview.requestId !== requestId) return
      store.setState({ preview: { ...preview, received, total: total ?? preview.total } })
    },
    reset: () => {
      show(null)
      loader.discardPrepared()
      loader.forget()
    },
  }
}
