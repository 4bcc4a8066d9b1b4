import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { versionKey, type PreviewAnswer, type PreviewProgress } from '../../../shared/preview'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'
import { nothingLookedAt, type PreviewState } from './preview-state'
import { createReadyAnswer } from './ready-answer'

export interface PreviewStore extends StoreApi<PreviewState> {
  /** The file that is selected alone, or null. It is loaded by itself once the selection has been still. */
  readonly show: (asset: Asset | null) => void
  /** Loads what is shown because the user wishes it; `anyway` also what a guard held. */
  readonly load: (wish?: { readonly anyway: boolean }) => Promise<void>
  readonly cancel: () => void
  readonly openFull: (asset: Asset) => void
  readonly closeFull: () => void
  /** The file that will probably be looked at next: its picture is made ready if it is kept here. No call. */
  readonly makeReady: (next: Asset) => void
  readonly turnTo: (page: number) => void
  readonly saveAs: () => Promise<void>
  /** While a deletion is asked about or runs, nothing is loaded by itself. */
  readonly setQuiet: (isQuiet: boolean) => void
  readonly takeProgress: (progress: PreviewProgress) => void
  /** Nothing is looked at any more: the connection or the place was left. */
  readonly reset: () => void
}

/** ms for which the selection must be still before a file is loaded by itself. */
const STILL = 300
const REMEMBERED_FAILURES = 200

/** Files that could not be loaded, by version: going back to one does not ask for it again by itself. */
function createFailureBook() {
  const failures = new Map<string, AppFailure>()
  return {
    of: (asset: Asset) => failures.get(versionKey(asset)) ?? null,
    keep: (asset: Asset, failure: AppFailure) => {
      if (failures.size >= REMEMBERED_FAILURES) failures.clear()
      failures.set(versionKey(asset), failure)
    },
    drop: (asset: Asset) => void failures.delete(versionKey(asset)),
    clear: () => failures.clear(),
  }
}

interface Request {
  readonly isWished: boolean
  readonly anyway: boolean
}

function addressOf(answer: PreviewAnswer | null): string | null {
  const content = answer?.state === 'shown' ? answer.content : null
  return content?.kind === 'image' ? content.address : null
}

/**
 * The calls for one file at a time: a later one ends the earlier, and its late answer is nobody's. A picture that is ready
 * is shown at once; main, which is asked all the same, has the last word.
 */
function createLoader(api: RefshelfApi, store: StoreApi<PreviewState>) {
  const failures = createFailureBook()
  const ready = createReadyAnswer(api)
  let requestId: string | null = null

  function end(): void {
    if (requestId === null) return
    void safely(api.closePreview({ requestId }))
    requestId = null
  }

  async function load(asset: Asset, wish: Request): Promise<void> {
    end()
    const mine = crypto.randomUUID()
    requestId = mine
    failures.drop(asset)
    const known = ready.take(asset)
    // Before anybody hears of the answer: what is made ready then would end what is ready now.
    const asked = safely(api.openPreview({ requestId: mine, asset: toSelected(asset), ...wish }))
    store.setState({
      look:
        known === null
          ? { step: 'loading', requestId: mine, received: 0, total: asset.size }
          : { step: 'answered', answer: known },
    })
    const result = await asked
    if (requestId !== mine) return
    if (result.ok) {
      const isShown = known !== null && addressOf(known) === addressOf(result.value)
      if (!isShown) store.setState({ look: { step: 'answered', answer: result.value } })
      return
    }
    failures.keep(asset, result.failure)
    store.setState({ look: { step: 'failed', failure: result.failure } })
  }

  return {
    load,
    end,
    makeReady: ready.make,
    endReady: ready.end,
    failureOf: failures.of,
    forget: failures.clear,
  }
}

/** When a file is loaded by itself: after the selection was still, and while nothing more important goes on. */
function createStillness(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let movedAt = -STILL
  return {
    stop: () => clearTimeout(timer),
    /** `isAtOnce`: a single step is not waited for, a held key is; `isFree`: nor is a step from what cost no call. */
    wait: ({ isAtOnce, isFree }: { readonly isAtOnce: boolean; readonly isFree: boolean }) => {
      clearTimeout(timer)
      const now = performance.now()
      const isStill = now - movedAt >= STILL
      movedAt = now
      if (isAtOnce && (isStill || isFree)) act()
      else timer = setTimeout(act, STILL)
    },
  }
}

