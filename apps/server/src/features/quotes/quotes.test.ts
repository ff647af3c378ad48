import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Answer, type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { quotedRequests } from '../../../../../test/harness/quoted-requests.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'
import { createRandom } from '../../../../../tools/random/index.ts'

type Quote = { credits: number; accepted: boolean; code?: string; balance: number }
const api = keepForSuite(
  await startTestApi({
    SIGNUP_CREDITS: '30',
    DAILY_GENERATION_LIMIT: '25',
    UNFINISHED_GENERATION_LIMIT: '20',
    DATABASE_POOL_MAX: '20',
    // No worker runs, so no model is called. The composer takes longer to choose variations.
    ...{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODELS: 'scripted', DEFAULT_MODEL: 'scripted' },
    MODEL_CREDITS: 'composer=3',
  }),
)

const quoteOf = ({ status, body, text }: Answer): Quote => {
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return body as Quote
}

const generation = { prompt: 'a lighthouse in the fog', style: 'minimal' }

it('says what a request would cost, and changes nothing', async () => {
  const { client, id } = await api.signUp()
  const [picture = ''] = await hangPictures(api, { userId: id, count: 1 })
  const quote = async (body: object) => quoteOf(await client.post('/svg/quote', body))
  expect(await quote(generation)).toEqual({ credits: 1, accepted: true, balance: 30 })
  expect(await quote({ ...generation, count: 4 })).toEqual({ credits: 4, accepted: true, balance: 30 })
  expect(await quote({ ...generation, count: 2, model: 'composer' })).toMatchObject({ credits: 6 })
  expect(await quote({ prompts: ['a cat', 'a dog'], style: 'outline' })).toMatchObject({ credits: 2 })
  const change = { pictureId: picture, instruction: 'make the square blue' }
  expect(await quote(change)).toEqual({ credits: 1, accepted: true, balance: 30 })
  const edits = [{ op: 'recolor', from: '#d9442b', to: '#1d4ed8' }]
  expect(await quote({ pictureId: picture, edits })).toEqual({ credits: 0, accepted: true, balance: 30 })
  expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [] })
  expect((await client.get(`/svg/${picture}/versions`)).body).toMatchObject({ versions: [{ id: picture }] })
})

it('says why a request would be refused', async () => {
  const { client, id } = await api.signUp()
  const [picture = ''] = await hangPictures(api, { userId: id, count: 1 })
  const quote = async (body: object) => quoteOf(await client.post('/svg/quote', body))
  const set = (count: number) => ({
    prompts: Array.from({ length: count }, (_, at) => `a cat ${at}`),
    style: 'flat',
  })
  expect(await quote(set(31))).toEqual({
    credits: 31,
    accepted: false,
    code: 'insufficient_credits',
    balance: 30,
  })
  expect(await quote(set(26))).toMatchObject({ code: 'daily_limit_reached' })
  expect(await quote(set(21))).toMatchObject({ code: 'too_many_jobs' })
  expect(await quote({ ...generation, variationOf: crypto.randomUUID() })).toMatchObject({
    accepted: false,
    code: 'varied_picture_not_found',
  })
  const edit = async (edits: object[], pictureId = picture) => (await quote({ pictureId, edits })).code
  expect(await edit([{ op: 'remove', target: { id: 'nothing' } }])).toBe('no_such_part')
  expect(await edit([{ op: 'remove', target: { all: true } }], crypto.randomUUID())).toBe('svg_not_found')
  const { key } = await makeKey(client, { monthlyCredits: 3 })
  const withKey = await callWithKey(api.url, key, 'POST', '/svg/quote', { body: { ...generation, count: 4 } })
  expect(quoteOf(withKey)).toEqual({ credits: 4, accepted: false, code: 'key_limit_reached', balance: 30 })
})

