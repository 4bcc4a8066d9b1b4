import { createElement, useEffect, useSyncExternalStore, type ComponentType } from 'react'

type Props<Component> = Component extends ComponentType<infer Value> ? Value : never

/** How long a preload may wait for the window to be idle, milliseconds. */
const idleTimeoutMs = 300

/** Runs once nothing else has to be done, so that it does not delay what the user sees or types. */
function whenIdle(work: () => void): void {
  requestIdleCallback(work, { timeout: idleTimeoutMs })
}

/** The components of one chunk, which is not part of the code that the window needs for its first screen. */
export class DeferredChunk<Components extends object> {
  private components: Components | null = null
  private loading: Promise<void> | null = null
  private readonly listeners = new Set<() => void>()

  constructor(private readonly importChunk: () => Promise<Components>) {}

  /** Loads the chunk, unless it is loaded. A failed load is repeated by the next call. */
  load(): Promise<void> {
    this.loading ??= this.importChunk()
      .then((components) => {
        this.components = components
        for (const listener of this.listeners) listener()
      })
      .catch((error: unknown) => {
        this.loading = null
        throw error
      })
    return this.loading
  }

  preload(): void {
    if (this.loading === null) whenIdle(() => void this.load().catch(() => undefined))
  }

  /** A component of the chunk. Renders nothing until it is loaded, which begins at once; after a preload it renders directly. */
  screen<Name extends keyof Components>(name: Name): ComponentType<Props<Components[Name]>> {
    return this.wrap(name, () => void this.load())
  }

  /** Like `screen`, for a dialog that is mounted closed: the chunk is loaded once the window is idle. */
  dialog<Name extends keyof Components>(name: Name): ComponentType<Props<Components[Name]>> {
    return this.wrap(name, () => this.preload())
  }

  private wrap<Name extends keyof Components>(
    name: Name,
    load: () => void,
  ): ComponentType<Props<Components[Name]>> {
    const subscribe = (listener: () => void): (() => void) => {
      this.listeners.add(listener)
      return () => this.listeners.delete(listener)
    }
    const find = (): Components[Name] | null => this.components?.[name] ?? null
    return function Deferred(props) {
      const Loaded = useSyncExternalStore(subscribe, find)
      useEffect(load, [])
      // The type of a component cannot be derived from an indexed access.
      return Loaded === null ? null : createElement(Loaded as ComponentType<object>, props as object)
    }
  }
}
