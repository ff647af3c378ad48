import { expect, it } from 'vitest'
import type { ApiDocument } from '../../apps/server/src/platform/openapi/index.ts'
import { startTestApi } from '../harness/api.ts'
import { callWithKey, makeKey } from '../harness/api-key.ts'
import { errorCodeOf } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'

/** Every call that takes API keys, by the scope that it needs. All others refuse keys, or need none. */
const contract: Record<string, string> = {
  'account:read': `
    GET /auth/current-user  GET /auth/whoami  GET /user/profile  GET /user/me  GET /user/credits  GET /user/author
    GET /notification/badge  GET /notification/latest`,
  'pictures:read': `
    GET /svg/generation-jobs  GET /svg/generation-jobs/{id}  GET /svg/generation-jobs/{id}/events
    GET /svg/history  GET /svg/{id}  GET /svg/{id}/source  GET /svg/{id}/plan  GET /svg/{id}/download  GET /svg/{id}/versions
    GET /svg/{id}/file.svg  GET /svg/{id}/file.png  GET /svg/{id}/file.pdf  GET /svg/{id}/favicon.zip
    GET /svg/{id}/component.tsx  GET /svg/{id}/component.jsx  GET /svg/{id}/component.vue  GET /svg/{id}/component.svelte
    GET /svg/{id}/component.ts  GET /svg/{id}/drawable.xml  GET /svg/{id}/picture.swift  GET /svg/{id}/cut.svg
    GET /svg/{id}/animated.svg  GET /svg/{id}/lottie.json  GET /svg/{id}/current-color.svg  POST /svg/files.zip
    GET /svg/sets/{id}  GET /svg/sets/{id}/files.zip  GET /user/generations  GET /gallery/likes
    GET /collections  GET /collections/{id}  GET /collections/{id}/pictures  GET /palettes`,
  'pictures:write': `
    POST /svg/generate-svg  POST /svg/generation-jobs/{id}/cancel  POST /svg/sets  POST /svg  POST /svg/trace  POST /svg/quote
    PATCH /user/generations/{id}  DELETE /user/generations/{id}  PUT /gallery/{id}/like  DELETE /gallery/{id}/like
    POST /collections  PATCH /collections/{id}  DELETE /collections/{id}
    PUT /collections/{id}/pictures/{pictureId}  DELETE /collections/{id}/pictures/{pictureId}
    PUT /palettes/{colors}  DELETE /palettes/{colors}`,
  edits: `
    POST /svg/{id}/edits  POST /svg/{id}/restore`,
  keys: `
    GET /user/api-keys  DELETE /user/api-keys/{id}  GET /user/apps  DELETE /user/apps/{id}`,
  webhooks: `
    GET /user/webhooks  POST /user/webhooks  GET /user/webhooks/{id}  PATCH /user/webhooks/{id}  DELETE /user/webhooks/{id}
    POST /user/webhooks/{id}/rotate  POST /user/webhooks/{id}/test  GET /user/webhooks/{id}/deliveries
    GET /user/webhooks/{id}/deliveries/{deliveryId}  POST /user/webhooks/{id}/deliveries/{deliveryId}/redeliver`,
}

const api = keepForSuite(await startTestApi())
const document = (await api.client().get('/openapi.json')).body as ApiDocument

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security = [] }]) => ({
    call: `${method.toUpperCase()} ${path.replace('/api', '')}`,
    scope: security.find((one) => 'apiKey' in one)?.apiKey?.[0],
    isForVisitors: security.length === 0,
  })),
)

it('the document names the scope of every call that takes keys', () => {
  for (const [scope, calls] of Object.entries(contract))
    expect(
      operations
        .filter((one) => one.scope === scope)
        .map(({ call }) => call)
        .sort(),
      scope,
    ).toEqual(
      calls
        .trim()
        .split(/\s{2,}/)
        .sort(),
    )
  expect(new Set(operations.flatMap(({ scope }) => scope ?? []))).toEqual(new Set(Object.keys(contract)))
})

it('every call without a scope refuses a key that has all scopes, unless it is for visitors', async () => {
  const { client } = await api.signUp()
  const { key } = await makeKey(client)
  const closed = operations.filter(({ scope, isForVisitors }) => scope === undefined && !isForVisitors)
  expect(closed.length).toBeGreaterThan(60)
  for (const { call } of closed) {
    const [method = '', path = ''] = call.split(' ')
    const filled = path.replace(/\{\w+\}/g, crypto.randomUUID())
    const answer = await callWithKey(api.url, key, method, filled, {
      body: method === 'GET' ? undefined : {},
    })
    expect([call, answer.status, errorCodeOf(answer)]).toEqual([call, 403, 'session_required'])
  }
})

it('every call with a scope refuses a key without it', async () => {
  const { client } = await api.signUp()
  const other = await makeKey(client, { scopes: ['webhooks'] })
  const forWebhooks = await makeKey(client, { scopes: ['edits'] })
  for (const { call, scope } of operations.filter(({ scope }) => scope !== undefined)) {
    const { key } = scope === 'webhooks' ? forWebhooks : other
    const [method = '', path = ''] = call.split(' ')
    const filled = path.replace(/\{\w+\}/g, crypto.randomUUID())
    const answer = await callWithKey(api.url, key, method, filled, {
      body: method === 'GET' ? undefined : {},
    })
    // No key can have the scope `keys`, only an app.
    const code = scope === 'keys' ? 'session_required' : 'insufficient_scope'
    expect([call, answer.status, errorCodeOf(answer)]).toEqual([call, 403, code])
  }
})
