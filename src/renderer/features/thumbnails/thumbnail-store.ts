import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { ThumbnailNews } from '../../../shared/preview'
import type { ThumbnailBoard } from '../../components/thumbnail-board'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'
import { KnownThumbnails } from './known-thumbnails'
import { SeenFiles } from './seen-files'

export interface ThumbnailState {
  /** Pictures on the screen that have no thumbnail, and would cost a call each. */
  readonly missing: readonly Asset[]
  /** How many are being made, or wait to be. */
  readonly pending: number
  readonly stopped: ThumbnailNews['stopped']
}

export interface ThumbnailStore extends StoreApi<ThumbnailState> {
  readonly board: ThumbnailBoard
  /** One call each: the user has asked, or has set it so. */
  readonly load: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly takeNews: (news: ThumbnailNews) => void
  /** Whether what is seen is loaded without being asked for. */
  readonly setAuto: (isAuto: boolean) => void
  /** Another connection, or the kept ones were cleared: nothing that was known holds. */
  readonly reset: () => void
  /** The place was listed anew: a file without a date may be another one now. */
  readonly takeListing: () => void
}

const nothing: ThumbnailState = { missing: [], pending: 0, stopped: null }
/** Files of one question to main. */
const mostAsked = 500

export function createThumbnailStore(api: RefshelfApi): ThumbnailStore {
  const store = createStore<ThumbnailState>(() => nothing)
  const known = new KnownThumbnails()
  let isAuto = false
  let seen: readonly Asset[] = []
  /** Grows when all that was known is given up: what was asked before is not believed. */
  let round = 0

  function count(): void {
    const missing = seen.filter((asset) => known.isMissing(asset))
    store.setState({ missing, pending: known.pending.size })
    if (isAuto && missing.length > 0 && known.pending.size === 0 && store.getState().stopped === null)
      void load()
  }

  function takeNews(news: ThumbnailNews): void {
    known.take(news)
    store.setState({ stopped: news.stopped })
    count()
  }

  async function look(assets: readonly Asset[]): Promise<void> {
    seen = assets
    const mine = round
    const asked = known.unasked(assets).slice(0, mostAsked)
    const found =
      asked.length === 0 ? null : await safely(api.findThumbnails({ assets: asked.map(toSelected) }))
    if (mine !== round) return
    if (found?.ok === true) {
      known.noteAsked(asked)
      takeNews(found.value)
    } else count()
  }

  const seenFiles = new SeenFiles((assets) => void look(assets))

  async function load(): Promise<void> {
    const { missing } = store.getState()
    if (missing.length === 0) return
    store.setState({ stopped: null })
    await safely(api.loadThumbnails({ assets: missing.map(toSelected) }))
  }

  function reset(): void {
    round += 1
    known.clear()
    store.setState(nothing)
    seenFiles.moved()
  }

  function setAuto(wanted: boolean): void {
    isAuto = wanted
    count()
  }

  function takeListing(): void {
    known.loseUndated()
    seenFiles.moved()
  }

  return Object.assign(store, {
    board: boardOf(known, seenFiles),
    ...{ load, takeNews, reset, setAuto, takeListing },
    stop: async () => {
      await safely(api.stopThumbnails())
    },
  })
}

function boardOf(known: KnownThumbnails, seenFiles: SeenFiles): ThumbnailBoard {
  return {
    addressOf: (asset) => known.addressOf(asset),
    subscribe: (asset, listener) => known.subscribe(asset, listener),
    show: (element, asset) => seenFiles.show(element, asset),
    lose: (asset) => {
      known.lose(asset)
      seenFiles.moved()
    },
  }
}
