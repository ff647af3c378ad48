import type { BenchDatabase } from '../../bench/stage.ts'
import { Client } from '../harness/client.ts'
import { hangPictures } from '../web/gallery-seed.ts'

/** More than the service's cache, which is 32 MiB. */
const bytesWanted = 36 * 1024 * 1024
/** A side of the largest, in pixels: a megabyte of noise. */
const largestPx = 512
const triesMax = 120
/** Content that PNG cannot compress. */
const noise =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><filter id="n"><feTurbulence baseFrequency="9"/></filter><rect width="9" height="9" filter="url(#n)"/></svg>'

/**
 * Requests PNGs until the service's cache is full: from then on a new PNG replaces another.
 *
 * @throws Error when the pictures do not arrive.
 */
export async function fillPngCache(url: string, database: BenchDatabase): Promise<void> {
  const client = new Client(url)
  const { id: userId } = await client.register()
  // Older than the visitors' pictures, so that they do not see it.
  const [id = ''] = await hangPictures({ database }, { userId, count: 1, svg: noise, ageSeconds: 10_000_000 })
  let bytes = 0
  for (let size = largestPx; bytes < bytesWanted; size -= 1) {
    const { status, headers } = await client.get(`/svg/${id}/file.png?size=${size}`)
    if (status === 200) bytes += Number(headers.get('content-length'))
    // Some take too long on a busy machine.
    if (size < largestPx - triesMax)
      throw new Error(`no PNGs to fill the cache with: ${bytes} bytes, and ${status}`)
  }
}
