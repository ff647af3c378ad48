import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { AppError } from '../../platform/errors/index.ts'
import { type RenderPng, renderOrNone } from '../gallery/index.ts'
import { exportsLimited } from './errors.ts'
import { exportLimits, retryAfterSeconds } from './limits.ts'
import { type ArchiveFile, writeArchive } from './write-archive.ts'

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
    const archive = Readable.from(writeArchive(files))
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

/** A picture as `svg/*.svg` and, if it can be rendered, `png/*.png`. @param file a unique name. */
export async function* listPictureFiles(
  render: RenderPng,
  { file, svg }: { file: string; svg: string },
  client: string,
): AsyncGenerator<ArchiveFile> {
  yield { path: `svg/${file}.svg`, content: [svg] }
  const png = await renderOrNone(render, svg, client)
  if (png) yield { path: `png/${file}.png`, content: [png], isCompressed: true }
}
