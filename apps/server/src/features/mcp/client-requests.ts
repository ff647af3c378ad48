import { randomUUID } from 'node:crypto'
import {
  type ClientCapabilities,
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type McpServer,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/server'
import { isUuid } from '../../platform/db/index.ts'
import type { RealtimeBus } from '../../platform/realtime/index.ts'

/**
 * Requests of a tool to its client in the middle of a call, in the revisions before 2026-07-28: the request
 * is part of the stream that answers the call, and the client posts its response as a message of its own.
 * Any process may receive the response, so it is passed on by the bus. Nothing is kept between calls: what
 * the client can answer is part of the id of its session.
 */
export type ClientRequests = {
  /** Lets the server object that answers a call ask its client. */
  attach(server: McpServer, call: OlderCall): void
  /** Passes on a response, from the caller with this session. Ignores other messages. */
  passOn(message: unknown, sessionId: string): void
}

/** `sessionId`: of the key or the app. `headers`: those of the request. */
export type OlderCall = { sessionId: string; headers: Headers }

type PassedResponse = { sessionId: string; message: JSONRPCMessage }

/** Ids that are not ours could name other rooms. */
const roomOf = (id: RequestId) => `mcp-response:${id}`

export function createClientRequests(bus: RealtimeBus): ClientRequests {
  return {
    attach(server, call) {
      const connect = server.connect.bind(server)
      server.connect = async (transport) => {
        await connect(transport)
        relayRequests(bus, transport, call.sessionId)
        await declareCapabilities(transport, call.headers)
      }
    },
    passOn(message, sessionId) {
      if (!isJSONRPCResponse(message) || !isUuid(`${message.id}`)) return
      const passed: PassedResponse = { sessionId, message }
      bus.publish({ room: roomOf(`${message.id}`), body: JSON.stringify(passed) })
    },
  }
}

/** Gives requests of a server object ids that are unique among all processes, and receives the responses. */
function relayRequests(bus: RealtimeBus, transport: Transport, sessionId: string): void {
  const send = transport.send.bind(transport)
  const { onclose } = transport
  const open = new Map<RequestId, { id: string; stop: () => void }>()
  let isClosed = false

  async function ask(id: string, original: RequestId): Promise<void> {
    const subscription = await bus.subscribe({
      receive({ room, body }) {
        if (room !== roomOf(id)) return
        const passed = JSON.parse(body) as PassedResponse
        if (passed.sessionId !== sessionId) return
        open.get(original)?.stop()
        transport.onmessage?.({ ...passed.message, id: original } as JSONRPCMessage)
      },
      // A response may have been lost. The request then ends with its time.
      recover() {},
    })
    const stop = () => {
      open.delete(original)
      void subscription[Symbol.asyncDispose]()
    }
    open.set(original, { id, stop })
    if (isClosed) stop()
    else await subscription.join(roomOf(id))
  }

  transport.send = async (message, options) => {
    if (isJSONRPCRequest(message)) {
      const id = randomUUID()
      await ask(id, message.id)
      return send({ ...message, id }, options)
    }
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      const cancelled = open.get(message.params?.requestId as RequestId)
      cancelled?.stop()
      if (cancelled)
        return send({ ...message, params: { ...message.params, requestId: cancelled.id } }, options)
    }
    return send(message, options)
  }
  transport.onclose = () => {
    isClosed = true
    for (const { stop } of [...open.values()]) stop()
    onclose?.()
  }
}

/** The requests that a client can answer. */
const answered = ['elicitation', 'roots', 'sampling'] as const
const capabilitiesCharsMax = 2_000

/**
 * The header of a session for a client that can answer requests; undefined for another message, and for a
 * client that answers none. Whoever changes the capabilities in it only says another thing about itself.
 */
export function sessionFor(body: unknown): string | undefined {
  if (!isInitializeRequest(body)) return undefined
  const { capabilities } = body.params
  const kept = Object.fromEntries(
    answered.flatMap((name) => (capabilities[name] ? [[name, capabilities[name]]] : [])),
  )
  const text = JSON.stringify(kept)
  if (text === '{}' || text.length > capabilitiesCharsMax) return undefined
  return `${randomUUID()}.${Buffer.from(text).toString('base64url')}`
}

function capabilitiesIn(session: string): ClientCapabilities | undefined {
  try {
    const [, text = ''] = session.split('.')
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as ClientCapabilities
  } catch {
    // Not one of ours, such as that of an earlier version.
    return undefined
  }
}

/** Tells a server object what its client said in another request. */
async function declareCapabilities(transport: Transport, headers: Headers): Promise<void> {
  const capabilities = capabilitiesIn(headers.get('mcp-session-id') ?? '')
  if (!capabilities) return
  const id = randomUUID()
  const { send } = transport
  await new Promise<void>((resolve) => {
    transport.send = async (message, options) => {
      if (!isJSONRPCResponse(message) || message.id !== id) return send(message, options)
      transport.send = send
      resolve()
    }
    const params = {
      protocolVersion: headers.get('mcp-protocol-version') ?? '2025-03-26',
      capabilities,
      clientInfo: { name: 'unknown', version: '0' },
    }
    transport.onmessage?.({ jsonrpc: '2.0', id, method: 'initialize', params })
  })
}
