import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Client as McpClient } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, it } from 'vitest'
import { makeKey } from '../harness/api-key.ts'
import { Client } from '../harness/client.ts'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { callMcp, connectMcp, textOf } from '../harness/mcp-client.ts'
import { answerWith, createGate, smallPicture } from '../harness/scripted-model.ts'
import { openScriptedShare } from '../harness/scripted-processes.ts'
import { type Environment, runProgram, startService } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

const ask = { prompt: 'a blue circle, quite round', style: 'flat' }

async function startAll(others: Environment = {}) {
  const { database, model, environment } = await openScriptedShare(others)
  const start = async (name: 'api' | 'worker') => keep(await startService(name, environment))
  const [api, other] = [await start('api'), await start('api')]
  await start('worker')
  const owner = new Client(other.url)
  await owner.register()
  return { database, model, api, other, owner }
}

/** An answer that stops in the middle until the gate opens. */
const stopAt = (opened: Promise<void>) => ({
  kind: 'stream' as const,
  steps: [smallPicture.slice(0, 90), opened, smallPicture.slice(90)],
})

it('an instance that is killed while it streams loses nothing: another one has the result', async () => {
  const { database, model, api, other, owner } = await startAll()
  const { key } = await makeKey(owner)
  const [mcp, elsewhere] = [await connectMcp(api.url, key), await connectMcp(other.url, key)]
  const gate = createGate()
  model.respondWith(answerWith(smallPicture), stopAt(gate.opened), answerWith(smallPicture))

  // All of it works on real processes, as the first use.
  const drawn = await mcp.callTool({ name: 'draw_svg', arguments: ask })
  expect(drawn.content).toMatchObject([{ type: 'text' }, { type: 'resource' }, { type: 'image' }])

  const messages: string[] = []
  const streamed = mcp.callTool(
    { name: 'draw_svg', arguments: { ...ask, idempotencyKey: 'one picture' } },
    { onprogress: ({ message = '' }) => messages.push(message) },
  )
  const broken = expect(streamed).rejects.toThrow()
  await model.received(2)
  const jobId = await waitFor('the first progress', () => messages[0]?.slice('Drawing '.length))
  const task = { method: 'tasks/get', params: { taskId: jobId } }
  expect((await callMcp(api.url, key, task)).body.result).toMatchObject({ status: 'working' })

  await api.kill('SIGKILL')
  await mcp.close()
  await broken
  expect((await callMcp(other.url, key, task)).body.result).toMatchObject({ status: 'working' })
  gate.open()
  const ended = await waitFor('the task to be completed', async () => {
    const { result } = (await callMcp(other.url, key, task)).body
    return result?.status === 'completed' && result
  })
  expect(ended).toMatchObject({ result: { structuredContent: { id: jobId, pictures: [ask] } } })
  // The same by a repeated call, and by the id of the job, for clients without tasks.
  const repeated = await elsewhere.callTool({
    name: 'draw_svg',
    arguments: { ...ask, idempotencyKey: 'one picture' },
  })
  const got = await elsewhere.callTool({ name: 'get_picture', arguments: { id: jobId } })
  expect(repeated.structuredContent).toEqual(got.structuredContent)
  expect(((await owner.get('/auth/current-user')).body as { credits: number }).credits).toBe(8)
  expect(await findLedgerViolations(database.pool)).toEqual([])
})

it('a key that is revoked on another instance in the middle of a job gets no more answers', async () => {
  const { database, model, api, owner } = await startAll()
  const { id, key } = await makeKey(owner)
  const mcp = await connectMcp(api.url, key)
  const gate = createGate()
  model.respondWith(stopAt(gate.opened))
  const drawing = mcp.callTool({ name: 'draw_svg', arguments: ask }, { onprogress: () => undefined })
  await model.received(1)
  expect((await owner.delete(`/user/api-keys/${id}`)).status).toBe(200)
  // The tool ends although the job goes on.
  const result = await drawing
  expect([result.isError, textOf(result)]).toEqual([true, expect.stringContaining('invalid_token')])
  await expect(mcp.callTool({ name: 'list_styles', arguments: {} })).rejects.toThrow()
  const refused = await callMcp(api.url, key, { method: 'tools/list' })
  expect([refused.status, refused.body.code]).toEqual([401, 'revoked_api_key'])
  gate.open()
  await waitFor('the job to be finished', async () => {
    const { rows } = await database.pool.query("select 1 from generation_jobs where status = 'SUCCEEDED'")
    return rows.length === 1
  })
  expect(await findLedgerViolations(database.pool)).toEqual([])
})

it('the command line connects a client that starts programs to an instance', async () => {
  const { api, owner } = await startAll()
  const { key } = await makeKey(owner)
  for (const mode of ['legacy', 'auto'] as const) {
    const mcp = await connectProgram({ CHATSVG_URL: api.url, CHATSVG_KEY: key }, mode)
    expect((await mcp.listTools()).tools.map(({ name }) => name)).toContain('draw_svg')
    const told: number[] = []
    const drawn = await mcp.callTool(
      { name: 'draw_svg', arguments: { ...ask, model: 'composer' } },
      { onprogress: ({ progress }) => told.push(progress) },
    )
    expect(drawn.content).toMatchObject([{ type: 'text' }, { type: 'resource' }, { type: 'image' }])
    expect(told.at(-1)).toBe(100)
  }
  const wrong = connectProgram({ CHATSVG_URL: api.url, CHATSVG_KEY: `${key}x` }, 'legacy')
  await expect(wrong).rejects.toThrow('malformed_api_key')
  const nowhere = connectProgram({ CHATSVG_URL: 'http://127.0.0.1:9', CHATSVG_KEY: key }, 'legacy')
  await expect(nowhere).rejects.toThrow('cannot be reached')
  const { code, output } = await runProgram('chatsvg', ['mcp'], { CHATSVG_URL: api.url })
  expect([code, output]).toEqual([2, expect.stringContaining('CHATSVG_KEY')])
})

it('the code is loaded at the first request', async () => {
  const folder = keep(await createTestFolder())
  const file = join(folder.path, 'loaded')
  const { owner, url } = await startAll({
    LOADED_MODULES: file,
    NODE_OPTIONS: `--import ${join(import.meta.dirname, '../harness/list-modules.mjs')}`,
  }).then(({ owner, api }) => ({ owner, url: api.url }))
  const { key } = await makeKey(owner)
  const listLoaded = async () => {
    const urls = (await readFile(file, 'utf8')).split('\n')
    return urls.map((url) => basename(url)).filter((name) => name.startsWith('serve-mcp'))
  }
  expect(await listLoaded()).toEqual([])
  await (await connectMcp(url, key)).listTools()
  expect(await listLoaded()).not.toEqual([])
})

async function connectProgram(env: Record<string, string>, mode: 'legacy' | 'auto') {
  const mcp = new McpClient({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } })
  const args = [join(import.meta.dirname, '../../dist/bin/chatsvg.js'), 'mcp']
  await mcp.connect(new StdioClientTransport({ command: process.execPath, args, env }))
  keep({ [Symbol.asyncDispose]: () => mcp.close() })
  return mcp
}
