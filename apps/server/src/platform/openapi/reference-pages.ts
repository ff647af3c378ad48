import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { rememberFor } from '../async/index.ts'
import type { App } from '../http/index.ts'
import type { DocumentVersion, ReadDocument } from './collect-operations.ts'
import { operation } from './operation.ts'
import { referenceStyle } from './reference-style.ts'

const tags: [string] = ['Service']
const requestHeaders = { 'If-None-Match': Type.String({ description: 'the ETag of an earlier answer' }) }
const headers = { ETag: 'of this version', 'Cache-Control': 'public, max-age=0, must-revalidate' }
const unchanged = { description: 'The client has it already.', headers: { ETag: headers.ETag } }

const documentOperation = (version: DocumentVersion, summary: string) =>
  operation({
    tags,
    summary,
    access: 'visitor',
    requestHeaders,
    answers: {
      200: {
        description: `OpenAPI ${version}.`,
        headers,
        content: {
          'application/json': Type.Object({
            openapi: Type.String({ pattern: `^${version.replace('.', '\\.')}\\.` }),
          }),
        },
      },
      304: unchanged,
    },
  })

const pageOperation = operation({
  tags,
  summary: 'This document, for people',
  access: 'visitor',
  requestHeaders,
  answers: {
    200: { description: 'A page without scripts.', headers, content: { 'text/html': Type.String() } },
    304: unchanged,
  },
})

/** The page contains its style and loads nothing: no script, no font, no image, no form. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(referenceStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

type Text = { text: string; etag: string }

/**
 * The document at /openapi.json and /openapi-3.2.json, and its page at /docs. All are built at the first
 * request and cached.
 */
export function referencePages(readDocument: ReadDocument) {
  const json = once(async () => JSON.stringify(await readDocument('3.1')))
  const withEvents = once(async () => JSON.stringify(await readDocument('3.2')))
  const page = once(async () => {
    const { renderReference } = await import('./render-reference.ts')
    return renderReference(await readDocument('3.1'))
  })

  return (app: App): void => {
    const jsonType = 'application/json; charset=utf-8'
    app.get('/openapi.json', { schema: documentOperation('3.1', 'This document') }, async (req, reply) =>
      send(req, reply, await json(), jsonType),
    )
    app.get(
      '/openapi-3.2.json',
      { schema: documentOperation('3.2', 'This document, with the events of streams') },
      async (req, reply) => send(req, reply, await withEvents(), jsonType),
    )
    app.get('/docs', { schema: pageOperation }, async (req, reply) =>
      send(req, reply.header('content-security-policy', policy), await page(), 'text/html; charset=utf-8'),
    )
  }
}

function send(req: FastifyRequest, reply: FastifyReply, { text, etag }: Text, type: string): FastifyReply {
  reply.headers({ etag, 'cache-control': 'public, max-age=0, must-revalidate' })
  if (req.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
  return reply.header('content-type', type).send(text)
}

const once = (write: () => Promise<string>): (() => Promise<Text>) =>
  rememberFor(Number.POSITIVE_INFINITY, async () => {
    const text = await write()
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
  })
