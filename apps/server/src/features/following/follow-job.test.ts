import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { connect, Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { type EventStream, openEventStream } from '../../../../../test/harness/event-stream.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { JobPreview, JobUpdate } from '../jobs/events.ts'
import { type FollowPace, followJob } from './follow-job.ts'
import { createOpenRequests } from './open-requests.ts'

let client: Client
let userId: string

const api = keepForSuite(await startTestApi())
beforeEach(async () => {
  ;({ client, id: userId } = await api.signUp())
})

const accept = () => acceptByHand(api, client, userId)

async function open(jobId: string, headers: Record<string, string> = {}, from = client) {
  const stream = await openEventStream(from, jobId, headers)
  onTestFinished(() => stream.close())
  return stream
}

const resume = (jobId: string, lastEventId: string) => open(jobId, { 'last-event-id': lastEventId })

/** One word for each event: its state and progress. */
const tell = ({ events }: EventStream) =>
  events.map(({ type, data }) => {
    if (type === 'preview') return `preview ${(data as JobPreview).sequence}`
    const { status, progress } = data as JobUpdate
    return progress === undefined ? status : `${status} ${progress}`
  })

const reads = (stream: EventStream, told: string[]) => expect.poll(() => tell(stream)).toEqual(told)

describe('the events of a job', () => {
  it('begin with its state, go on with every update and preview in order, and end with its end', async () => {
    const job = await accept()
    const stream = await open(job.id)
    expect(stream.status).toBe(200)
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(stream.headers.get('cache-control')).toBe('no-store')
    expect(stream.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.headers.get('x-request-id')).toBeTruthy()
    await reads(stream, ['QUEUED'])
    await job.start()
    job.preview(1)
    job.progress(40)
    job.preview(2)
    await reads(stream, ['QUEUED', 'RUNNING 5', 'preview 1', 'RUNNING 40', 'preview 2'])
    await job.succeed()
    await stream.ended
    expect(tell(stream).at(-1)).toBe('SUCCEEDED 100')
    expect(stream.events[0]?.data).toEqual({ jobId: job.id, status: 'QUEUED' })
    expect(stream.events.at(-1)?.data).toEqual({
      jobId: job.id,
      status: 'SUCCEEDED',
      progress: 100,
      generationId: expect.any(String),
    })
    expect(new Set(stream.events.map(({ id }) => id)).size).toBe(6)
    expect(stream.retryMs).toBeGreaterThanOrEqual(1_000)
    expect(stream.retryMs).toBeLessThanOrEqual(3_000)
  })

  it('continue after the last one that a client has, whichever it was, without older ones', async () => {
    const job = await accept()
    const whole = await open(job.id)
    await reads(whole, ['QUEUED'])
    await job.start()
    job.preview(1)
    job.progress(40)
    await reads(whole, ['QUEUED', 'RUNNING 5', 'preview 1', 'RUNNING 40'])
    const ids = whole.events.map(({ id }) => id)
    const resumed = await Promise.all(ids.map((id) => resume(job.id, id)))
    job.preview(1)
    job.progress(30)
    job.progress(40)
    job.preview(2)
    job.progress(50)
    await job.fail()
    await Promise.all([whole, ...resumed].map(({ ended }) => ended))
    const rest = ['preview 2', 'RUNNING 50', 'FAILED']
    const [afterQueued, ...later] = resumed.map(tell)
    // Progress and previews are not stored: after a gap, the state is sent.
    expect(afterQueued?.[0]).toBe('RUNNING')
    expect(afterQueued?.slice(-3)).toEqual(rest)
    expect(later[0]).toEqual(['preview 1', 'RUNNING 30', 'RUNNING 40', ...rest])
    expect(later[1]).toEqual(['RUNNING 30', 'RUNNING 40', ...rest])
    expect(later[2]).toEqual(rest)
    expect(resumed[0]?.events.at(-1)?.data).toMatchObject({ errorCode: 'REFUSED' })
  })

  it.each([
    ['failed and is tried again', true],
    ['was handed back by a worker that stopped', false],
  ])('start anew with the next attempt of a job that %s', async (_what, countAttempt) => {
    const job = await accept()
    const stream = await open(job.id)
    await reads(stream, ['QUEUED'])
    await job.start()
    job.progress(80)
    job.preview(7)
    const told = ['QUEUED', 'RUNNING 5', 'RUNNING 80', 'preview 7']
    await reads(stream, told)
    await job.requeue({ countAttempt })
    await job.start()
    job.preview(1)
    await reads(stream, [...told, 'QUEUED', 'RUNNING 5', 'preview 1'])
    const again = await resume(job.id, stream.events[3]?.id ?? '')
    await reads(again, ['RUNNING'])
    await job.succeed()
    await stream.ended
  })

  it('start again when another worker takes over the job of a dead worker', async () => {
    const job = await accept()
    const stream = await open(job.id)
    await reads(stream, ['QUEUED'])
    await job.start()
    job.progress(80)
    await reads(stream, ['QUEUED', 'RUNNING 5', 'RUNNING 80'])
    await job.start()
    await reads(stream, ['QUEUED', 'RUNNING 5', 'RUNNING 80', 'RUNNING 5'])
  })

  it('of consecutive attempts arrive in order', async () => {
    const job = await accept()
    const stream = await open(job.id)
    const told = ['QUEUED']
    await reads(stream, told)
    for (let times = 0; times < 3; times += 1) {
      await job.start()
      job.progress(80)
      job.preview(7)
      await job.requeue({ countAttempt: times === 1 })
      told.push('RUNNING 5', 'RUNNING 80', 'preview 7', 'QUEUED')
      // A client that is an attempt behind gets the current state, not what led to it.
      await reads(stream, told)
    }
  })

  it('of an ended job are its end, and 204 for a client that has it', async () => {
    const job = await accept()
    await job.start()
    await job.succeed()
    const stream = await open(job.id)
    await stream.ended
    expect(tell(stream)).toEqual(['SUCCEEDED 100'])
    const again = await resume(job.id, stream.events[0]?.id ?? '')
    expect(again.status).toBe(204)
    await again.ended
    expect(again.events).toEqual([])
  })

  it('start at the beginning for a client that names an unknown event, or the end of a job that continues', async () => {
    const job = await accept()
    for (const id of ['end', 'x', '-1', '1-2-3-4', '99999999999999999999-1-0-0', '0-1-0-0; x'])
      await reads(await resume(job.id, id), ['QUEUED'])
  })

  it('are sent to clients with a bearer token too, and only to the owner', async () => {
    const job = await accept()
    const bearer = { authorization: `Bearer ${client.cookies.get('token')}` }
    await reads(await open(job.id, bearer, api.client()), ['QUEUED'])
    const stranger = api.client()
    expect((await open(job.id, {}, stranger)).status).toBe(401)
    await stranger.register()
    for (const id of [job.id, crypto.randomUUID(), 'x']) {
      const answer = await stranger.get(`/svg/generation-jobs/${id}/events`)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ error: 'Generation job not found', code: 'job_not_found' })
    }
  })

  it('can be followed ten times at once by a user, and again when one stream has ended', async () => {
    const job = await accept()
    const streams = await Promise.all(Array.from({ length: 10 }, () => open(job.id)))
    expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const refused = await client.get(`/svg/generation-jobs/${job.id}/events`)
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ code: 'too_many_streams' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    streams[0]?.close()
    await waitFor('a free place', async () => (await open(job.id)).status === 200)
  })
})

