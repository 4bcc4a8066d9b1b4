import type { Asset } from '../../shared/asset'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { noDrag } from '../features/transfers/drag-state'
import { t } from '../lib/intl'
import { spotAt, type FoundSpot } from './drop-spots'
import type { Stores } from './stores'

/** A drag tells of itself again and again. One that says nothing for so long, ms, has gone where nobody told us. */
const SILENCE_MS = 3_000

/** What is beyond the edge for so long, ms, is wanted elsewhere. */
const OUT_MS = 250

/** Tells a drag of ours from one of text; says nothing to other apps. */
const OUR_TYPE = 'application/x-refshelf-assets'

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** What is dragged with a row: all that is selected, where it is one of them. */
function draggedWith(index: number, { browse }: Stores): readonly Asset[] {
  const { view, listing } = browse.getState()
  const asset = view[index]
  if (asset === undefined || listing === null) return []
  const selected = browse.selected()
  return selected.some(({ key }) => key === asset.key) ? selected : [asset]
}

/** What hangs at the pointer: a name, or how many. It need only stand in the document while the drag begins. */
function showGhost(event: DragEvent, assets: readonly Asset[]): void {
  const ghost = document.createElement('bdi')
  ghost.className = 'drag-ghost'
  ghost.dir = 'ltr'
  const [first] = assets
  ghost.textContent =
    assets.length === 1 && first !== undefined ? first.name : t('drag.files', { count: assets.length })
  document.body.append(ghost)
  event.dataTransfer?.setDragImage(ghost, -12, -8)
  setTimeout(() => ghost.remove(), 0)
}

/** At the corner nobody knows: Chromium tells so of a drag that left without saying where, and of one that Escape ended. */
function isUnknown({ clientX, clientY }: DragEvent): boolean {
  return clientX === 0 && clientY === 0
}

function isOutside(event: DragEvent): boolean {
  const { clientX, clientY } = event
  if (isUnknown(event)) return false
  return clientX <= 0 || clientY <= 0 || clientX >= window.innerWidth - 1 || clientY >= window.innerHeight - 1
}

/** The one element that lights up. Set by hand: a drag passes many rows, and none of them need be drawn anew. */
function createMark(): (found: FoundSpot | null) => void {
  let marked: Element | null = null
  return (found) => {
    const element = found?.element ?? null
    if (element !== marked) marked?.removeAttribute('data-drop-over')
    marked = element
    element?.setAttribute('data-drop-over', found?.spot.kind ?? '')
  }
}

/**
 * Brings here what of ours is wanted elsewhere, for the next drag; each may cost a call. A drag that is given up inside the
 * window leaves it too, as Chromium tells it, and at the place 0, 0: only its end knows where it was.
 */
function createBringing({ staging }: Pick<Stores, 'staging'>) {
  let wanted: readonly Asset[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    wanted = []
  }
  const bring = (assets = wanted): void => {
    stop()
    void staging.stage(assets, 'drag')
  }
  const leave = (assets: readonly Asset[]): void => {
    stop()
    wanted = assets
    timer = setTimeout(() => bring(), OUT_MS)
  }
  return { leave, stop, bring }
}

interface Drags {
  readonly api: RefshelfApi
  readonly stores: Stores
  readonly bringing: ReturnType<typeof createBringing>
  /** Lights up what would take a drop. */
  readonly mark: (found: FoundSpot | null) => void
}

/** Whether it is ours to answer: text that is dragged is the browser's own. */
function isOurs(event: DragEvent, { stores }: Drags): boolean {
  return hasFiles(event) || stores.drags.getState().own !== null
}

function end({ stores, bringing, mark }: Drags): void {
  bringing.stop()
  mark(null)
  stores.drags.go({ step: 'end' })
}

/** Assets are handed to the desktop where they are here already, else they can be dropped inside the window only. */
function begin(event: DragEvent, { stores }: Drags): void {
  const { drags, staging } = stores
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
  if (row === null) return
  const assets = draggedWith(Number(row.dataset['index']), stores)
  const isNative = assets.length > 0 && staging.isReady(assets)
  if (isNative || assets.length === 0) event.preventDefault()
  if (assets.length === 0) return
  drags.go({ step: 'begin', assets, isNative })
  if (isNative) {
    void staging.dragOut(assets)
    return
  }
  event.dataTransfer?.setData(OUR_TYPE, String(assets.length))
  if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'copyMove'
  showGhost(event, assets)
}

const EFFECTS = { into: 'copy', bin: 'move', refused: 'none' } as const

