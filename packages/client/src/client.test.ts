import { describe, expect, it } from 'vitest'
import { changeBalance } from '../../../apps/server/src/features/credits/index.ts'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { testPassword } from '../../../test/harness/client.ts'
import { sceneImage } from '../../../test/harness/image-forms.ts'
import { keepForSuite } from '../../../test/harness/keep.ts'
import {
  ApiError,
  AuthenticationError,
  CreditsError,
  createClient,
  createCookieJar,
  createIdempotencyKey,
  InvalidRequestError,
  isProblem,
  NotFoundError,
  PermissionError,
  ServiceError,
  UnreachableError,
} from './index.ts'

const api = keepForSuite(await startTestApi({ LOG_LEVEL: 'error' }))

type Intercept = (url: URL, send: () => Promise<Response>) => Promise<Response>

/** A client with a session, whose requests go through `intercept` and are listed in `sent`. */
async function openClient(intercept: Intercept = (_, send) => send()) {
  const cookies = new Map<string, string>()
  const sent: string[] = []
  const pauses: number[] = []
  let isReached: boolean | undefined
  const client = createClient({
    baseUrl: api.url,
    cookies: createCookieJar(cookies),
    fetch(input, init) {
      const url = new URL(String(input))
      sent.push(`${init?.method ?? 'GET'} ${url.pathname}${url.search}`)
      return intercept(url, () => fetch(input, init))
    },
    connection: {
      onReached: () => {
        isReached = true
      },
      onUnreachable: () => {
        isReached = false
      },
      waitToRetry: async (ms) => {
        pauses.push(ms)
      },
    },
  })
  const email = `${crypto.randomUUID()}@example.com`
  await client.call('POST /api/auth/register', {
    body: { name: 'Ada', email, password: testPassword, agreedToTerms: true },
  })
  sent.length = 0
  return { client, cookies, email, sent, pauses, isReached: () => isReached }
}

const drawing = { prompt: 'a blue circle, quite round', style: 'flat' } as const
const generate = 'POST /api/svg/generate-svg'