function createSaving(api: RefshelfApi, store: StoreApi<PreviewState>): () => Promise<void> {
  return async () => {
    const { asset, saving } = store.getState()
    if (asset === null || saving.step === 'saving') return
    store.setState({ saving: { step: 'saving' } })
    const result = await safely(api.saveAsset({ asset: toSelected(asset) }))
    if (store.getState().asset?.key !== asset.key) return
    if (!result.ok) store.setState({ saving: { step: 'failed', failure: result.failure } })
    else if (result.value.fileName === null) store.setState({ saving: { step: 'idle' } })
    else store.setState({ saving: { step: 'saved', fileName: result.value.fileName } })
  }
}

/** Whether what was looked at cost no call: the next one is tried at once then, and the first that costs ends it. */
function isKept(look: PreviewState['look']): boolean {
  return look.step === 'answered' && look.answer.state === 'shown' && look.answer.isKept
}

/** Which file is looked at, and when it is loaded by itself. */
function createFollowing(store: StoreApi<PreviewState>, loader: ReturnType<typeof createLoader>) {
  let isQuiet = false
  const stillness = createStillness(() => {
    const { asset, isFull, look } = store.getState()
    if (asset === null || look.step !== 'waiting') return
    void loader.load(asset, { isWished: isFull, anyway: false })
  })

  function begin(asset: Asset, isFree = false): void {
    const { isFull } = store.getState()
    const failure = loader.failureOf(asset)
    const isHeld = isQuiet && !isFull
    if (failure !== null) store.setState({ look: { step: 'failed', failure } })
    else if (isHeld) store.setState({ look: { step: 'waiting', offers: true } })
    else stillness.wait({ isAtOnce: isFull, isFree })
  }

  return {
    stop: stillness.stop,
    show: (asset: Asset | null) => {
      const before = store.getState().asset
      if (asset !== null && before !== null && versionKey(asset) === versionKey(before)) {
        if (asset !== before) store.setState({ asset })
        return
      }
      if (asset === before) return
      stillness.stop()
      loader.end()
      const { isFull, look } = store.getState()
      store.setState({ ...nothingLookedAt, asset, isFull: asset !== null && isFull })
      if (asset !== null) begin(asset, isKept(look))
    },
    setQuiet: (quiet: boolean) => {
      if (quiet === isQuiet) return
      isQuiet = quiet
      const { asset, look } = store.getState()
      if (asset === null || look.step !== 'waiting') return
      stillness.stop()
      store.setState({ look: { step: 'waiting', offers: false } })
      begin(asset)
    },
  }
}

export function createPreviewStore(api: RefshelfApi): PreviewStore {
  const store = createStore<PreviewState>(() => nothingLookedAt)
  const loader = createLoader(api, store)
  const { stop, show, setQuiet } = createFollowing(store, loader)

  async function load({ anyway } = { anyway: false }): Promise<void> {
    stop()
    const { asset } = store.getState()
    if (asset !== null) await loader.load(asset, { isWished: true, anyway })
  }

  return {
    ...store,
    show,
    setQuiet,
    load,
    cancel: () => {
      if (store.getState().look.step !== 'loading') return
      loader.end()
      store.setState({ look: { step: 'waiting', offers: true } })
    },
    openFull: (asset) => {
      show(asset)
      store.setState({ isFull: true })
      const { look } = store.getState()
      const isUnasked = look.step === 'waiting' || (look.step === 'answered' && look.answer.state === 'asks')
      if (isUnasked) void load()
    },
    closeFull: () => {
      loader.endReady()
      store.setState({ isFull: false })
    },
    makeReady: (next) => void loader.makeReady(next),
    turnTo: (page) => store.setState({ page }),
    saveAs: createSaving(api, store),
    takeProgress: ({ requestId, received, total }) => {
      const { look } = store.getState()
      if (look.step !== 'loading' || look.requestId !== requestId) return
      store.setState({ look: { ...look, received, total: total ?? look.total } })
    },
    reset: () => {
      show(null)
      loader.endReady()
      loader.forget()
    },
  }
}
