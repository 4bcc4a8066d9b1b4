/** A map that drops its oldest entry when it exceeds its size. Setting an entry again makes it the newest. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  /** `maxSize`: the maximum number of entries. */
  constructor(private readonly maxSize: number) {
    super()
  }

  override set(key: Key, value: Value): this {
    this.delete(key)
    super.set(key, value)
    for (const oldest of this.keys()) {
      if (this.size <= this.maxSize) break
      this.delete(oldest)
    }
    return this
  }
}
