import { expect, onTestFinished } from 'vitest'
import type { JobUpdate } from '../../apps/server/src/features/jobs/events.ts'
import { Client } from '../harness/client.ts'
import { waitFor } from '../harness/wait.ts'

type WireJob = {
  createdAt: string
  finishedAt: string
  id: string
  status: string
  generationId: string | null
  generation: { svg: string } | null
}

/** The example of the README as a user runs it: from sign-up to a picture, followed on a socket. */
export async function drawFirstPicture(url: string): Promise<void> {
  const client = new Client(url)
  const user = await client.register()
  expect(user.credits).toBe(10)

  const socket = client.connect()
  onTestFinished(() => void socket.close())
  const updates: JobUpdate[] = []
  socket.on('generation-job:update', (update) => updates.push(update))
  await new Promise<void>((resolve) => socket.on('server:ready' as never, resolve as never))

  const accepted = await client.post('/svg/generate-svg', {
    prompt: 'a red fox under three stars',
    style: 'flat',
  })
  expect(accepted.status).toBe(202)
  const { job, credits } = accepted.body as { job: WireJob; credits: number }
  expect(credits).toBe(9)
  expect(accepted.headers.get('location')).toBe(`/api/svg/generation-jobs/${job.id}`)

  const end = await waitFor('the end on the socket', () =>
    updates.find(({ status }) => status === 'SUCCEEDED' || status === 'FAILED'),
  )
  expect(end).toMatchObject({ jobId: job.id, status: 'SUCCEEDED', progress: 100 })

  const fetched = await client.get(`/svg/generation-jobs/${job.id}`)
  const ended = fetched.body as { job: WireJob; credits: number }
  expect(ended.job).toMatchObject({ status: 'SUCCEEDED', generationId: end.generationId })
  expect(ended.credits).toBe(9)
  expect(ended.job.generation?.svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)

  const file = await new Client(url).get(`/svg/${end.generationId}/file.svg`)
  expect(file.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(file.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  )
  expect(file.text).toBe(ended.job.generation?.svg)

  // The end of a job that ended early is sent again three seconds after the acceptance: one copy each time,
  // and nothing after the end.
  const { createdAt, finishedAt } = ended.job
  const acceptedAtMs = Date.parse(createdAt)
  const copies = Date.parse(finishedAt) - acceptedAtMs < 3_000 ? 2 : 1
  await waitFor(
    'the repeated end, and its time to be past',
    () => Date.now() > acceptedAtMs + 3_500 && updates.length >= updates.indexOf(end) + copies,
  )
  expect(updates.slice(updates.indexOf(end)).map(({ status }) => status)).toEqual(
    Array(copies).fill('SUCCEEDED'),
  )
  const inRunning = updates.filter(({ status }) => status === 'RUNNING').map(({ progress = 0 }) => progress)
  expect(inRunning).toEqual(inRunning.toSorted((a, b) => a - b))
}