describe('a call', () => {
  it('fills the path, leaves out what is not given, and gives the typed answer', async () => {
    const { client, sent } = await openClient()
    const { job } = await client.call(generate, { body: drawing })
    const found = await client.call('GET /api/svg/generation-jobs/{id}', { params: { id: job.id } })
    expect(found.job).toMatchObject({ id: job.id, status: 'QUEUED', prompt: drawing.prompt })
    const { jobs } = await client.call('GET /api/svg/generation-jobs', {
      query: { limit: 1, status: undefined },
    })
    expect(jobs.map(({ id }) => id)).toEqual([job.id])
    expect(sent).toEqual([
      generate,
      `GET /api/svg/generation-jobs/${job.id}`,
      'GET /api/svg/generation-jobs?limit=1',
    ])
  })

  it('sends a body with a file as a form', async () => {
    const { client, sent } = await openClient()
    const image = new Blob([new Uint8Array(await sceneImage('png'))], { type: 'image/png' })
    const { job } = await client.call('POST /api/svg/trace', {
      body: { image, title: 'Scene', colors: 4, palette: ['#000000', '#ff0000'], privacy: true },
      idempotencyKey: createIdempotencyKey(),
    })
    expect(job).toMatchObject({
      prompt: 'Scene',
      privacy: true,
      options: { palette: ['#000000', '#ff0000'], trace: { colors: 4, detail: 'medium' } },
    })
    expect(sent.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/svg/trace'])
  })

  it('throws an ApiError with the code and members when the service refuses', async () => {
    const { client } = await openClient()
    const refused = await client.call(generate, { body: { ...drawing, prompt: ' ' } }).catch((error) => error)
    expect(refused).toBeInstanceOf(ApiError)
    expect(refused).toMatchObject({ status: 400, requestId: expect.stringMatching(/./) })
    expect(refused.message).toBe(refused.members.error)
    const missing = client.call('GET /api/svg/{id}', { params: { id: crypto.randomUUID() } })
    const notFound = await missing.catch((error) => error)
    expect(notFound).toMatchObject({ status: 404 })
    expect(isProblem(notFound, 'svg_not_found')).toBe(true)
    // @ts-expect-error a code that the service does not have
    expect(isProblem(notFound, 'picture_not_found')).toBe(false)
  })

  it('fetches the CSRF token once, and anew when the service refuses it', async () => {
    const { client, cookies, sent } = await openClient()
    await client.call('POST /api/notification/seen')
    expect(sent).toEqual(['POST /api/notification/seen'])
    cookies.delete('csrf-token')
    await Promise.all([
      client.call('POST /api/notification/seen'),
      client.call('POST /api/notification/seen'),
    ])
    expect(sent.filter((request) => request === 'GET /api/csrf')).toHaveLength(1)
  })

  it('renews the session once for all calls that find it expired', async () => {
    const { client, cookies, sent } = await openClient()
    cookies.delete('token')
    const names = ['GET /api/user/me', 'GET /api/auth/factors', 'GET /api/auth/sessions'] as const
    await Promise.all(names.map((name) => client.call(name)))
    expect(sent.filter((request) => request === 'POST /api/auth/refresh')).toHaveLength(1)
  })

  it('reports that the session has ended if it cannot be renewed, and throws the 401', async () => {
    const { client, cookies } = await openClient()
    let ends = 0
    const remove = client.onSessionEnd(() => {
      ends += 1
    })
    cookies.clear()
    await expect(client.call('GET /api/user/me')).rejects.toMatchObject({ status: 401, code: 'no_token' })
    expect(ends).toBe(1)
    remove()
    await expect(client.call('GET /api/user/me')).rejects.toMatchObject({ status: 401 })
    expect(ends).toBe(1)
  })

  it('does not treat a wrong password as an expired session', async () => {
    const { client, email, sent } = await openClient()
    const login = client.call('POST /api/auth/login', {
      body: { email, password: 'another walk by the sea' },
    })
    await expect(login).rejects.toMatchObject({ status: 401 })
    expect(sent).toEqual(['POST /api/auth/login'])
  })

  it('reports that the credits were not enough', async () => {
    const { client } = await openClient()
    let shortages = 0
    client.onCreditsShort(() => {
      shortages += 1
    })
    for (let drawn = 0; drawn < 8; drawn += 4) await client.call(generate, { body: { ...drawing, count: 4 } })
    await expect(client.call(generate, { body: { ...drawing, count: 4 } })).rejects.toMatchObject({
      status: 402,
    })
    expect(shortages).toBe(1)
  })
})

describe('a call that gets no answer', () => {
  /** The service gets the first `times` requests to generate, and their answers are lost. */
  const loseAnswers = (times: number): Intercept => {
    let lost = 0
    return async (url, send) => {
      const response = await send()
      if (url.pathname !== '/api/svg/generate-svg' || lost === times) return response
      lost += 1
      throw new TypeError('fetch failed')
    }
  }

  it('is sent again with an idempotency key, and charged once', async () => {
    const { client, sent, pauses, isReached } = await openClient(loseAnswers(2))
    await client.call(generate, { body: drawing, idempotencyKey: createIdempotencyKey() })
    expect(sent).toEqual([generate, generate, generate])
    expect(pauses).toEqual([400, 800])
    expect((await client.call('GET /api/auth/whoami')).user?.credits).toBe(9)
    expect(isReached()).toBe(true)
  })

  it('is given up after four attempts', async () => {
    const { client, sent, isReached } = await openClient(loseAnswers(9))
    const call = client.call(generate, { body: drawing, idempotencyKey: createIdempotencyKey() })
    await expect(call).rejects.toThrow(UnreachableError)
    expect(sent).toHaveLength(4)
    expect(isReached()).toBe(false)
  })

  it('is not sent again without a key, nor after the caller aborted', async () => {
    const { client, sent } = await openClient(loseAnswers(9))
    await expect(client.call(generate, { body: drawing })).rejects.toThrow(UnreachableError)
    const signal = AbortSignal.abort('stopped')
    const aborted = client.call(generate, { body: drawing, idempotencyKey: createIdempotencyKey(), signal })
    await expect(aborted).rejects.toBe('stopped')
    expect(sent).toHaveLength(2)
  })

  it('is sent again when the service is not available, after the pause that it asks for', async () => {
    let isDown = false
    const { client, sent, pauses } = await openClient((url, send) => {
      if (!isDown || !url.pathname.endsWith('/generate-svg')) return send()
      isDown = false
      const headers = { 'content-type': 'application/json', 'retry-after': '3' }
      return Promise.resolve(new Response('{"code":"service_unavailable"}', { status: 503, headers }))
    })
    isDown = true
    await expect(client.call(generate, { body: drawing })).rejects.toThrow(ServiceError)
    isDown = true
    await client.call(generate, { body: drawing, idempotencyKey: createIdempotencyKey() })
    expect(sent.filter((request) => request === generate)).toHaveLength(3)
    expect(pauses).toEqual([3_000])
  })

  it('treats an incomplete answer as no answer', async () => {
    const { client } = await openClient(async (url, send) => {
      const response = await send()
      if (!url.pathname.endsWith('/models')) return response
      return new Response('{"models": [', { headers: response.headers })
    })
    await expect(client.call('GET /api/svg/models')).rejects.toThrow(UnreachableError)
  })
})

describe('a client with a workspace', () => {
  it('acts in it with its session, also in what it follows, and a key of a person is refused there', async () => {
    const { client, cookies } = await openClient()
    const { workspace } = await client.call('POST /api/workspaces', { body: { name: 'Studio' } })
    const grant = { userId: workspace.id, amount: 10, reason: 'GRANT', note: null } as const
    await api.resources.database.db.transaction((tx) => changeBalance(tx, grant))
    const open = (options: object) => createClient({ baseUrl: api.url, workspace: workspace.id, ...options })
    const acting = open({ cookies: createCookieJar(cookies) })
    const { job } = await acting.call(generate, { body: drawing })
    const asked = await acting.watch(job.id).next()
    expect(asked.value).toMatchObject({ status: 'QUEUED' })
    expect((await acting.call('GET /api/user/profile')).user).toMatchObject({ name: 'Studio', credits: 9 })
    await expect(
      client.call('GET /api/svg/generation-jobs/{id}', { params: { id: job.id } }),
    ).rejects.toThrow(NotFoundError)
    const { client: person } = await api.signUp()
    const refused = open({ apiKey: (await makeKey(person)).key }).call('GET /api/user/profile')
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'workspace_needs_session' })
  })
})

