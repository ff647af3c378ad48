import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { AppError } from '../../platform/errors/index.ts'
import { type RenderPng, renderOrNone } from '../gallery/index.ts'
import { exportsLimited } from './errors.ts'
import { exportLimits, retryAfterSeconds } from './limits.ts'
import type { ArchiveFile } from './write-archive.ts'

/** @throws AppError `rate_limited` when too many archives of the user are being sent. */
export type SendArchive = (
  reply: FastifyReply,
  about: { userId: string; fileName: string },
  files: AsyncIterable<ArchiveFile>,
) => FastifyReply

/**
 * Sends archives as streams: each holds one picture in memory, and a slow reader delays only its own. All
 * routes share one sender, which counts the archives of a user.
 */
export function createArchiveSender(): SendArchive {
  const open = new Map<string, number>()
  return (reply, { userId, fileName }, files) => {
    const own = open.get(userId) ?? 0
    if (own >= exportLimits.archivesOfClientMax)
      throw new AppError(exportsLimited, { headers: { 'retry-after': retryAfterSeconds } })
    open.set(userId, own + 1)
    const archive = Readable.from(write(files))
    archive.once('close', () => {
      const left = (open.get(userId) ?? 1) - 1
      if (left > 0) open.set(userId, left)
      else open.delete(userId)
    })
    reply.headers({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    })
    return reply.send(archive)
  }
}

async function* write(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const { writeArchive } = await import('./write-archive.ts')
  yield* writeArchive(files)
}

/** The files of a picture. @param file a unique name. */
export type ListPictureFiles = (
  picture: { file: string; svg: string },
  client: string,
) => AsyncGenerator<ArchiveFile>

/**
 * Lists pictures of one archive, each as `svg/*.svg` and, if it can be rendered, `png/*.png`. A picture that
 * is too complex costs the renderer all of its time limit. When such pictures have taken `unrenderedMaxMs`,
 * the following pictures of the archive are listed without a PNG.
 */
export function createPictureLister(
  render: RenderPng,
  unrenderedMaxMs = exportLimits.unrenderedMaxMs,
): ListPictureFiles {
  let unrenderedMs = 0
  return async function* listPictureFiles({ file, svg }, client) {
    yield { path: `svg/${file}.svg`, content: [svg] }
    if (unrenderedMs >= unrenderedMaxMs) return
    const startedAtMs = performance.now()
    const png = await renderOrNone(render, svg, client)
    if (png) yield { path: `png/${file}.png`, content: [png], isCompressed: true }
    else unrenderedMs += performance.now() - startedAtMs
  }
}
