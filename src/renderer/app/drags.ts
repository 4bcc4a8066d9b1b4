import type { Asset } from '../../shared/asset'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { noDrag } from '../features/transfers/drag-state'
import { t } from '../lib/intl'
import { spotAt, type FoundSpot } from './drop-spots'
import type { Stores } from './stores'

/** A drag tells of itself again and again. One that says nothing for so long, ms, has gone where nobody told us. */
const silenceTimeoutMs = 3_000

/** What is beyond the edge for so long, ms, is wanted elsewhere. */
const outsideDelayMs = 250

/** Tells a drag of ours from one of text; says nothing to other apps. */
const assetsMimeType = 'application/x-refshelf-assets'

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** What is dragged with a row: all that is selected, where it is one of them. */
function draggedAssets(index: number, { browse }: Stores): readonly Asset[] {
  const { view, listing } = browse.getState()
  const asset = view[index]
  if (asset === undefined || listing === null) return []
  const selected = browse.selected()
  return selected.some(({ key }) => key === asset.key) ? selected : [asset]
}

/** What hangs at the pointer: a name, or how many. It need only stand in the document while the drag begins. */
function setDragImage(event: DragEvent, assets: readonly Asset[]): void {
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
function createHighlighter(): (found: FoundSpot | null) => void {
  let highlighted: Element | null = null
  return (found) => {
    const element = found?.element ?? null
    if (element !== highlighted) highlighted?.removeAttribute('data-drop-target')
    highlighted = element
    element?.setAttribute('data-drop-target', found?.spot.kind ?? '')
  }
}

/**
 * Brings here what of ours is wanted elsewhere, for the next drag; each may cost a call. A drag that is given up inside the
 * window leaves it too, as Chromium tells it, and at the place 0, 0: only its end knows where it was.
 */
function createDragStaging({ staging }: Pick<Stores, 'staging'>) {
  let pending: readonly Asset[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    clearTimeout(timer)
    pending = []
  }
  const stageNow = (assets = pending): void => {
    cancel()
    void staging.stage(assets, 'drag')
  }
  const stageSoon = (assets: readonly Asset[]): void => {
    cancel()
    pending = assets
    timer = setTimeout(() => stageNow(), outsideDelayMs)
  }
  return { stageSoon, cancel, stageNow }
}

interface DragContext {
  readonly api: RefshelfApi
  readonly stores: Stores
  readonly dragStaging: ReturnType<typeof createDragStaging>
  /** Lights up what would take a drop. */
  readonly highlight: (found: FoundSpot | null) => void
}

/** Whether it is ours to answer: text that is dragged is the browser's own. */
function isHandled(event: DragEvent, { stores }: DragContext): boolean {
  return hasFiles(event) || stores.drags.getState().own !== null
}

function endDrag({ stores, dragStaging, highlight }: DragContext): void {
  dragStaging.cancel()
  highlight(null)
  stores.drags.dispatch({ type: 'end' })
}

/** Assets are handed to the desktop where they are here already, else they can be dropped inside the window only. */
function startDrag(event: DragEvent, { stores }: DragContext): void {
  const { drags, staging } = stores
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
  if (row === null) return
  const assets = draggedAssets(Number(row.dataset['index']), stores)
  const isNative = assets.length > 0 && staging.isReady(assets)
  if (isNative || assets.length === 0) event.preventDefault()
  if (assets.length === 0) return
  drags.dispatch({ type: 'begin', assets, isNative })
  if (isNative) {
    void staging.dragOut(assets)
    return
  }
  event.dataTransfer?.setData(assetsMimeType, String(assets.length))
  if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'copyMove'
  setDragImage(event, assets)
}

const dropEffects = { into: 'copy', bin: 'move', refused: 'none' } as const

/** What the desktop carries for us may be copied or linked, never moved: another effect would be no drop at all. */
function effectOf(kind: keyof typeof dropEffects, isNative: boolean): DataTransfer['dropEffect'] {
  return kind === 'bin' && isNative ? 'copy' : dropEffects[kind]
}

function trackDrag(event: DragEvent, context: DragContext): void {
  if (!isHandled(event, context)) return
  const { drags } = context.stores
  // Also where nothing can be dropped: a file that the browser takes would take the place of the app.
  event.preventDefault()
  if (hasFiles(event)) drags.dispatch({ type: 'meet', files: event.dataTransfer?.items.length ?? 0 })
  const { own, isNative } = drags.getState()
  const found = spotAt(event.target, { stores: context.stores, own })
  context.highlight(found)
  drags.dispatch({ type: 'over', spot: found?.spot ?? null })
  if (event.dataTransfer === null) return
  event.dataTransfer.dropEffect = found === null ? 'none' : effectOf(found.spot.kind, isNative)
}

function leaveWindow(event: DragEvent, { stores, dragStaging, highlight }: DragContext): void {
  if (event.relatedTarget !== null) return
  highlight(null)
  const { own, isNative } = stores.drags.dispatch({ type: 'leave' })
  if (own === null || isNative) return
  if (isOutside(event)) dragStaging.stageNow(own)
  else if (isUnknown(event)) dragStaging.stageSoon(own)
}

function finishDrag(event: DragEvent, context: DragContext): void {
  if (isOutside(event)) context.dragStaging.stageNow()
  endDrag(context)
}

function handleDrop(event: DragEvent, context: DragContext): void {
  if (!isHandled(event, context)) return
  const { api, stores } = context
  event.preventDefault()
  const files = [...(event.dataTransfer?.files ?? [])]
  const sizes = files.map(({ size }) => size)
  const isOfFiles = hasFiles(event)
  if (isOfFiles) stores.drags.dispatch({ type: 'meet', files: files.length, sizes })
  const { own } = stores.drags.getState()
  const spot = spotAt(event.target, { stores, own })?.spot ?? null
  endDrag(context)
  if (spot?.kind === 'bin' && own !== null) void stores.deletion.promptDeletion(own)
  if (spot?.kind !== 'into') return
  if (own !== null) stores.uploads.openCopyDialog(own, spot.destination)
  else if (files.length > 0) void stores.uploads.openDialog(() => api.grantFiles(files), spot.destination)
}

/**
 * All drags, by one listener each for the whole window: files that come, assets that go or change their place. A drag may end
 * where nobody tells us, so whatever proves that it is over takes its traces away.
 */
export function listenToDrags(api: RefshelfApi, stores: Stores): () => void {
  const { drags, uploads, deletion } = stores
  const dragStaging = createDragStaging(stores)
  const context: DragContext = { api, stores, dragStaging, highlight: createHighlighter() }
  const isIdle = () => drags.getState() === noDrag
  const endIfAsking = (isAsking: boolean): void => {
    if (isAsking && !isIdle()) endDrag(context)
  }
  let silenceTimer: ReturnType<typeof setTimeout> | undefined
  const loseDrag = (): void => {
    context.highlight(null)
    drags.dispatch({ type: 'leave' })
  }
  const followDrag = (event: DragEvent): void => {
    clearTimeout(silenceTimer)
    dragStaging.cancel()
    trackDrag(event, context)
    silenceTimer = setTimeout(loseDrag, silenceTimeoutMs)
  }
  const stops = [
    () => clearTimeout(silenceTimer),
    dragStaging.cancel,
    addWindowListener('dragstart', (event) => startDrag(event, context)),
    addWindowListener('dragenter', followDrag),
    addWindowListener('dragover', followDrag),
    addWindowListener('dragleave', (event) => leaveWindow(event, context)),
    addWindowListener('drop', (event) => handleDrop(event, context)),
    addWindowListener('dragend', (event) => finishDrag(event, context)),
    // While something is dragged the pointer tells of nothing else: whatever it tells proves that nothing is. After a change of the
    // page Chromium makes up a move to nowhere, which proves nothing.
    addWindowListener('pointermove', ({ buttons, movementX, movementY }) => {
      const hasMoved = movementX !== 0 || movementY !== 0
      if (buttons === 0 && hasMoved && !isIdle()) endDrag(context)
    }),
    addWindowListener('pointerdown', () => endDrag(context)),
    addWindowListener('keydown', ({ key }) => {
      if (key === 'Escape' && !isIdle()) endDrag(context)
    }),
    addWindowListener('blur', loseDrag),
    uploads.subscribe(({ step }) => endIfAsking(step === 'asking')),
    deletion.subscribe(({ prompt }) => endIfAsking(prompt.step === 'asking')),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function addWindowListener<Name extends keyof WindowEventMap>(
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
): () => void {
  window.addEventListener(name, listener)
  return () => window.removeEventListener(name, listener)
}
