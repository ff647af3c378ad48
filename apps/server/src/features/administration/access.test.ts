import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import type { ApiDocument } from '../../platform/openapi/index.ts'

const nobody = crypto.randomUUID()

const api = keepForSuite(await startTestApi())
const { paths } = (await api.client().get('/openapi.json')).body as ApiDocument
const routes = Object.entries(paths)
  .filter(([path]) => path.startsWith('/api/admin'))
  .flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace('/api', '').replace('{id}', nobody),
    })),
  )

async function askAll(client: Client): Promise<string[]> {
  const answers: string[] = []
  for (const { method, path } of routes) {
    const body = method === 'GET' ? undefined : {}
    const answer = await client.send(method, path, { body })
    answers.push(`${answer.status} ${errorCodeOf(answer) ?? ''}`)
  }
  return answers
}

describe('every route for administrators', () => {
  it('is covered by this test', () => {
    expect(routes.length).toBeGreaterThanOrEqual(18)
  })

  it('asks for a sign-in without a session', async () => {
    expect(new Set(await askAll(api.client()))).toEqual(new Set(['401 no_token']))
  })

  it('does not exist for a user', async () => {
    const { client } = await api.signUp()
    expect(new Set(await askAll(client))).toEqual(new Set(['404 not_found']))
    const elsewhere = await client.get('/admin/nowhere')
    const { requestId: _, ...problem } = (await client.get('/admin/users')).body as Record<string, unknown>
    expect(elsewhere.body).toMatchObject(problem)
  })

  it('is closed to an administrator who was suspended, or lost the role', async () => {
    const { client, id } = await signUpAdministrator(api)
    const { client: other } = await signUpAdministrator(api)
    const demoted = await signUpAdministrator(api)
    const reason = { reason: 'has left' }
    expect((await other.post(`/admin/users/${id}/suspend`, reason)).status).toBe(200)
    expect(new Set(await askAll(client))).toEqual(new Set(['401 invalid_token']))
    const change = { role: 'USER', ...reason }
    expect((await other.patch(`/admin/users/${demoted.id}`, change)).status).toBe(200)
    expect(new Set(await askAll(demoted.client))).toEqual(new Set(['404 not_found']))
  })

  it('is open to an administrator', async () => {
    const { client } = await signUpAdministrator(api)
    const answers = new Set(await askAll(client))
    // Of a user, a job and a picture that do not exist, and of actions without a reason.
    expect(answers).toEqual(
      new Set([
        '200 ',
        '404 user_not_found',
        '404 job_not_found',
        '404 svg_not_found',
        '400 invalid_request',
      ]),
    )
  })

  it('refuses writes without a CSRF token', async () => {
    const { client } = await signUpAdministrator(api)
    for (const { method, path } of routes.filter((route) => route.method !== 'GET')) {
      const answer = await client.send(method, path, { body: { reason: 'because' }, csrf: false })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  it('keeps its answers out of caches', async () => {
    const { client } = await signUpAdministrator(api)
    expect((await client.get('/admin/users')).headers.get('cache-control')).toBe('no-store')
  })
})
