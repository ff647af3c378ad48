import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { keep } from './keep.ts'

export type Era = 'legacy' | 'modern'

export const tasksExtension = 'io.modelcontextprotocol/tasks'

/** The protocol's own client, connected to an instance with an API key until the end of the test. */
export async function connectMcp(
  url: string,
  key: string,
  era: Era = 'modern',
  takesTasks = false,
): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
      capabilities: takesTasks ? { extensions: { [tasksExtension]: {} } } : {},
    },
  )
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }))
  keep({ [Symbol.asyncDispose]: () => client.close() })
  return client
}

export type RawAnswer = {
  status: number
  headers: Headers
  /** The last message of the answer, or the problem. */
  body: {
    code?: string
    result?: Record<string, unknown>
    error?: { code: number; message: string; data?: unknown }
  }
}

/**
 * One request of the revision 2026-07-28, as it is on the wire: for tasks, which the client does not know.
 */
export async function callMcp(
  url: string,
  key: string | undefined,
  { method, params = {} }: { method: string; params?: Record<string, unknown> },
  { takesTasks = true, headers = {} }: { takesTasks?: boolean; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  const capabilities = takesTasks ? { extensions: { [tasksExtension]: {} } } : {}
  const name = params.name ?? params.uri ?? params.taskId
  const response = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' && { 'mcp-name': name }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: {
        ...params,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
          'io.modelcontextprotocol/clientCapabilities': capabilities,
        },
      },
    }),
  })
  const text = await response.text()
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const json = isStream
    ? (text
        .match(/^data: (.+)$/gm)
        ?.at(-1)
        ?.slice(6) ?? 'null')
    : text
  return { status: response.status, headers: response.headers, body: JSON.parse(json) }
}

/** The text of a tool's result. */
export const textOf = (result: { content?: unknown }): string =>
  (result.content as { type: string; text?: string }[]).flatMap(({ text }) => text ?? []).join('\n')
