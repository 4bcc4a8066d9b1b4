type Listener<Payload> = (payload: Payload) => void

/** Typed events. Listeners are called synchronously, in the order in which they were added. */
export class Emitter<Events extends object> {
  private readonly listeners: { [Name in keyof Events]?: Set<Listener<Events[Name]>> } = {}

  /** Returns the function that removes the listener. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners: Set<Listener<Events[Name]>> = this.listeners[name] ?? new Set()
    this.listeners[name] = listeners
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    // A copy, so that a listener may remove itself or add another one.
    for (const listener of [...(this.listeners[name] ?? [])]) listener(payload)
  }
}
