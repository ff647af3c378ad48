import { setTimeout as delay } from 'node:timers/promises'
import type { JobUpdate } from '@chatsvg/client'
import { io, type Socket } from 'socket.io-client'
import { type Answer, Client } from '../harness/client.ts'
import { type Behaviour, type ChaosModel, namedDrawing } from './model.ts'

/** One request for a picture, with every answer that its user got. */
export type Request = {
  tag: string
  key: string
  userId: string
  sentAtMs: number
  /** Statuses in the order of the answers; 0 if none came. */
  answers: number[]
  /** How long each of them took. */
  answerMs: number[]
  /** The 202: from here on the service owes a result. */
  acknowledged?: { jobId: string; atMs: number }
  /** The status of a final refusal. */
  refused?: number
}

/**
 * An event that a socket received. `connection` is new with every connect, so that the order within one can
 * be checked.
 */
export type ReceivedEvent = JobUpdate & { userId: string; connection: string; atMs: number }

export type PostOptions = {
  behaviour?: Behaviour
  /** The member that sends all of them; default: all members in turn. */
  by?: Member
  /** The pause between two requests; default: all are sent at once. */
  everyMs?: number
}

/**
 * Simulated users who request pictures, record each answer, and repeat a request with the same key if they
 * got no answer.
 */
export type Crowd = {
  /** Registers the users as soon as there is an API; further calls do nothing. */
  gather(): Promise<void>
  members: readonly Member[]
  requests: readonly Request[]
  received: readonly ReceivedEvent[]
  /** Resolves when each request has a final answer, or after the timeout. */
  post(count: number, options?: PostOptions): Promise<Request[]>
  /** Every `step`-th member opens a socket at this API, which reconnects automatically. */
  listen(port: number, step?: number): void
  /** Closes all sockets. */
  disconnectAll(): void
}

export type Member = { userId: string; client: Client }

const patienceMs = 90_000
const answerMaxMs = 25_000
const retryMs = 250
/** Ports on which no API listens at the moment. */
const noAnswer = 0

/** @param apiPorts the ports of the current APIs. */
export function createCrowd(size: number, name: string, model: ChaosModel, apiPorts: () => number[]): Crowd {
  const requests: Request[] = []
  const received: ReceivedEvent[] = []
  const sockets: Socket[] = []
  let connections = 0
  let turn = 0
  let drawings = 0

  const routedFetch: typeof fetch = async (input, init) => {
    const ports = apiPorts()
    turn += 1
    const port = ports[turn % ports.length]
    if (port === undefined) throw new Error('no API runs')
    const { pathname, search } = new URL(String(input))
    const signal = AbortSignal.timeout(answerMaxMs)
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, signal })
  }

  const members: Member[] = []

  async function gather(): Promise<void> {
    while (members.length < size) {
      const client = new Client('http://crowd', routedFetch)
      members.push({ userId: (await client.register()).id, client })
    }
  }

  async function settle({ client }: Member, request: Request): Promise<void> {
    const deadlineMs = performance.now() + patienceMs
    while (performance.now() < deadlineMs) {
      const startedAtMs = performance.now()
      const answer = await client
        .post(
          '/svg/generate-svg',
          { prompt: namedDrawing(request.tag), style: 'flat' },
          { 'x-idempotency-key': request.key },
        )
        .catch(() => undefined)
      request.answers.push(answer?.status ?? noAnswer)
      request.answerMs.push(performance.now() - startedAtMs)
      if (answer?.status === 202 || answer?.status === 200) {
        request.acknowledged = { jobId: (answer.body as { job: { id: string } }).job.id, atMs: Date.now() }
        return
      }
      if (answer?.status === 401) await client.post('/auth/refresh').catch(() => undefined)
      else if (answer && !mayChange(answer)) {
        request.refused = answer.status
        return
      }
      await delay(retryMs)
    }
  }

  async function post(count: number, { behaviour, by, everyMs }: PostOptions = {}): Promise<Request[]> {
    const settling: Promise<void>[] = []
    const posted: Request[] = []
    for (let at = 0; at < count; at += 1) {
      drawings += 1
      const member = by ?? members[drawings % members.length]
      if (!member) throw new Error('the crowd is empty')
      const tag = `${name}x${drawings}`
      if (behaviour) model.behave(tag, behaviour)
      const request: Request = {
        tag,
        key: `key-${tag}`,
        userId: member.userId,
        sentAtMs: Date.now(),
        answers: [],
        answerMs: [],
      }
      requests.push(request)
      posted.push(request)
      settling.push(settle(member, request))
      if (everyMs) await delay(everyMs)
    }
    await Promise.all(settling)
    return posted
  }

  function listen(port: number, step = 1): void {
    for (const { userId, client } of members.filter((_, at) => at % step === 0)) {
      const socket = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        forceNew: true,
        reconnectionDelay: 200,
        reconnectionDelayMax: 1_000,
        extraHeaders: client.cookieHeader(),
      })
      let connection = ''
      socket.on('connect', () => {
        connections += 1
        connection = `${name}-${connections}`
      })
      socket.on('generation-job:update', (update: JobUpdate) => {
        received.push({ ...update, userId, connection, atMs: Date.now() })
      })
      sockets.push(socket)
    }
  }

  function disconnectAll(): void {
    for (const socket of sockets.splice(0)) socket.disconnect()
  }

  return {
    gather,
    members,
    requests,
    received,
    post,
    listen,
    disconnectAll,
  }
}

/** Whether another attempt may get another answer: the service was down, busy, or behind a bad network. */
const mayChange = ({ status }: Answer) => status >= 500 || status === 429 || status === 408