/** What the desktop carries for us may be copied or linked, never moved: another effect would be no drop at all. */
function effectOf(kind: keyof typeof EFFECTS, isNative: boolean): DataTransfer['dropEffect'] {
  return kind === 'bin' && isNative ? 'copy' : EFFECTS[kind]
}

function over(event: DragEvent, context: Drags): void {
  if (!isOurs(event, context)) return
  const { drags } = context.stores
  // Also where nothing can be dropped: a file that the browser takes would take the place of the app.
  event.preventDefault()
  if (hasFiles(event)) drags.go({ step: 'meet', files: event.dataTransfer?.items.length ?? 0 })
  const { own, isNative } = drags.getState()
  const found = spotAt(event.target, { stores: context.stores, own })
  context.mark(found)
  drags.go({ step: 'over', spot: found?.spot ?? null })
  if (event.dataTransfer === null) return
  event.dataTransfer.dropEffect = found === null ? 'none' : effectOf(found.spot.kind, isNative)
}

function leave(event: DragEvent, { stores, bringing, mark }: Drags): void {
  if (event.relatedTarget !== null) return
  mark(null)
  const { own, isNative } = stores.drags.go({ step: 'leave' })
  if (own === null || isNative) return
  if (isOutside(event)) bringing.bring(own)
  else if (isUnknown(event)) bringing.leave(own)
}

function endOf(event: DragEvent, context: Drags): void {
  if (isOutside(event)) context.bringing.bring()
  end(context)
}

function drop(event: DragEvent, context: Drags): void {
  if (!isOurs(event, context)) return
  const { api, stores } = context
  event.preventDefault()
  const files = [...(event.dataTransfer?.files ?? [])]
  const sizes = files.map(({ size }) => size)
  const isOfFiles = hasFiles(event)
  if (isOfFiles) stores.drags.go({ step: 'meet', files: files.length, sizes })
  const { own } = stores.drags.getState()
  const spot = spotAt(event.target, { stores, own })?.spot ?? null
  end(context)
  if (spot?.kind === 'bin' && own !== null) void stores.deletion.ask(own)
  if (spot?.kind !== 'into') return
  if (own !== null) stores.uploads.beginCopy(own, spot.into)
  else if (files.length > 0) void stores.uploads.begin(() => api.grantFiles(files), spot.into)
}

/**
 * All drags, by one listener each for the whole window: files that come, assets that go or change their place. A drag may end
 * where nobody tells us, so whatever proves that it is over takes its traces away.
 */
export function listenToDrags(api: RefshelfApi, stores: Stores): () => void {
  const { drags, uploads, deletion } = stores
  const bringing = createBringing(stores)
  const context: Drags = { api, stores, bringing, mark: createMark() }
  const isIdle = () => drags.getState() === noDrag
  const endIfAsking = (isAsking: boolean): void => {
    if (isAsking && !isIdle()) end(context)
  }
  let silence: ReturnType<typeof setTimeout> | undefined
  const lose = (): void => {
    context.mark(null)
    drags.go({ step: 'leave' })
  }
  const follow = (event: DragEvent): void => {
    clearTimeout(silence)
    bringing.stop()
    over(event, context)
    silence = setTimeout(lose, SILENCE_MS)
  }
  const stops = [
    () => clearTimeout(silence),
    bringing.stop,
    listen('dragstart', (event) => begin(event, context)),
    listen('dragenter', follow),
    listen('dragover', follow),
    listen('dragleave', (event) => leave(event, context)),
    listen('drop', (event) => drop(event, context)),
    listen('dragend', (event) => endOf(event, context)),
    // While something is dragged the pointer tells of nothing else: whatever it tells proves that nothing is. After a change of the
    // page Chromium makes up a move to nowhere, which proves nothing.
    listen('pointermove', ({ buttons, movementX, movementY }) => {
      const hasMoved = movementX !== 0 || movementY !== 0
      if (buttons === 0 && hasMoved && !isIdle()) end(context)
    }),
    listen('pointerdown', () => end(context)),
    listen('keydown', ({ key }) => {
      if (key === 'Escape' && !isIdle()) end(context)
    }),
    listen('blur', lose),
    uploads.subscribe(({ step }) => endIfAsking(step === 'asking')),
    deletion.subscribe(({ asking }) => endIfAsking(asking.step === 'asking')),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function listen<Name extends keyof WindowEventMap>(
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
): () => void {
  window.addEventListener(name, listener)
  return () => window.removeEventListener(name, listener)
}
