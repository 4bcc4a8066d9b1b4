import type { Asset } from '../../shared/asset'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { noDrag } from '../features/transfers/drag-state'
import { t } from '../lib/intl'
import { spotAt, type FoundSpot } from './drop-spots'
import type { Stores } from './stores'

/** A drag over the window fires `dragover` continuously. After this long without one, in ms, it has left unnoticed. */
const silenceTimeoutMs = 3_000

/** A drag that stays outside the window this long, in ms, is headed for another app. */
const outsideDelayMs = 250

/** Marks a drag of assets, as opposed to text. The type means nothing to other apps. */
const assetsMimeType = 'application/x-refshelf-assets'

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** The whole selection if the row belongs to it, otherwise the row's asset alone. */
function assetsToDrag(index: number, { browse }: Stores): readonly Asset[] {
  const { view, listing } = browse.getState()
  const asset = view[index]
  if (asset === undefined || listing === null) return []
  const selected = browse.selected()
  return selected.some(({ key }) => key === asset.key) ? selected : [asset]
}

/** Shows the file's name or a count at the pointer. The browser copies the element, so it is removed right away. */
function setDragImage(event: DragEvent, assets: readonly Asset[]): void {
  const ghost = document.createElement('bdi')
  ghost.className = 'drag-ghost'
  ghost.dir = 'ltr'
  const [first] = assets
  ghost.textContent =
    assets.length === 1 && first !== undefined ? first.name : t('count.files', { count: assets.length })
  document.body.append(ghost)
  event.dataTransfer?.setDragImage(ghost, -12, -8)
  setTimeout(() => ghost.remove(), 0)
}

/** Chromium reports 0, 0 for a drag that left at an unknown point, and for one that Escape cancelled. */
function hasUnknownPoint({ clientX, clientY }: DragEvent): boolean {
  return clientX === 0 && clientY === 0
}

function isOutside(event: DragEvent): boolean {
  const { clientX, clientY } = event
  if (hasUnknownPoint(event)) return false
  return clientX <= 0 || clientY <= 0 || clientX >= window.innerWidth - 1 || clientY >= window.innerHeight - 1
}

/** Highlights one element at a time. It sets the attribute directly, so that rows need not render again during a drag. */
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
 * Downloads assets that were dragged out of the window, so that the next drag can hand them to the desktop. Each file may cost a
 * call. Chromium reports a drag that is cancelled inside the window as having left at 0, 0; only `dragend` has its real point.
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

/** What a drag from another program carries, if it has no file and would not go into a text field. */
type ForeignContent = 'dropped-link' | 'dropped-text'

function foreignContent(event: DragEvent, { stores, own }: DragContext): ForeignContent | null {
  const types = event.dataTransfer?.types ?? []
  const isOurs =
    own.isText || stores.drags.getState().draggedAssets !== null || types.includes(assetsMimeType)
  const isForField =
    event.target instanceof Element &&
    event.target.closest('input, textarea, [contenteditable="true"]') !== null
  if (isOurs || isForField || hasFiles(event)) return null
  if (types.includes('text/uri-list')) return 'dropped-link'
  return types.some((type) => type.startsWith('text/')) ? 'dropped-text' : null
}

interface DragContext {
  /** Whether selected text of this window is dragged. */
  readonly own: { isText: boolean }
  readonly api: RefshelfApi
  readonly stores: Stores
  readonly dragStaging: ReturnType<typeof createDragStaging>
  /** Highlights the element that would accept the drop. */
  readonly highlight: (found: FoundSpot | null) => void
}

/** Whether the drag carries files or assets. The browser handles dragged text. */
function isHandled(event: DragEvent, { stores }: DragContext): boolean {
  return hasFiles(event) || stores.drags.getState().draggedAssets !== null
}

function endDrag({ stores, dragStaging, highlight }: DragContext): void {
  dragStaging.cancel()
  highlight(null)
  stores.drags.dispatch({ type: 'end' })
}

