import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SiteFile } from './read-site.ts'

export type PageHeaders = Record<string, string>

/** A file whose name contains a hash of its content is cached for ever; others are revalidated. */
const cacheOf = (isHashed: boolean) => (isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')

/** Sends a file in the best encoding that the client accepts; 304 if the client has it. */
export function sendFile(
  req: FastifyRequest,
  reply: FastifyReply,
  file: SiteFile,
  { isHashed }: { isHashed: boolean },
): FastifyReply {
  return send(req, reply.header('cache-control', cacheOf(isHashed)), file)
}

/** Sends the page with the status and the headers of the path, including its Content-Security-Policy. */
export function sendPage(
  req: FastifyRequest,
  reply: FastifyReply,
  page: SiteFile,
  status: 200 | 404,
  headers: PageHeaders,
): FastifyReply {
  return send(req, reply.code(status).headers(headers).header('cache-control', cacheOf(false)), page)
}

function send(req: FastifyRequest, reply: FastifyReply, file: SiteFile): FastifyReply {
  reply.headers({ 'content-type': file.type, etag: file.etag })
  // A cache must know which encoding of several was sent.
  if (file.brotli ?? file.gzip) reply.header('vary', 'accept-encoding')
  if (reply.statusCode === 200 && hasIt(req.headers['if-none-match'], file.etag))
    return reply.code(304).send()
  const accepted = acceptedEncodings(req.headers['accept-encoding'])
  if (file.brotli && accepted.has('br')) return reply.header('content-encoding', 'br').send(file.brotli)
  if (file.gzip && accepted.has('gzip')) return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.plain)
}

function hasIt(given: string | undefined, etag: string): boolean {
  return given?.split(',').some((one) => one.trim() === etag) ?? false
}

/** Encodings that are named and not refused by a weight of 0 (RFC 9110, section 12.5.3). */
function acceptedEncodings(header: string | string[] | undefined): Set<string> {
  const parts = String(header ?? '').split(',')
  return new Set(
    parts
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim().toLowerCase() ?? ''),
  )
}