it('sees the limit of requests without counting towards it', async () => {
  await using limited = await startTestApi({ RATE_LIMIT_GENERATION: '2/1h', REQUIRE_VERIFIED_EMAIL: 'false' })
  const { client } = await limited.signUp()
  const quote = async () => quoteOf(await client.post('/svg/quote', generation))
  for (let at = 0; at < 5; at += 1) expect((await quote()).accepted).toBe(true)
  for (let at = 0; at < 2; at += 1)
    expect((await client.post('/svg/generate-svg', generation)).status).toBe(202)
  expect(await quote()).toMatchObject({ accepted: false, code: 'rate_limited' })
})

it('counts towards the limit of edits, and requires a verified address as the request does', async () => {
  await using limited = await startTestApi({
    RATE_LIMIT_EDIT: '3/1m',
    REQUIRE_VERIFIED_EMAIL: 'true',
    SMTP_URL: 'smtp://127.0.0.1:9',
  })
  const { client, id } = await limited.signUp()
  const [pictureId = ''] = await hangPictures(limited, { userId: id, count: 1 })
  const edits = [{ op: 'recolor', from: '#d9442b', to: '#1d4ed8' }]
  for (const body of [generation, { pictureId, edits }, { pictureId, instruction: 'make it blue' }])
    expect(quoteOf(await client.post('/svg/quote', body))).toMatchObject({ code: 'email_not_verified' })
  expect(errorCodeOf(await client.post('/svg/quote', generation))).toBe('rate_limited')
})

it('refuses an invalid body as the request itself does', async () => {
  const { client } = await api.signUp()
  const same = async (path: string, body: object) => {
    const [quoted, asked] = [await client.post('/svg/quote', body), await client.post(path, body)]
    expect(quoted.body).toEqual({ ...(asked.body as object), requestId: expect.any(String) })
    expect(quoted.status).toBe(400)
  }
  await same('/svg/generate-svg', {})
  await same('/svg/generate-svg', { prompt: 'a cat' })
  await same('/svg/generate-svg', { prompt: 'a', style: 'flat' })
  await same('/svg/generate-svg', { ...generation, count: 9 })
  await same('/svg/sets', { prompts: [], style: 'flat' })
})

/** From 0 up to, not including, `below`: the same numbers in each run. */
function createDice(seed: number): (below: number) => number {
  const random = createRandom(seed)
  return (below) => Math.floor(random() * below)
}

type Asked = { path: string; body: object; pictureId?: string }

/** A request of any kind: most are possible, some are not. */
function askAnything(random: (below: number) => number, pictures: readonly string[]): Asked {
  const pick = <One>(from: readonly One[]): One => from[random(from.length)] as One
  const picture = () => (random(12) === 0 ? crypto.randomUUID() : pick(pictures))
  const style = pick(['flat', 'outline', 'minimal', 'cartoon'])
  const prompt = pick(['a cat', 'three boats on a lake', 'a red house', 'an owl at night'])
  const kind = random(10)
  if (kind < 5) {
    const size = pick([{}, {}, { width: 300 }, { width: 256, height: 384 }, { width: 1024, height: 64 }])
    const model = random(10) === 0 ? { model: 'composer' } : {}
    const beside = random(6) === 0 ? { variationOf: picture() } : {}
    return {
      path: '/svg/generate-svg',
      body: { prompt, style, count: 1 + random(4), ...size, ...model, ...beside },
    }
  }
  if (kind < 7) {
    const prompts = Array.from({ length: 1 + random(12) }, () => prompt)
    const model = random(10) === 0 ? { model: 'composer' } : {}
    return { path: '/svg/sets', body: { prompts, style, ...model } }
  }
  const pictureId = picture()
  const edit = pick([
    { op: 'recolor', from: '#d9442b', to: '#1d4ed8' },
    { op: 'remove', target: { id: 'nothing' } },
    { op: 'scale', target: { all: true }, x: 0.9, y: 0.9 },
  ])
  const body = kind < 8 ? { edits: [edit] } : { instruction: 'make it blue' }
  return { path: `/svg/${pictureId}/edits`, body, pictureId }
}

