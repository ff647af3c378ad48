import { setTimeout as delay } from 'node:timers/promises'
import { createIdempotencyKey } from '@chatsvg/client'
import { pick } from '../../tools/random/index.ts'
import { type Answer, Client, errorCodeOf } from '../harness/client.ts'
import { openEventStream } from '../harness/event-stream.ts'
import type { Options } from './command-line.ts'
import type { Measure } from './measure.ts'

/** A job that the service has accepted. `ended`: absent while it has not. */
export type AcceptedJob = { id: string; ended?: 'SUCCEEDED' | 'FAILED' }

type Request = { body: object; key: string }

export type LoadUser = {
  readonly jobs: readonly AcceptedJob[]
  /** One action in a random way. Never rejects. */
  act(): Promise<void>
  /** Waits for the jobs that have not ended, until the moment. */
  settle(until: number): Promise<void>
  /** What the balance should be now, and what it is. */
  compareBalance(): Promise<{ expected: number; found: number }>
}

/** Relative frequencies: about six reads for each write. */
const weights = { look: 40, search: 12, open: 20, history: 8, draw: 14, edit: 6 }
type Act = keyof typeof weights
const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)

const things = [
  'a fox',
  'a lighthouse',
  'two boats',
  'an owl',
  'a red house',
  'a tree in the snow',
  'a cup of tea',
]
const places = ['', ' at night', ' by the sea', ' on a hill', ' under a big yellow sun']
const styles = ['flat', 'outline', 'minimal', 'cartoon', 'gradient']
const words = ['fox', 'boat', 'house', 'sea', 'yellow sun', 'tree']
const watchMsMax = 30_000
const pollMs = 1_000
/** Repetitions of a write with its idempotency key, and of a read. */
const attemptsMax = 4

