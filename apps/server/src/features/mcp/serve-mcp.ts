import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../platform/log/index.ts'
import type { RealtimeBus } from '../../platform/realtime/index.ts'
import type { Following } from '../following/index.ts'
import { waits } from './answer-jobs.ts'
import { createClientRequests, sessionFor } from './client-requests.ts'
import { createDrawingTools, type DrawingToolsDeps } from './drawing-tools.ts'
import { addEditLanguage } from './edit-language.ts'
import { createJobTasks, type JobTasksDeps } from './job-tasks.ts'
import { addPictures, type PicturesDeps } from './pictures.ts'
import { addPreviewApp } from './preview-app.ts'
import { createReadingTools, type ReadingToolsDeps } from './reading-tools.ts'
import { asksForTasks, tellTasks, withoutFilters } from './task-notifications.ts'
import { addTasks, declaresTasksIn, type McpAddition, tasksRequired } from './tasks.ts'
import { addTools, type Call } from './tool.ts'

export type McpDeps = DrawingToolsDeps &
  ReadingToolsDeps &
  JobTasksDeps &
  PicturesDeps & {
    openStream: Following['openStream']
    /** Carries the responses of clients to the process that has asked. */
    bus: RealtimeBus
    log: Log
    /** Of the service. */
    version: string
    /** Where clients learn how to sign in (RFC 9728). */
    metadataUrl: () => string
    /** For tests of the protocol. */
    addition?: McpAddition | undefined
  }

/** Longer than the longest wait of a tool. */
const silenceMs = waits.withProgressMs + 30_000

const instructions = [
  'chatSVG draws SVG pictures from sentences. draw_svg makes one picture or variations, make_set makes matching ones, edit_svg changes one.',
  'Ask list_styles for the styles, and quote for the price before large requests. Give an idempotencyKey to requests that may be repeated: a repeated request is not charged again.',
  'A picture that takes long is answered with the id of its job; get_picture takes that id as well.',
].join('\n')

/** Tools stay the same while a process runs, and nobody is told about new pictures. */
const capabilities = { tools: { listChanged: false }, resources: { listChanged: false } }

/**
 * Serves messages of the protocol. Every request gets its own server object, so no session is needed and any
 * instance can answer any request.
 */
export function openMcp(deps: McpDeps): (req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const { authentication, openStream, log, addition } = deps
  const requests = createClientRequests(deps.bus)
  const tools = [...createDrawingTools(deps), ...createReadingTools(deps)]
  const handler = createMcpHandler(
    ({ era, authInfo, requestInfo }) => {
      const call = authInfo?.extra as Call
      const server = new McpServer(
        { name: 'chatsvg', title: 'chatSVG', version: deps.version },
        { instructions, capabilities, ...addition?.options },
      )
      addTools(server, { authentication, call, era }, tools)
      addPictures(server, deps, call)
      addEditLanguage(server)
      addPreviewApp(server)
      const added = addition?.addTo(server, era) ?? []
      if (era === 'modern') addTasks(server, [createJobTasks(deps, call), ...added])
      else if (requestInfo)
        requests.attach(server, { sessionId: call.caller.sessionId, headers: requestInfo.headers })
      return server
    },
    { onerror: (err) => log.debug({ err }, 'a message of the Model Context Protocol was refused') },
  )

  return async (req, reply) => {
    // Removed from the protocol in 2025, and one request could contain any number of calls.
    if (Array.isArray(req.body)) return reply.code(400).send(batchRefused)
    req.raw.setTimeout(silenceMs)
    const caller = authentication.callerOf(req)
    const call: Call = { req, reply, caller }
    const signal = isListen(req.body) ? openStream(caller, reply.raw) : signalOf(reply)
    const toTasks = asksForTasks(req.body) ? req.body : undefined
    if (toTasks && !declaresTasksIn(toTasks)) return reply.code(400).send(refuseTasks(toTasks.id))
    const response = await handler.fetch(asWebRequest(req, signal), {
      parsedBody: toTasks ? withoutFilters(toTasks) : req.body,
      authInfo: { token: '', clientId: caller.sessionId, scopes: [], extra: call },
    })
    if (toTasks && isStream(response)) {
      const stream = tellTasks(createJobTasks(deps, call), toTasks, await response.text())
      return send(reply, response, stream)
    }
    if (response.status === 202) requests.passOn(req.body, caller.sessionId)
    const session = response.ok ? sessionFor(req.body) : undefined
    if (session !== undefined) reply.header('mcp-session-id', session)
    return send(reply, response)
  }
}

const batchRefused = {
  jsonrpc: '2.0',
  error: { code: -32_600, message: 'Send one message for each request' },
  id: null,
}

function refuseTasks(id: string | number) {
  const { code, message, data } = tasksRequired()
  return { jsonrpc: '2.0', id, error: { code, message, data } }
}

/** A stream that stays open until the client closes it. */
const isListen = (body: unknown) =>
  typeof body === 'object' && body !== null && 'method' in body && body.method === 'subscriptions/listen'

function signalOf({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController()
  raw.once('close', () => closed.abort())
  return closed.signal
}

/** The body is passed separately. The address only has to be one. */
function asWebRequest({ method, headers: given }: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) if (value !== undefined) headers.set(name, String(value))
  return new Request('http://localhost/mcp', { method, headers, signal })
}

const isStream = ({ headers }: Response) =>
  headers.get('content-type')?.startsWith('text/event-stream') === true

async function send(
  reply: FastifyReply,
  response: Response,
  body = response.body && Readable.fromWeb(response.body as ReadableStream),
): Promise<FastifyReply> {
  reply.code(response.status)
  for (const [name, value] of response.headers) reply.header(name, value)
  // Asks nginx, and proxies that know the header, not to buffer.
  if (isStream(response)) reply.header('x-accel-buffering', 'no')
  return reply.send(body)
}