/** Starts a native drag if the assets are staged already; otherwise they can only be dropped inside the window. */
function startDrag(event: DragEvent, context: DragContext): void {
  const { stores } = context
  const { drags, staging } = stores
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
  context.own.isText = row === null
  if (row === null) return
  const assets = assetsToDrag(Number(row.dataset['index']), stores)
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

/** A native drag allows copy and link but not move; with any other effect no drop would happen. */
function effectOf(kind: keyof typeof dropEffects, isNative: boolean): DataTransfer['dropEffect'] {
  return kind === 'bin' && isNative ? 'copy' : dropEffects[kind]
}

function trackDrag(event: DragEvent, context: DragContext): void {
  // Accept the drop, to say why nothing happens.
  if (foreignContent(event, context) !== null) {
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    return
  }
  if (!isHandled(event, context)) return
  const { drags } = context.stores
  // Even where nothing can be dropped: otherwise the browser would open the file instead of the app.
  event.preventDefault()
  if (hasFiles(event)) drags.dispatch({ type: 'meet', files: event.dataTransfer?.items.length ?? 0 })
  const { draggedAssets, isNative } = drags.getState()
  const found = spotAt(event.target, { stores: context.stores, draggedAssets })
  context.highlight(found)
  drags.dispatch({ type: 'over', spot: found?.spot ?? null })
  if (event.dataTransfer === null) return
  event.dataTransfer.dropEffect = found === null ? 'none' : effectOf(found.spot.kind, isNative)
}

function leaveWindow(event: DragEvent, { stores, dragStaging, highlight }: DragContext): void {
  if (event.relatedTarget !== null) return
  highlight(null)
  const { draggedAssets, isNative } = stores.drags.dispatch({ type: 'leave' })
  if (draggedAssets === null || isNative) return
  if (isOutside(event)) dragStaging.stageNow(draggedAssets)
  else if (hasUnknownPoint(event)) dragStaging.stageSoon(draggedAssets)
}

function finishDrag(event: DragEvent, context: DragContext): void {
  context.own.isText = false
  if (isOutside(event)) context.dragStaging.stageNow()
  endDrag(context)
}

function handleDrop(event: DragEvent, context: DragContext): void {
  const foreign = foreignContent(event, context)
  if (foreign !== null) {
    event.preventDefault()
    context.stores.uploads.refuse(foreign)
    return
  }
  if (!isHandled(event, context)) return
  const { api, stores } = context
  event.preventDefault()
  const files = [...(event.dataTransfer?.files ?? [])]
  const sizes = files.map(({ size }) => size)
  const carriesFiles = hasFiles(event)
  if (carriesFiles) stores.drags.dispatch({ type: 'meet', files: files.length, sizes })
  const { draggedAssets } = stores.drags.getState()
  const spot = spotAt(event.target, { stores, draggedAssets })?.spot ?? null
  endDrag(context)
  if (spot?.kind === 'bin' && draggedAssets !== null) void stores.deletion.promptDeletion(draggedAssets)
  if (spot?.kind !== 'into') return
  if (draggedAssets !== null) stores.uploads.openCopyDialog(draggedAssets, spot.destination)
  else if (files.length === 0) stores.uploads.refuse('dropped-empty')
  else void stores.uploads.openDialog(() => api.grantFiles(files), spot.destination)
}

/**
 * Handles all drags with listeners on the window: files that come in, assets that leave or move within it. The end of a drag is
 * not always reported, so any sign that it is over clears its state. Returns a function that removes the listeners.
 */
export function listenToDrags(api: RefshelfApi, stores: Stores): () => void {
  const { drags, uploads, deletion } = stores
  const dragStaging = createDragStaging(stores)
  const context: DragContext = {
    own: { isText: false },
    api,
    stores,
    dragStaging,
    highlight: createHighlighter(),
  }
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
  const cleanups = [
    () => clearTimeout(silenceTimer),
    dragStaging.cancel,
    addWindowListener('dragstart', (event) => startDrag(event, context)),
    addWindowListener('dragenter', followDrag),
    addWindowListener('dragover', followDrag),
    addWindowListener('dragleave', (event) => leaveWindow(event, context)),
    addWindowListener('drop', (event) => handleDrop(event, context)),
    addWindowListener('dragend', (event) => finishDrag(event, context)),
    // No pointer events fire during a drag, so one of them proves that it is over. After a layout change Chromium sends a synthetic
    // move of zero distance, which proves nothing.
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
    for (const cleanUp of cleanups) cleanUp()
  }
}

function addWindowListener<Name extends keyof WindowEventMap>(
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
): () => void {
  window.addEventListener(name, listener)
  return () => window.removeEventListener(name, listener)
}
