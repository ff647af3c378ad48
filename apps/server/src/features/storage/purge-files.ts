import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { endPurges, takePurges } from './purge-store.ts'

export type PurgeFilesDeps = {
  db: Db
  /** Where to send the request. */
  purgeUrl: string
  /** For `Authorization: Bearer`. */
  token: string | undefined
  /** All URLs of a picture's file that a CDN may have. */
  urlsOf: (pictureId: string) => string[]
  log: Log
}

/** Cloudflare takes 30 URLs in a request, and a picture has at most two. */
const picturesMax = 15
const answerMs = 10_000

/**
 * Asks the CDN to forget the files of pictures that were deleted or made private: POST `{"files": [url,
 * ...]}`, which any 2xx answers. What fails is repeated, with delays of up to ten minutes, until it succeeds.
 * Safe to run twice, also in parallel.
 *
 * @returns how many pictures were purged.
 */
export async function purgeFiles(deps: PurgeFilesDeps, signal: AbortSignal): Promise<number> {
  const { db, urlsOf, log } = deps
  let purged = 0
  for (;;) {
    signal.throwIfAborted()
    const due = await takePurges(db, picturesMax)
    if (due.length === 0) return purged
    const files = due.flatMap(({ pictureId }) => urlsOf(pictureId))
    const status = await post(deps, files).catch((err: unknown) => err)
    if (typeof status !== 'number' || status < 200 || status > 299) {
      const failure = typeof status === 'number' ? { status } : { err: status }
      log.error({ ...failure, files: files.length }, 'the CDN did not purge files, it will be asked again')
      return purged
    }
    await endPurges(db, due)
    purged += due.length
  }
}

async function post({ purgeUrl, token }: PurgeFilesDeps, files: string[]): Promise<number> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(new Error('the CDN did not answer')), answerMs)
  try {
    const answer = await fetch(purgeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ files }),
      signal: ending.signal,
      redirect: 'error',
    })
    await answer.body?.cancel()
    return answer.status
  } finally {
    clearTimeout(timer)
  }
}