const usersAtOnce = 8
const requestsOfEach = quotedRequests / usersAtOnce
const requestsOfUser = 125

async function compareForUser(random: (below: number) => number, strangerId: string): Promise<string[]> {
  const { client, id } = await api.signUp()
  const plan = ['FREE', 'CUSTOMER', 'UNLIMITED'][random(3)]
  await api.database.pool.query('update users set plan = $2 where id = $1', [id, plan])
  const pictures = [
    ...(await hangPictures(api, { userId: id, count: 3 })),
    ...(await hangPictures(api, { userId: strangerId, count: 1, privacy: true })),
  ]
  const { key } = await makeKey(client, random(2) === 0 ? { monthlyCredits: 5 + random(20) } : {})
  const wrong: string[] = []
  // What the account has if each quote was right; the next quote reads what it has.
  let credits = await readCredits(id)
  for (let at = 0; at < requestsOfUser; at += 1) {
    const isCancelled = random(8) === 0
    if (isCancelled) await cancelOldest(client)
    const isToppedUp = random(10) === 0
    if (isToppedUp) await topUp(id)
    if (isCancelled || isToppedUp) credits = await readCredits(id)
    const { path, body, pictureId } = askAnything(random, pictures)
    const way = random(2)
    const send = (to: string, sent: object) =>
      way === 0 ? client.post(to, sent) : callWithKey(api.url, key, 'POST', to, { body: sent })
    const quoted = await send('/svg/quote', { ...body, ...(pictureId && { pictureId }) })
    const asked = await send(path, body)
    const isAccepted = asked.status < 300
    const expected =
      asked.status === 400
        ? { status: 400, code: errorCodeOf(asked) }
        : {
            status: 200,
            accepted: isAccepted,
            code: isAccepted ? undefined : errorCodeOf(asked),
            balance: credits,
          }
    const found =
      quoted.status === 400
        ? { status: 400, code: errorCodeOf(quoted) }
        : {
            status: quoted.status,
            accepted: quoteOf(quoted).accepted,
            code: quoteOf(quoted).code,
            balance: quoteOf(quoted).balance,
          }
    if (JSON.stringify(expected) !== JSON.stringify(found))
      wrong.push(`${path} ${JSON.stringify(body)}: ${JSON.stringify({ expected, found })}`)
    if (isAccepted) credits -= quoteOf(quoted).credits
  }
  const left = await readCredits(id)
  if (left !== credits) wrong.push(`at the end the account has ${left} credits, not ${credits}`)
  return wrong
}

async function readCredits(userId: string): Promise<number> {
  const { rows } = await api.database.pool.query<{ credits: number }>(
    'select credits from users where id = $1',
    [userId],
  )
  return rows[0]?.credits ?? Number.NaN
}

/** More credits, and a new day. */
async function topUp(userId: string): Promise<void> {
  await api.database.pool.query(
    'update users set credits = credits + 8, generations_today = 0 where id = $1',
    [userId],
  )
}

async function cancelOldest(client: Client): Promise<void> {
  const { body } = await client.get('/svg/generation-jobs?status=QUEUED&limit=1')
  const [job] = (body as { jobs: { id: string }[] }).jobs
  if (job) await client.post(`/svg/generation-jobs/${job.id}/cancel`, {})
}

it('equals the charge and the answer of random requests of all kinds', { timeout: 1_200_000 }, async () => {
  const { id: strangerId } = await api.signUp()
  const chains = Array.from({ length: usersAtOnce }, async (_, chain) => {
    const random = createDice(chain + 1)
    const wrong: string[] = []
    for (let done = 0; done < requestsOfEach; done += requestsOfUser)
      wrong.push(...(await compareForUser(random, strangerId)))
    return wrong
  })
  expect((await Promise.all(chains)).flat().slice(0, 5)).toEqual([])
})
