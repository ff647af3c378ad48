import { join } from 'node:path'
import { Client as McpClient, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { makeKey } from '../../../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../../../test/harness/command-line.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { textOf } from '../../../../../test/harness/mcp-client.ts'
import { createMcpFixtures } from '../../../../../test/harness/mcp-fixtures.ts'

const [api, other] = await (async () => {
  const first = keepForSuite(await startTestApi({}, { worker: false, instances: true }, createMcpFixtures()))
  const shared = { DATABASE_URL: first.database.url }
  return [
    first,
    keepForSuite(await startTestApi(shared, { worker: false, instances: true }, createMcpFixtures())),
  ]
})()
const [user, stranger] = [await api.signUp(), await api.signUp()]
const [{ key }, { key: strangersKey }] = [await makeKey(user.client), await makeKey(stranger.client)]

const post = (url: string, given: string, headers: Headers, body: unknown) => {
  headers.set('authorization', `Bearer ${given}`)
  return fetch(`${url}/mcp`, { method: 'POST', headers, body: body as string })
}

type Passing = (body: string, headers: Headers) => Promise<Response>

/** A client of the revision 2025-11-25 whose responses to the server go another way than its requests. */
async function connect(respond: Passing, capabilities: object = { elicitation: {} }): Promise<McpClient> {
  const client = new McpClient(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: 'legacy' }, capabilities },
  )
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', api.url), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
    fetch: (url, init) => {
      const body = String(init?.body)
      if (init?.method !== 'POST' || 'method' in (JSON.parse(body) as object)) return fetch(url, init)
      return respond(body, new Headers(init.headers))
    },
  })
  await client.connect(transport)
  keep({ [Symbol.asyncDispose]: () => client.close() })
  return client
}

const answer = (name: string) => async () => ({ action: 'accept' as const, content: { username: name } })
const tool = { name: 'test_elicitation', arguments: { message: 'Who?' } }

describe('a tool that asks an older client in the middle of a call', () => {
  it('gets the response that another instance receives, from each of several calls at once', async () => {
    const client = await connect((body, headers) => post(other.url, key, headers, body))
    let count = 0
    client.setRequestHandler('elicitation/create', async () => {
      count += 1
      return answer(`user ${count}`)()
    })
    const results = await Promise.all([1, 2, 3].map(() => client.callTool(tool)))
    const texts = results.map(textOf).sort()
    expect(texts).toEqual(
      [1, 2, 3].map((at) => `User response: action=accept, content={"username":"user ${at}"}`),
    )
  })

  it('takes no response from another account', async () => {
    const client = await connect(async (body, headers) => {
      const forged = body.replace('the owner', 'a stranger')
      expect(forged).not.toBe(body)
      for (const { url } of [api, other])
        expect((await post(url, strangersKey, new Headers(headers), forged)).status).toBe(202)
      return post(api.url, key, headers, body)
    })
    client.setRequestHandler('elicitation/create', answer('the owner'))
    expect(textOf(await client.callTool(tool))).toContain('the owner')
  })

  it('fails when the client has not said that it can answer', async () => {
    const client = await connect((body, headers) => post(api.url, key, headers, body), {})
    const result = await client.callTool(tool)
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toContain('did not declare the required capability')
  })

  it('asks a client of the transport "stdio" through the command line', async () => {
    const folder = keep(await createTestFolder())
    const client = new McpClient(
      { name: 'test', version: '1.0.0' },
      { versionNegotiation: { mode: 'legacy' }, capabilities: { elicitation: {} } },
    )
    client.setRequestHandler('elicitation/create', answer('at a desk'))
    const program = join(import.meta.dirname, '../../../../../dist/bin/chatsvg.js')
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [program, 'mcp', '--url', api.url],
        env: { CHATSVG_KEY: key, HOME: folder.path },
      }),
    )
    keep({ [Symbol.asyncDispose]: () => client.close() })
    expect(textOf(await client.callTool(tool))).toContain('at a desk')
  })
})

it('the command line answers what was asked before its input ended', async () => {
  const { run } = keep(await openCommandLine({ CHATSVG_URL: api.url, CHATSVG_KEY: key }))
  const ask = (id: number, name: string) =>
    JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: {} } })
  const { status, output } = await run(['mcp'], {
    input: `${ask(1, 'test_simple_text')}\n${ask(2, 'list_styles')}\n`,
  })
  expect(status).toBe(0)
  const answers = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; result?: object })
  expect(answers.map(({ id }) => id).sort()).toEqual([1, 2])
  for (const { result } of answers) expect(result).toMatchObject({ content: [{ type: 'text' }] })
})
