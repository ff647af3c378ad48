import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith } from '../../../../../test/harness/scripted-model.ts'

let client: Client

const api = keepForSuite(await startScriptedApi({ DEFAULT_MODEL: 'composer' }))
const { model } = api
beforeEach(async () => {
  client = (await api.signUp()).client
})

type Job = {
  id: string
  status: string
  errorCode: string | null
  options?: object
  report?: { drawn: object[]; leftOut: object[]; changed: object[] }
  generation: { id: string; svg: string } | null
}

const request = { prompt: 'a red fox under a tree', style: 'flat' }

const ask = (options: object, headers = {}) =>
  client.post('/svg/generate-svg', { ...request, ...options }, { prefer: 'wait=30', ...headers })

async function draw(options: object): Promise<Job> {
  const answer = await ask(options)
  expect(answer.status).toBe(200)
  return (answer.body as { job: Job }).job
}

describe('the options of a request', () => {
  it('are kept by the composer, and the job names them', async () => {
    const options = { width: 512, height: 200, background: 'Teal', palette: ['#264653', 'gold', '#fff'] }
    const { options: kept, generation } = await draw(options)
    const palette = ['#264653', '#ffd700', '#ffffff']
    expect(kept).toEqual({ width: 512, height: 200, background: '#008080', palette })
    expect(generation?.svg).toMatch(/^<svg [^>]*width="512" height="200"/)
    const plan = await client.get(`/svg/${generation?.id}/plan`)
    expect(plan.body).toMatchObject({ canvas: { width: 512, height: 200 }, background: '#008080', palette })
  })

  it('are given to a language model, which gets one report of those that it ignored', async () => {
    const ground = (fill: string) => `<rect width="256" height="128" fill="${fill}"/>`
    const drawn = (inside: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 128">${inside}<circle cx="128" cy="64" r="50" fill="#e9c46a"/></svg>`
    model.respondWith(answerWith(drawn(ground('#fff'))), answerWith(drawn(ground('teal'))))
    const asked = model.requests.length
    const options = { model: 'scripted', width: 1024, height: 512, background: 'teal' }
    const { generation, report } = await draw(options)
    expect(report).toBeUndefined()
    expect(generation?.svg).toMatch(/^<svg [^>]*width="1024" height="512"/)
    expect(generation?.svg).toContain('teal')
    const [first, second] = model.requests.slice(asked).map(({ body }) => String(body.messages[1]?.content))
    expect(first).toContain('viewBox="0 0 256 128"')
    expect(first).toContain('fill="#008080"')
    expect(second).toContain('The first shape must be a rect of the whole canvas with fill="#008080"')
    expect((await client.get(`/svg/${generation?.id}/plan`)).body).toMatchObject({ code: 'plan_not_found' })
  })

  it('that name one side only are for a square', async () => {
    expect((await draw({ height: 64 })).options).toEqual({ width: 64, height: 64 })
  })

  it('without a value count as absent, and the request is the same as without them', async () => {
    const key = { 'idempotency-key': 'once' }
    const answer = await ask({ background: 'auto', width: null, palette: null }, key)
    const { job } = answer.body as { job: Job }
    expect(job.options).toBeUndefined()
    expect((await ask({}, key)).body).toMatchObject({ duplicate: true, job: { id: job.id } })
    expect((await ask({ background: 'none' }, key)).status).toBe(409)
  })

  it.each([
    [{ width: 15 }, 'invalid_canvas'],
    [{ width: 4097 }, 'invalid_canvas'],
    [{ width: 100.5 }, 'invalid_canvas'],
    [{ width: '256' }, 'invalid_canvas'],
    [{ width: 401, height: 100 }, 'invalid_canvas'],
    [{ width: 100, height: 401 }, 'invalid_canvas'],
    [{ background: 'url(https://example.test)' }, 'invalid_background'],
    [{ background: 'rgb(0 0 0 / 50%)' }, 'invalid_background'],
    [{ background: 7 }, 'invalid_background'],
    [{ background: '"><script>' }, 'invalid_background'],
    [{ palette: [] }, 'invalid_palette'],
    [{ palette: ['red', 'no colour'] }, 'invalid_palette'],
    [{ palette: 'red' }, 'invalid_palette'],
    [{ palette: Array.from({ length: 9 }, () => 'red') }, 'invalid_palette'],
  ])('%j are refused before anything is charged', async (options, code) => {
    const answer = await ask(options)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 400, body: { code } })
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 10 } })
  })
})

describe('a picture that was planned', () => {
  it('has a report, and a plan for everybody who may see the picture', async () => {
    const answer = await ask({ prompt: 'two blue cats and a glorfindel', privacy: true })
    const { job } = answer.body as { job: Job }
    expect(job.report).toEqual({
      drawn: [{ name: 'cat', count: 2, color: 'blue' }],
      leftOut: [{ words: 'glorfindel', reason: 'unknown' }],
      changed: [],
    })
    expect((await client.get(`/svg/generation-jobs/${job.id}`)).body).toMatchObject({
      job: { report: job.report },
    })
    const path = `/svg/${job.generation?.id}/plan`
    expect((await client.get(path)).body).toMatchObject({
      version: 1,
      style: 'flat',
      things: [{ concept: 'cat', count: 2, colours: { all: 'blue' } }],
    })
    expect((await api.client().get(path)).status).toBe(404)
  })

  it('and one that was not understood says why, without a charge', async () => {
    const answer = await ask({ prompt: 'glorfindel' })
    expect((answer.body as { job: Job }).job).toMatchObject({
      status: 'FAILED',
      errorCode: 'NOT_UNDERSTOOD',
      report: { drawn: [], leftOut: [{ words: 'glorfindel', reason: 'unknown' }] },
    })
    expect(answer.body).toMatchObject({ credits: 10 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })
})
