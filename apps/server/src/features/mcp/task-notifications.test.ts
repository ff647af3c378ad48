import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { makeKey } from '../../../../../test/harness/api-key.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { callMcp } from '../../../../../test/harness/mcp-client.ts'
import { createGate, smallPicture, startScriptedModel } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

const model = keepForSuite(await startScriptedModel())
const scripted = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted', DEFAULT_MODEL: 'scripted' }
const api = keepForSuite(await startTestApi(scripted, { worker: true, instances: true }))
const other = keepForSuite(
  await startTestApi({ ...scripted, DATABASE_URL: api.database.url }, { worker: false, instances: true }),
)
const ask = { prompt: 'a blue circle, quite round', style: 'flat', model: 'scripted' }

type Message = {
  id?: unknown
  method?: string
  result?: object
  params?: {
    taskId?: string
    status?: string
    notifications?: object
    result?: { structuredContent?: object }
    _meta?: object
  }
}

async function signUp() {
  const { client } = await api.signUp()
  return { client, ...(await makeKey(client)) }
}

async function startTask(key: string, args: object = {}): Promise<string> {
  const params = { name: 'draw_svg', arguments: { ...ask, ...args } }
  const { body } = await callMcp(api.url, key, { method: 'tools/call', params })
  return body.result?.taskId as string
}

/** The messages of a subscription as they arrive, until the server ends it. */
async function listen(url: string, key: string, taskIds: string[], capabilities: object = withTasks) {
  const params = {
    notifications: { taskIds },
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': capabilities,
    },
  }
  const response = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'subscriptions/listen',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 'mine', method: 'subscriptions/listen', params }),
  })
  const messages: Message[] = []
  if (!response.ok)
    return { status: response.status, refusal: await response.json(), messages, ended: messages }
  const ended = (async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const [, data] = /^data: (.*)$/m.exec(event) ?? []
        if (data) messages.push(JSON.parse(data))
      }
    }
    return messages
  })()
  return { status: response.status, messages, ended }
}

const withTasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } }
const statusesOf = (messages: Message[], taskId: string) =>
  messages.flatMap(({ method, params }) =>
    method === 'notifications/tasks' && params?.taskId === taskId ? [params.status] : [],
  )

it('tells each change of the tasks of the caller at another instance, with their results, and ends after them', async () => {
  const { key } = await signUp()
  const strangers = await startTask((await signUp()).key, { model: 'composer' })
  const gate = createGate()
  model.respondWith({
    kind: 'stream',
    steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
  })
  const slow = await startTask(key)
  const quick = await startTask(key, { model: 'composer', prompt: 'a red fox', count: 2 })
  const { messages, ended } = await listen(other.url, key, [slow, quick, strangers, 'nothing'])
  await waitFor('the task of the composer', () => statusesOf(messages, quick).at(-1) === 'completed')
  expect(statusesOf(messages, slow)).toContain('working')
  expect(statusesOf(messages, slow)).not.toContain('completed')
  gate.open()
  const all = await ended
  const _meta = { 'io.modelcontextprotocol/subscriptionId': 'mine' }
  expect(all[0]).toMatchObject({
    method: 'notifications/subscriptions/acknowledged',
    params: { notifications: { taskIds: [slow, quick] }, _meta },
  })
  expect(all.at(-1)).toMatchObject({ id: 'mine', result: { resultType: 'complete', _meta } })
  expect(all.every(({ params, result }) => JSON.stringify(params ?? result).includes('mine'))).toBe(true)
  const last = all.findLast(({ params }) => params?.taskId === slow)
  expect(last?.params).toMatchObject({
    status: 'completed',
    result: { structuredContent: { id: slow } },
    _meta,
  })
  const { body } = await callMcp(other.url, key, { method: 'tasks/get', params: { taskId: slow } })
  expect(last?.params?.result).toEqual(body.result?.result)
  expect(statusesOf(all, strangers)).toEqual([])
})

it('needs the extension, and accepts no task that the key may not read', async () => {
  const { key, client } = await signUp()
  const taskId = await startTask(key, { model: 'composer' })
  const refused = await listen(api.url, key, [taskId], {})
  expect([
    refused.status,
    JSON.parse(await new Response(JSON.stringify(await refused.ended)).text()),
  ]).toEqual([400, []])
  const other = await makeKey(client, { scopes: ['edits'] })
  const { ended } = await listen(api.url, other.key, [taskId])
  expect((await ended).map(({ params }) => params?.notifications)).toEqual([{}, undefined])
})

it('ends when the key is revoked at another instance', async () => {
  const { key, id, client } = await signUp()
  const gate = createGate()
  model.respondWith({
    kind: 'stream',
    steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
  })
  const taskId = await startTask(key)
  const { messages, ended } = await listen(other.url, key, [taskId])
  await waitFor('the state of the task', () => statusesOf(messages, taskId).length > 0)
  expect((await client.delete(`/user/api-keys/${id}`)).status).toBeLessThan(300)
  expect(statusesOf(await ended, taskId)).not.toContain('completed')
  gate.open()
})