/** Signs somebody up. @throws Error if that fails. */
export async function signUp(
  { urls, model, endSeconds }: Options,
  at: number,
  random: () => number,
  measure: Measure,
): Promise<LoadUser> {
  let client = new Client(urls[at % urls.length] ?? '')
  let instance = at
  const { credits } = await client.register()
  const price = await askPrice(client, model)
  const jobs: AcceptedJob[] = []
  const unanswered: Request[] = []
  /** A user who has watched a picture for this long does something else. */
  const patienceMs = Math.min(watchMsMax, endSeconds * 1_000)
  const own: string[] = []
  let seen: string[] = []

  /** Measures one request; a user whose instance does not answer goes on at the next one. */
  async function ask(
    kind: string,
    send: () => Promise<Answer>,
    allowed: readonly number[],
  ): Promise<Answer | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const beganAt = performance.now()
      const answer = await send().catch((error: unknown) => describe(error))
      if (typeof answer !== 'string') {
        measure.add(kind, performance.now() - beganAt)
        if (allowed.includes(answer.status)) return answer
        if (answer.status === 401 && attempt < attemptsMax)
          await client.post('/auth/refresh').catch(() => undefined)
        else if (answer.status < 500 || attempt === attemptsMax) {
          measure.fail(kind, `${answer.status} ${errorCodeOf(answer) ?? ''}`.trim())
          return undefined
        }
      } else if (attempt === attemptsMax) {
        measure.fail(kind, answer)
        return undefined
      } else {
        instance += 1
        client = client.fork(urls[instance % urls.length])
      }
      await delay(100 * 2 ** attempt)
    }
  }

  const read = (kind: string, path: string, allowed = [200, 304, 404]) =>
    ask(kind, () => client.get(path), allowed)

  async function draw(): Promise<void> {
    const body = {
      prompt: pick(random, things) + pick(random, places),
      style: pick(random, styles),
      ...(model !== undefined && { model }),
    }
    const request = { body, key: createIdempotencyKey() }
    const accepted = await accept(request)
    if (!accepted) return
    const beganAt = performance.now()
    await follow(accepted)
    if (accepted.ended === 'SUCCEEDED') measure.add('until the picture is there', performance.now() - beganAt)
  }

  /** A request without an answer may have been accepted: it is sent again at the end, with the same key. */
  async function accept(request: Request): Promise<AcceptedJob | undefined> {
    const { body, key } = request
    const send = () => client.post('/svg/generate-svg', body, { 'x-idempotency-key': key })
    const answer = await ask('draw', send, [200, 202])
    const { job } = (answer?.body ?? {}) as { job?: { id: string } }
    if (!job) {
      if (!unanswered.includes(request)) unanswered.push(request)
      return undefined
    }
    const accepted: AcceptedJob = { id: job.id }
    jobs.push(accepted)
    return accepted
  }

  async function follow(job: AcceptedJob): Promise<void> {
    const stream = await openEventStream(client, job.id).catch(() => undefined)
    await Promise.race([stream?.ended.catch(() => undefined), delay(patienceMs)])
    stream?.close()
    await check(job)
  }

  async function check(job: AcceptedJob): Promise<void> {
    const answer = await read('job', `/svg/generation-jobs/${job.id}`)
    const state = (answer?.body as { job?: { status: string; generation?: { id: string } } } | undefined)?.job
    if (state?.status !== 'SUCCEEDED' && state?.status !== 'FAILED') return
    job.ended = state.status
    if (state.generation) own.push(state.generation.id)
  }

  async function look(kind: string, path: string): Promise<void> {
    const { publicGenerations = [] } = ((await read(kind, path))?.body ?? {}) as {
      publicGenerations?: { id: string }[]
    }
    if (publicGenerations.length > 0) seen = publicGenerations.map(({ id }) => id)
  }

  async function edit(): Promise<void> {
    if (own.length === 0) return draw()
    const id = pick(random, own)
    const factor = 0.8 + random() * 0.2
    const edits = [{ op: 'scale', target: { all: true }, x: factor, y: factor }]
    const headers = { 'x-idempotency-key': createIdempotencyKey() }
    // A picture has a bounded number of versions.
    await ask('edit', () => client.post(`/svg/${id}/edits`, { edits }, headers), [200, 201, 409])
  }

  const acts: Record<Act, () => Promise<unknown>> = {
    look: () => look('gallery', '/svg/public?limit=50'),
    search: () => look('search', `/svg/public?q=${encodeURIComponent(pick(random, words))}`),
    async open() {
      if (seen.length === 0) await look('gallery', '/svg/public?limit=50')
      if (seen.length === 0) return
      const id = pick(random, seen)
      await read('picture', `/svg/${id}`)
      await read('file', `/svg/${id}/file.svg`)
    },
    history: () => read('history', '/user/generations'),
    draw,
    edit,
  }

  return {
    jobs,
    async act() {
      await acts[choose(random)]()
    },
    async settle(until) {
      for (const request of unanswered) await accept(request)
      const open = () => jobs.filter(({ ended }) => ended === undefined)
      while (open().length > 0 && Date.now() < until) {
        for (const job of open()) await check(job)
        if (open().length > 0) await delay(pollMs)
      }
    },
    async compareBalance() {
      const charged = jobs.filter(({ ended }) => ended !== 'FAILED').length * price
      const answer = await read('current user', '/auth/current-user')
      const { credits: found = Number.NaN } = (answer?.body ?? {}) as { credits?: number }
      return { expected: credits - charged, found }
    },
  }
}

/** Credits for a picture. */
async function askPrice(client: Client, model: string | undefined): Promise<number> {
  const body = { prompt: 'a fox', style: 'flat', ...(model !== undefined && { model }) }
  const answer = await client.post('/svg/quote', body)
  const { credits, accepted } = answer.body as { credits?: number; accepted?: boolean }
  if (credits === undefined || !accepted) throw new Error(`a picture would be refused: ${answer.text}`)
  return credits
}

function choose(random: () => number): Act {
  let left = random() * total
  for (const [act, weight] of Object.entries(weights)) {
    left -= weight
    if (left < 0) return act as Act
  }
  return 'look'
}

const describe = (error: unknown): string => {
  const { message, cause } = error as Error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : message
}
