export type WindowState = { consumed: number; resetAtMs: number }

/**
 * Fixed windows in memory, at most `keysMax` of them. All windows have the same length, so the map's order of
 * insertion is the order of expiry. Expired windows are at its beginning; when it is full, the one that would
 * expire first is removed.
 */
export class MemoryWindow {
  readonly #windows = new Map<string, WindowState>()
  readonly #windowMs: number
  readonly #keysMax: number

  constructor(windowMs: number, keysMax: number) {
    this.#windowMs = windowMs
    this.#keysMax = keysMax
  }

  get size(): number {
    return this.#windows.size
  }

  /** The state after one more use, which is not counted. */
  peek(key: string, nowMs: number): WindowState {
    const known = this.#windows.get(key)
    return known && known.resetAtMs > nowMs
      ? { ...known, consumed: known.consumed + 1 }
      : { consumed: 1, resetAtMs: nowMs + this.#windowMs }
  }

  consume(key: string, nowMs: number): WindowState {
    const known = this.#windows.get(key)
    if (known && known.resetAtMs > nowMs) {
      known.consumed += 1
      return known
    }
    this.#windows.delete(key)
    this.#makeRoom(nowMs)
    const fresh = { consumed: 1, resetAtMs: nowMs + this.#windowMs }
    this.#windows.set(key, fresh)
    return fresh
  }

  #makeRoom(nowMs: number): void {
    for (const [key, { resetAtMs }] of this.#windows) {
      if (resetAtMs > nowMs && this.#windows.size < this.#keysMax) return
      this.#windows.delete(key)
    }
  }
}
