import type { Asset } from '../../shared/asset'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { noDrag } from '../features/transfers/drag-state'
import { t } from '../lib/intl'
import { spotAt, type FoundSpot } from './drop-spots'
import type { Stores } from './stores'

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

function isOutside({ clientX, clientY }: DragEvent): boolean {
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
 * All drags, by one listener each for the whole window: files that come, assets that go or change their place. A drag may end
 * where nobody tells us, so whatever proves that it is over takes its traces away.
 */
export function listenToDrags(api: RefshelfApi, stores: Stores): () => void {
  const { drags, staging, uploads, deletion } = stores
  const mark = createMark()

  function end(): void {
    mark(null)
    drags.go({ step: 'end' })
  }

  function begin(event: DragEvent): void {
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

  /** Whether it is ours to answer: text that is dragged is the browser's own. */
  function isOurs(event: DragEvent): boolean {
    return hasFiles(event) || drags.getState().own !== null
  }

  function over(event: DragEvent): void {
    if (!isOurs(event)) return
    // Also where nothing can be dropped: a file that the browser takes would take the place of the app.
    event.preventDefault()
    if (hasFiles(event)) drags.go({ step: 'meet', files: event.dataTransfer?.items.length ?? 0 })
    const found = spotAt(event.target, { stores, own: drags.getState().own })
    mark(found)
    drags.go({ step: 'over', spot: found?.spot ?? null })
    if (event.dataTransfer === null) return
    const effects = { into: 'copy', bin: 'move', refused: 'none' } as const
    event.dataTransfer.dropEffect = found === null ? 'none' : effects[found.spot.kind]
  }

  function leave(event: DragEvent): void {
    if (event.relatedTarget !== null) return
    mark(null)
    const { own, isNative } = drags.go({ step: 'leave' })
    if (own !== null && !isNative && isOutside(event)) void staging.stage(own, 'drag')
  }

  function drop(event: DragEvent): void {
    if (!isOurs(event)) return
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    const sizes = files.map(({ size }) => size)
    const { own } = hasFiles(event)
      ? drags.go({ step: 'meet', files: files.length, sizes })
      : drags.getState()
    const spot = spotAt(event.target, { stores, own })?.spot ?? null
    end()
    if (spot?.kind === 'bin' && own !== null) void deletion.ask(own)
    if (spot?.kind !== 'into') return
    if (own !== null) uploads.beginCopy(own, spot.into)
    else if (files.length > 0) void uploads.begin(() => api.grantFiles(files), spot.into)
  }

  /** While something is dragged the pointer tells of nothing else: whatever it tells proves that nothing is. */
  function proveOver({ buttons }: PointerEvent): void {
    if (buttons === 0 && drags.getState() !== noDrag) end()
  }

  function press({ key }: KeyboardEvent): void {
    if (key === 'Escape' && drags.getState() !== noDrag) end()
  }

  function lose(): void {
    mark(null)
    drags.go({ step: 'leave' })
  }

  const stops = [
    listen('dragstart', begin),
    listen('dragenter', over),
    listen('dragover', over),
    listen('dragleave', leave),
    listen('drop', drop),
    listen('dragend', end),
    listen('pointermove', proveOver),
    listen('pointerdown', end),
    listen('keydown', press),
    listen('blur', lose),
    uploads.subscribe(({ step }) => {
      if (step === 'asking') end()
    }),
    deletion.subscribe(({ asking }) => {
      if (asking.step === 'asking') end()
    }),
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
