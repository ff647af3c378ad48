import type { JobUpdate, PublishGenerationEvent } from './events.ts'

/** Tells the owner's sockets how a job ended, after the commit. */
export type AnnounceEnd = (
  /** `ageMs`: since the job was accepted, by one clock. */
  job: { userId: string; ageMs: number },
  update: JobUpdate,
) => void

const earlyMs = 3_000

/**
 * Clients may start to listen only once they have the 202. So the end of a job that ends within three seconds
 * of its acceptance is told again when these are over. Disposing tells at once what is still to be repeated.
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
