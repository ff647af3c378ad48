/**
 * Decides when streams are read. Vendors send an answer in a thousand and more small packets, and each read
 * costs as much as a large one. So a stream that sends often is read at most once in an interval, and the
 * system keeps what arrives in between. All streams that share a pace are read in the same turn of the event
 * loop.
 */
export type Pace = {
  /** One for each stream. */
  open(): StreamPace
}

export type StreamPace = {
  /**
   * Resolves when the stream may be read again: at once if it was not read often lately, or if the last read
   * brought much.
   *
   * @param bytes what the last read brought.
   */
  next(bytes: number): Promise<void>
}

/** Less than anybody notices, and short beside the interval of previews. */
const usualIntervalMs = 100
/** Reads without a wait, so that a short answer, and the beginning of a long one, are not delayed. */
const burstMax = 8
/** A stream that brings this much in one read is not made of small packets. */
const muchBytes = 16 * 1024

export function createPace(intervalMs = usualIntervalMs): Pace {
  const waiting: (() => void)[] = []

  function resumeAll(): void {
    for (const resume of waiting.splice(0)) resume()
  }

  function nextTurn(): Promise<void> {
    if (waiting.length === 0) setTimeout(resumeAll, intervalMs)
    return new Promise((resolve) => waiting.push(resolve))
  }

  return {
    open() {
      let allowed = burstMax
      let countedAtMs = performance.now()
      return {
        async next(bytes) {
          if (bytes >= muchBytes) return
          const nowMs = performance.now()
          allowed = Math.min(burstMax, allowed + (nowMs - countedAtMs) / intervalMs)
          countedAtMs = nowMs
          if (allowed < 1) await nextTurn()
          allowed -= 1
        },
      }
    },
  }
}
