import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { acceptByHand } from '../../../test/harness/job-by-hand.ts'
import { keepForSuite } from '../../../test/harness/keep.ts'
import {
  createClient,
  createCookieJar,
  createJobFollower,
  type JobEvent,
  type JobSnapshot,
  streamJobEvents,
  watchJob,
} from './index.ts'

const api = keepForSuite(await startTestApi())

/** A job of a new user, and a client with the user's session. */
async function acceptJob() {
  const { client: user, id } = await api.signUp()
  const job = await acceptByHand(api, user, id)
  const streams: { lastEventId: string | null; cut(): void }[] = []
  const client = createClient({
    baseUrl: api.url,
    cookies: createCookieJar(user.cookies),
    connection: { onReached() {}, onUnreachable() {}, waitToRetry: async () => undefined },
    async fetch(input, init) {
      if (!String(input).endsWith('/events')) return fetch(input, init)
      const connection = new AbortController()
      const signal = AbortSignal.any([connection.signal, ...(init?.signal ? [init.signal] : [])])
      streams.push({
        lastEventId: new Headers(init?.headers).get('last-event-id'),
        cut: () => connection.abort(new TypeError('terminated')),
      })
      return fetch(input, { ...init, signal })
    },
  })
  return { user, job, client, streams }
}

describe('a job that is followed over its event stream', () => {
  it('is reported from its current state to its end, with previews and the balance', async () => {
    const { job, client } = await acceptJob()
    const followJob = createJobFollower({ client, subscribe: streamJobEvents(client) })
    const seen: JobSnapshot[] = []
    let isEnding = false
    for await (const snapshot of watchJob(followJob, job.id)) {
      seen.push(snapshot)
      const { status, progress, preview } = snapshot
      if (status === 'QUEUED' && seen.length === 1) await job.start()
      else if (progress === 5 && preview === undefined) job.preview(1, '<svg id="one"/>')
      else if (preview === '<svg id="one"/>' && progress === 5) job.progress(60)
      else if (progress === 60 && !isEnding) {
        // The answer of an earlier read may repeat this progress.
        isEnding = true
        await job.succeed()
      }
    }
    const last = seen.at(-1)
    expect(last).toMatchObject({ status: 'SUCCEEDED', progress: 100, preview: '<svg id="one"/>', credits: 9 })
    expect(last?.job?.generation?.svg).toMatch(/^<svg/)
    const progress = seen.map((snapshot) => snapshot.progress)
    expect(progress).toEqual([...progress].sort((one, other) => one - other))
  })

  it('continues after the last event when the stream breaks', async () => {
    const { job, client, streams } = await acceptJob()
    const events: JobEvent[] = []
    const stop = streamJobEvents(client)(job.id, (event) => events.push(event))
    const seen = () =>
      events.map((event) =>
        event.kind === 'update'
          ? `${event.update.status} ${event.update.progress ?? 0}`
          : event.kind === 'preview'
            ? `preview ${event.preview.sequence}`
            : event.state,
      )
    await expect.poll(seen).toEqual(['open', 'QUEUED 0'])
    await job.start()
    job.preview(1)
    await expect.poll(seen).toEqual(['open', 'QUEUED 0', 'RUNNING 5', 'preview 1'])
    streams[0]?.cut()
    await expect.poll(() => seen().slice(4)).toEqual(['lost', 'open'])
    expect(streams[1]?.lastEventId).toMatch(/^\d+-0-5-1$/)
    job.preview(2)
    await expect.poll(() => seen().slice(6)).toEqual(['preview 2'])
    await job.succeed()
    // The stream ends with the job; a client that reconnects gets 204.
    await expect.poll(() => seen().slice(7)).toEqual(['SUCCEEDED 100', 'lost', 'lost'])
    expect(streams).toHaveLength(3)
    stop()
  })

  it('is no longer followed when the reader stops, and when the signal aborts', async () => {
    const { job, client, streams } = await acceptJob()
    const followJob = createJobFollower({ client, subscribe: streamJobEvents(client) })
    for await (const { status } of watchJob(followJob, job.id)) {
      expect(status).toBe('QUEUED')
      break
    }
    const abort = new AbortController()
    const reading = (async () => {
      for await (const _ of watchJob(followJob, job.id, abort.signal)) abort.abort('enough')
    })()
    await expect(reading).rejects.toBe('enough')
    expect(streams.length).toBeLessThanOrEqual(2)
  })

  it('of another user is refused with 404', async () => {
    const { job } = await acceptJob()
    const { client } = await acceptJob()
    const followJob = createJobFollower({ client, subscribe: streamJobEvents(client) })
    await expect(watchJob(followJob, job.id).next()).rejects.toMatchObject({ status: 404 })
  })
})

describe('a job that is followed over a connection of the caller', () => {
  it('is not read while nobody is signed in, and read again after', async () => {
    const { job, client } = await acceptJob()
    let emit: (event: JobEvent) => void = () => {}
    const subscribe = (_: string, listener: (event: JobEvent) => void) => {
      emit = listener
      listener({ kind: 'preview', preview: { jobId: job.id, svg: '<svg id="known"/>', sequence: 3 } })
      listener({ kind: 'connection', state: 'closed' })
      return () => undefined
    }
    let reads = 0
    const counting: typeof client.call = (...input) => {
      reads += 1
      return client.call(...input)
    }
    const seen: JobSnapshot[] = []
    const followJob = createJobFollower({ client: { call: counting }, subscribe })
    const stop = followJob(job.id, (snapshot) => seen.push(snapshot))
    expect(reads).toBe(0)
    emit({ kind: 'connection', state: 'open' })
    await expect.poll(() => seen.at(-1)?.preview).toBe('<svg id="known"/>')
    // An event that is older than the current snapshot changes nothing; a new attempt begins with its first
    // event.
    emit({ kind: 'preview', preview: { jobId: job.id, svg: '<svg id="older"/>', sequence: 2 } })
    expect(seen.at(-1)?.preview).toBe('<svg id="known"/>')
    emit({ kind: 'preview', preview: { jobId: job.id, svg: '<svg id="anew"/>', sequence: 1 } })
    expect(seen.at(-1)?.preview).toBe('<svg id="anew"/>')
    stop()
  })
})