describe('a client with an API key', () => {
  const open = async (settings: Record<string, unknown> = {}) => {
    const { client: owner } = await api.signUp()
    const { id, key } = await makeKey(owner, settings)
    const requests: RequestInit[] = []
    const client = createClient({
      baseUrl: api.url,
      apiKey: key,
      cookies: createCookieJar(new Map([['token', 'of another user']])),
      fetch(input, init) {
        if (init) requests.push(init)
        return fetch(input, init)
      },
    })
    return { client, owner, id, key, requests }
  }

  it('sends the key with every request, and neither cookies nor a CSRF token', async () => {
    const { client, key, requests } = await open()
    await client.call('GET /api/user/me')
    await client.call(generate, { body: drawing })
    expect(requests).toHaveLength(2)
    for (const { headers, credentials } of requests) {
      expect(headers).toMatchObject({ authorization: `Bearer ${key}` })
      expect(Object.keys(headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']))
      expect(Object.keys(headers ?? {})).not.toEqual(expect.arrayContaining(['x-csrf-token']))
      expect(credentials).toBe('omit')
    }
  })

  it('throws the class of each refusal', async () => {
    const { client, owner, id } = await open({ monthlyCredits: 1 })
    const draw = (request: object = {}) => client.generate({ ...drawing, ...request })
    await expect(draw({ style: 'none' })).rejects.toThrow(InvalidRequestError)
    await expect(client.edit(crypto.randomUUID(), { instruction: 'make it blue' })).rejects.toThrow(
      NotFoundError,
    )
    await expect(client.call('GET /api/auth/sessions')).rejects.toThrow(PermissionError)
    const { job } = await client.call(generate, { body: drawing })
    await expect(draw()).rejects.toThrow(CreditsError)
    await owner.post(`/svg/generation-jobs/${job.id}/cancel`, {})
    await expect(client.watch(job.id).next()).resolves.toMatchObject({ value: { status: 'FAILED' } })
    const stopped = client.generate(drawing, {
      onProgress: ({ job: current }) =>
        void (current && owner.post(`/svg/generation-jobs/${current.id}/cancel`, {})),
    })
    await expect(stopped).rejects.toMatchObject({ name: 'JobFailedError', code: 'CANCELLED' })
    await owner.delete(`/user/api-keys/${id}`)
    await expect(draw()).rejects.toThrow(AuthenticationError)
  })

  it('applies edits at once and free of charge', async () => {
    const { client, owner } = await open()
    const { body } = await owner.post('/svg', {
      svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#d9442b" d="M0 0h9v9z"/></svg>',
    })
    const { id } = (body as { svgGeneration: { id: string } }).svgGeneration
    const edits = [{ op: 'recolor', from: '#d9442b', to: '#1d4ed8' } as const]
    expect(await client.edit(id, { edits })).toMatchObject({
      svg: expect.stringContaining('#1d4ed8'),
      creditsUsed: 0,
    })
  })
})
