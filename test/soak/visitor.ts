import { setTimeout as delay } from 'node:timers/promises'
import { pick } from '../../tools/random/index.ts'
import { namedDrawing } from '../chaos/model.ts'
import { type Answer, Client, testPassword } from '../harness/client.ts'
import { openEventStream } from '../harness/event-stream.ts'

/** A user with an account who uses all functions of the service in random order. */
export type Visitor = {
  /**
   * One random action. @throws Error for an answer that must not occur: a 500, or a refusal that randomness
   * does not explain.
   */
  act(): Promise<Act>
}

export type Act = keyof typeof weights

export type VisitorOptions = { url: string; random: () => number; nextTag: () => string }

/** Relative frequencies: about seven reads for each drawing. */
const weights = {
  browse: 20,
  search: 6,
  history: 6,
  'current user': 12,
  picture: 8,
  'SVG file': 12,
  PNG: 10,
  component: 3,
  draw: 5,
  'draw and wait': 2,
  'draw and follow': 2,
  'draw, follow and leave': 1,
  'draw and cancel': 1,
  socket: 2,
  'make private': 1,
  delete: 1,
  refresh: 1,
  'sign in elsewhere': 1,
  'sign up': 1,
}

/** Expected refusals: too many at once, deleted in the meantime, nothing left to do. */
const expectedStatuses = new Set([200, 201, 202, 204, 304, 402, 404, 409, 422, 429, 503])
const knownMax = 200
const socketMs = 300
/** With a long queue, users do something else. */
const patienceMs = 10_000
const words = ['circle', 'blue', 'quite', 'boat', 'round drawing', '"blue circle"', 'nothing like it']

/** Registers somebody. */
export async function arrive({ url, random, nextTag }: VisitorOptions): Promise<Visitor> {
  const client = new Client(url)
  const { email } = await client.register()
  const seen: string[] = []
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)

  async function expectFair(asking: Promise<Answer>): Promise<Answer> {
    const answer = await asking
    if (answer.status === 401) await client.post('/auth/refresh')
    else if (!expectedStatuses.has(answer.status))
      throw new Error(`an answer was ${answer.status}: ${answer.text.slice(0, 200)}`)
    return answer
  }
  const get = (path: string) => expectFair(client.get(path))
  const getSeen = (path: (id: string) => string) =>
    seen.length > 0 ? get(path(pick(random, seen))) : get('/svg/models')

  async function look(path: string): Promise<void> {
    const { body } = await get(path)
    const listed = Object.values((body ?? {}) as object).find(Array.isArray) as { id: string }[] | undefined
    for (const { id } of listed ?? []) if (!seen.includes(id)) seen.push(id)
    seen.splice(0, seen.length - knownMax)
  }

  async function draw(headers: Record<string, string> = {}): Promise<string | undefined> {
    const prompt = namedDrawing(nextTag())
    const model = pick(random, ['composer', 'scripted'])
    const asked = client.post(
      '/svg/generate-svg',
      { prompt, style: 'flat', model },
      { 'x-idempotency-key': crypto.randomUUID(), ...headers },
    )
    const { body } = await expectFair(asked)
    return (body as { job?: { id: string } }).job?.id
  }

  async function follow(leavesEarly: boolean): Promise<void> {
    const id = await draw()
    if (id === undefined) return
    const stream = await openEventStream(client, id)
    if (leavesEarly) await delay(random() * socketMs)
    else await Promise.race([stream.ended.catch(() => undefined), delay(patienceMs)])
    stream.close()
  }

  async function cancel(): Promise<void> {
    const id = await draw()
    if (id !== undefined) await expectFair(client.post(`/svg/generation-jobs/${id}/cancel`))
  }

  async function openSocket(): Promise<void> {
    const socket = client.connect()
    const settled = new Promise((resolve) => {
      socket.once('connect', () => resolve(undefined))
      socket.once('connect_error', resolve)
    })
    await Promise.race([settled, delay(patienceMs)])
    await delay(random() * socketMs)
    socket.disconnect()
  }

  async function signInElsewhere(): Promise<void> {
    const elsewhere = new Client(url)
    await expectFair(elsewhere.post('/auth/login', { email, password: testPassword }))
    await expectFair(elsewhere.post('/auth/logout'))
  }

  const acts: Record<Act, () => Promise<unknown>> = {
    browse: () => look(`/svg/public?limit=50&page=${1 + Math.floor(random() * 4)}`),
    search: () => get(`/svg/public?q=${encodeURIComponent(pick(random, words))}`),
    history: () => look('/user/generations'),
    'current user': () => get('/auth/current-user'),
    picture: () => getSeen((id) => `/svg/${id}`),
    'SVG file': () => getSeen((id) => `/svg/${id}/file.svg`),
    PNG: () => getSeen((id) => `/svg/${id}/file.png?size=${1 + Math.floor(random() ** 2 * 600)}`),
    component: () => getSeen((id) => `/svg/${id}/component.tsx`),
    draw: () => draw(),
    'draw and wait': () => draw({ prefer: 'wait=3' }),
    'draw and follow': () => follow(false),
    'draw, follow and leave': () => follow(true),
    'draw and cancel': cancel,
    socket: openSocket,
    'make private': () => changeOwn('private'),
    delete: () => changeOwn('delete'),
    refresh: () => client.post('/auth/refresh'),
    'sign in elsewhere': signInElsewhere,
    'sign up': () => new Client(url).register(),
  }

  async function changeOwn(how: 'private' | 'delete'): Promise<void> {
    const { body } = await get('/user/generations')
    const [own] = (body as { generations?: { id: string }[] }).generations ?? []
    if (!own) return
    const path = `/user/generations/${own.id}`
    await expectFair(how === 'delete' ? client.delete(path) : client.patch(path, { privacy: true }))
  }

  function choose(): Act {
    let left = random() * total
    for (const [act, weight] of Object.entries(weights)) {
      left -= weight
      if (left < 0) return act as Act
    }
    return 'browse'
  }

  return {
    async act() {
      const act = choose()
      await acts[act]()
      return act
    },
  }
}
