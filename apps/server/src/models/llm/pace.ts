/**
 * Decides when streams are read. Vendors send an answer in more than a thousand small packets, and a small
 * read costs as much as a large one. So a stream that sends often is read at most once in an interval, and
 * the kernel buffers data in between. All streams that share a pace are read in the same turn of the event
 * loop.
 */
export type Pace = {
  /** One for each stream. */
  open(): StreamPace
}

export type StreamPace = {
  /**
   * Resolves when the stream may be read again: immediately if it had few reads recently, or if the last read
   * was large.
   *
   * @param bytes the size of the last read.
   */
  next(bytes: number): Promise<void>
}

/** Users do not notice this delay, and the interval of previews is longer. */
const usualIntervalMs = 125
/** Number of reads without a delay, so that short answers and the beginnings of long ones are not delayed. */
const burstMax = 8
/** A stream that has this many bytes in one read does not consist of small packets. */
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
