import type { JobUpdate, PublishGenerationEvent } from './events.ts'

/** Publishes the end of a job to its owner's sockets, after the commit. */
export type AnnounceEnd = (
  /** `ageMs`: since the job was accepted, by one clock. */
  job: { userId: string; ageMs: number },
  update: JobUpdate,
) => void

const earlyMs = 3_000

/**
 * A client may subscribe only after it has the 202. So the end of a job that ends within three seconds of its
 * acceptance is published again after these three seconds. Disposing publishes the pending repetitions at
 * once.
 */
export function createAnnouncer(publish: PublishGenerationEvent): { announceEnd: AnnounceEnd } & Disposable {
  const repeats = new Map<NodeJS.Timeout, () => void>()
  return {
    announceEnd({ userId, ageMs }, update) {
      const tell = () => publish(userId, 'generation-job:update', update)
      tell()
      const waitMs = earlyMs - ageMs
      if (waitMs <= 0) return
      const timer = setTimeout(() => {
        repeats.delete(timer)
        tell()
      }, waitMs)
      repeats.set(timer, tell)
    },
    [Symbol.dispose]() {
      for (const [timer, tell] of repeats) {
        clearTimeout(timer)
        tell()
      }
      repeats.clear()
    },
  }
}
