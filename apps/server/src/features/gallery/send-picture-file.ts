import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachmentOf } from './file-name.ts'
import type { OpenedFile } from './open-file.ts'

/** The response for a file. `tag` distinguishes the formats of one picture. */
export type Representation = {
  type: string
  extension: string
  tag: string
  content: () => string | Promise<string | Buffer>
}

/** A picture that is opened directly is a document. It may use styles and nothing else. */
const fileHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
}

/** Sends a picture's file, cached as its privacy allows; 304 if the client already has it. */
export async function sendPictureFile(
  req: FastifyRequest,
  reply: FastifyReply,
  file: OpenedFile,
  { type, extension, tag, content }: Representation,
): Promise<FastifyReply> {
  const { picture } = file
  const isDownload = file.by === 'download'
  // A picture never changes, so its id says whether the client's copy is current.
  const etag = `"${picture.id}${tag}"`
  const isKnown = !isDownload && req.headers['if-none-match']?.includes(etag)
  // Caching headers are set only after the file was made, not on an error.
  const body = isKnown ? undefined : await content()
  reply.headers({ ...fileHeaders, 'content-type': type, 'cache-control': cachingOf(file) })
  // Pages of every site may show public files and files with a signed link.
  if (file.by !== 'owner') reply.header('cross-origin-resource-policy', 'cross-origin')
  if (!isDownload) reply.header('etag', etag)
  else if (!reply.hasHeader('content-disposition'))
    reply.header('content-disposition', attachmentOf(picture, extension))
  return isKnown ? reply.code(304).send() : reply.send(body)
}

/**
 * Caching. A browser keeps a public picture that it has shown, even when the picture is later deleted or made
 * private: that cannot be undone. Shared caches revalidate after a minute, so that they stop showing it to
 * others. A browser keeps a file with a signed link until the link expires.
 */
function cachingOf(file: OpenedFile): string {
  if (file.by === 'everybody') return 'public, max-age=31536000, s-maxage=60, immutable'
  if (file.by === 'link') return `private, max-age=${file.secondsLeft}, immutable`
  return 'private, no-store'
}