describe('a stream of events', () => {
  const logOut: [string, (other: Client) => Promise<unknown>][] = [
    ['logs out', (other) => other.post('/auth/logout')],
    ['is signed out from another device', () => client.delete('/auth/sessions')],
    ['is deleted', () => client.delete('/user', { password: 'a long walk by the sea' })],
  ]
  it.each(logOut)('ends at once when its owner %s', async (_what, end) => {
    const email = `${crypto.randomUUID()}@example.com`
    ;({ client, id: userId } = await api.signUp(email))
    const other = api.client()
    await other.post('/auth/login', { email, password: 'a long walk by the sea' })
    const job = await accept()
    const stream = await open(job.id, {}, other)
    await reads(stream, ['QUEUED'])
    await end(other)
    await stream.ended
    expect(tell(stream)).toEqual(['QUEUED'])
  })

  it('leaves nothing behind when its client disconnects', async () => {
    const { listener } = api.resources
    await waitFor('dequeueJob', () => listener.size === 0)
    const job = await accept()
    const streams = await Promise.all(Array.from({ length: 8 }, () => open(job.id)))
    for (const stream of streams) await reads(stream, ['QUEUED'])
    expect(listener.size).toBe(16)
    for (const stream of streams) stream.close()
    await waitFor('the listeners to be gone', () => listener.size === 0)
  })

  it('to a client that disconnects while it is being opened leaves nothing behind', async () => {
    const job = await accept()
    const { host, port, hostname } = new URL(api.url)
    for (let times = 0; times < 20; times += 1) {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.write(
        `GET /api/svg/generation-jobs/${job.id}/events HTTP/1.1\r\nHost: ${host}\r\nCookie: token=${client.cookies.get('token')}\r\n\r\n`,
      )
      // Before the first bytes.
      for (let turns = 0; turns < times; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      socket.destroy()
    }
    await waitFor('the listeners to be gone', () => api.resources.listener.size === 0)
    expect((await open(job.id)).status).toBe(200)
  })

  it('that is not read stays bounded: previews are dropped, the end is not', async () => {
    const job = await accept()
    const { host, port, hostname } = new URL(api.url)
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    let received = ''
    socket.setEncoding('utf8').on('data', (piece) => {
      received += piece
    })
    socket.write(
      `GET /api/svg/generation-jobs/${job.id}/events HTTP/1.1\r\nHost: ${host}\r\nCookie: token=${client.cookies.get('token')}\r\n\r\n`,
    )
    await waitFor('the state', () => received.includes('QUEUED'))
    socket.pause()
    await job.start()
    const svg = `<svg>${' '.repeat(60 * 1024)}</svg>`
    const sent = 2_000
    for (let sequence = 1; sequence <= sent; sequence += 1) {
      job.preview(sequence, svg)
      if (sequence % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await job.succeed()
    socket.resume()
    await waitFor('the end', () => received.includes('SUCCEEDED'))
    const sequences = [...received.matchAll(/"sequence":(\d+)/g)].map(([, number]) => Number(number))
    // Everything that was buffered for it, the kernel's buffers included, of 120 MB.
    expect(sequences.length).toBeLessThan(sent / 4)
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    expect(sequences.at(-1)).toBe(sent)
    expect(received.lastIndexOf('SUCCEEDED')).toBeGreaterThan(received.lastIndexOf('"sequence"'))
  })

  it('ends when its instance stops, so that the client reconnects elsewhere', async () => {
    const leaving = await startTestApi()
    const { client: guest, id } = await leaving.signUp()
    const job = await acceptByHand(leaving, guest, id)
    const stream = await open(job.id, {}, guest)
    await reads(stream, ['QUEUED'])
    const startMs = performance.now()
    await leaving[Symbol.asyncDispose]()
    await stream.ended
    expect(performance.now() - startMs).toBeLessThan(15_000)
  })
})

describe('without a client', () => {
  const ending = new AbortController().signal
  const pace: FollowPace = { quietMs: 20, quietsPerComment: 3, sessionCheckMs: 40 }

  /** The output, as it is written. */
  async function follow(jobId: string, isCallerAlive: () => Promise<boolean>) {
    const { database, listener, log } = api.resources
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    const request = createOpenRequests(1, ending).open(userId, response)
    if (!request) throw new Error('no place')
    onTestFinished(request.end)
    const followed = { userId, sessionId: crypto.randomUUID(), jobId, lastEventId: undefined }
    const stream = await followJob({ db: database.db, listener, log, isCallerAlive }, followed, request, pace)
    if (!stream) throw new Error('no stream')
    const written: string[] = []
    const done = (async () => {
      for await (const text of stream) written.push(text)
    })()
    return { written, done }
  }

  it('a stream without events sends comments', async () => {
    const job = await accept()
    const { written } = await follow(job.id, async () => true)
    await waitFor('two comments', () => written.filter((text) => text === ':\n\n').length >= 2)
    expect(written[0]).toMatch(/^retry: \d+\n\nid: 0-1-0-0\nevent: update\ndata: \{.*\}\n\n$/)
  })

  it('a stream whose session ended before the subscription is refused, without an event', async () => {
    const job = await accept()
    await expect(follow(job.id, async () => false)).rejects.toMatchObject({ code: 'invalid_token' })
  })

  it('a stream whose session ended without a message ends at the next check, and one that cannot be checked continues', async () => {
    const job = await accept()
    let checks = 0
    const { done } = await follow(job.id, async () => {
      checks += 1
      if (checks === 2) throw new Error('the database is away')
      return checks < 4
    })
    await done
    expect(checks).toBe(4)
  })
})
