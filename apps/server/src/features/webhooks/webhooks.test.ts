import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Answer, type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { makeWebhook, readWebhook } from '../../../../../test/harness/webhook-receiver.ts'
import { disableWebhookIn, enableWebhookIn } from './manage-webhooks.ts'
import { queueEvents } from './send-store.ts'

const api = keepForSuite(await startTestApi({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1,hooks.local' }))
const url = 'https://hooks.example/chatsvg'

const refusalOf = (answer: Answer) => [answer.status, errorCodeOf(answer)]
const listOf = async (client: Client) =>
  ((await client.get('/user/webhooks')).body as { webhooks: object[] }).webhooks

it('a webhook is made, listed without its secret, changed, disabled, enabled and deleted', async () => {
  const { client } = await api.signUp()
  const made = await client.post('/user/webhooks', { url, events: ['job.failed', 'job.succeeded'] })
  const { id, secret } = readWebhook(made)
  expect([made.status, made.headers.get('location')]).toEqual([201, `/api/user/webhooks/${id}`])
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const about = {
    id,
    url,
    events: ['job.failed', 'job.succeeded'],
    enabled: true,
    disabledReason: null,
    failingSince: null,
  }
  expect(await listOf(client)).toMatchObject([about])
  const read = await client.get(`/user/webhooks/${id}`)
  expect([read.body, read.text.includes('whsec')]).toEqual([
    { webhook: expect.objectContaining(about) },
    false,
  ])

  const changed = await client.patch(`/user/webhooks/${id}`, {
    url: 'http://hooks.local:8080/x',
    events: ['credits.low'],
  })
  expect(changed.body).toMatchObject({
    webhook: { url: 'http://hooks.local:8080/x', events: ['credits.low'] },
  })
  const disabled = await client.patch(`/user/webhooks/${id}`, { enabled: false })
  expect(disabled.body).toMatchObject({ webhook: { enabled: false, disabledReason: 'owner' } })
  expect(refusalOf(await client.post(`/user/webhooks/${id}/test`))).toEqual([409, 'webhook_disabled'])
  const enabled = await client.patch(`/user/webhooks/${id}`, { enabled: true })
  expect(enabled.body).toMatchObject({ webhook: { enabled: true, disabledReason: null, disabledAt: null } })

  expect((await client.delete(`/user/webhooks/${id}`)).status).toBe(200)
  expect(refusalOf(await client.delete(`/user/webhooks/${id}`))).toEqual([404, 'webhook_not_found'])
  expect(await listOf(client)).toEqual([])
  const { events } = (await client.get('/auth/security-log')).body as { events: { action: string }[] }
  const actions = events.map(({ action }) => action).filter((action) => action.startsWith('webhook'))
  const changes = ['webhook_changed', 'webhook_changed', 'webhook_changed']
  expect(actions).toEqual(['webhook_deleted', ...changes, 'webhook_created'])
})

it.each([
  ...[
    'http://hooks.example',
    'https://10.0.0.7',
    'https://[::1]/',
    'https://169.254.169.254/',
    'hooks.example',
    '',
  ],
  ...[
    'https://a:b@hooks.example/',
    `https://hooks.example/${'x'.repeat(2_048)}`,
    'ftp://hooks.example',
    'http://127.0.0.2/',
  ],
])('the URL %s is refused, in making and in changing a webhook', async (wrong) => {
  const { client } = await api.signUp()
  const { id } = await makeWebhook(client, { url })
  const refused = [400, 'invalid_webhook_settings']
  expect(refusalOf(await client.post('/user/webhooks', { url: wrong, events: ['job.failed'] }))).toEqual(
    refused,
  )
  expect(refusalOf(await client.patch(`/user/webhooks/${id}`, { url: wrong }))).toEqual(refused)
})

it('lists of events that are empty, doubled or unknown are refused', async () => {
  const { client } = await api.signUp()
  for (const events of [[], ['job.failed', 'job.failed'], ['webhook.test'], ['x'], 'job.failed', undefined])
    expect(refusalOf(await client.post('/user/webhooks', { url, events }))).toEqual([
      400,
      'invalid_webhook_settings',
    ])
})

it('secrets are stored encrypted, and bound to their webhook', async () => {
  const { client } = await api.signUp()
  const { id, secret } = await makeWebhook(client, { url })
  const { rows } = await api.database.pool.query('select * from webhook_secrets where webhook_id = $1', [id])
  const bytes = Buffer.from(secret.replace('whsec_', ''), 'base64')
  for (const form of [secret, bytes.toString('base64url'), bytes.toString('hex')])
    expect(JSON.stringify(rows)).not.toContain(form)
})

it('of many rotations the newest secrets stay, and one without an overlap ends the others at once', async () => {
  const { client } = await api.signUp()
  const { id } = await makeWebhook(client, { url })
  const count = async () => {
    const { rows } = await api.database.pool.query(
      'select count(*)::int as count from webhook_secrets where webhook_id = $1 and (ends_at is null or ends_at > now())',
      [id],
    )
    return rows[0].count
  }
  for (let rotation = 0; rotation < 8; rotation += 1) await client.post(`/user/webhooks/${id}/rotate`, {})
  expect(await count()).toBe(5)
  const { body } = await client.post(`/user/webhooks/${id}/rotate`, { overlapSeconds: 0 })
  expect([await count(), body]).toEqual([
    1,
    expect.objectContaining({ webhook: expect.objectContaining({ previousEndsAt: null }) }),
  ])
  expect(refusalOf(await client.post(`/user/webhooks/${id}/rotate`, { overlapSeconds: -1 }))).toEqual([
    400,
    'invalid_webhook_settings',
  ])
})

it('tests and repeated deliveries are limited together', async () => {
  await using limited = await startTestApi({ RATE_LIMIT_WEBHOOK: '2/1m' })
  const { client } = await limited.signUp()
  const { id } = await makeWebhook(client, { url })
  const test = () => client.post(`/user/webhooks/${id}/test`)
  const { delivery } = (await test()).body as { delivery: { id: string } }
  expect((await client.post(`/user/webhooks/${id}/deliveries/${delivery.id}/redeliver`)).status).toBe(202)
  expect(refusalOf(await test())).toEqual([429, 'rate_limited'])
})

it('a webhook, its deliveries and its secret do not exist for other users', async () => {
  const { client } = await api.signUp()
  const { client: other } = await api.signUp()
  const { id } = await makeWebhook(client, { url })
  const { delivery } = (await client.post(`/user/webhooks/${id}/test`)).body as { delivery: { id: string } }
  const path = `/user/webhooks/${id}`
  const own = await makeWebhook(other, { url })
  for (const answer of [
    await other.get(path),
    await other.patch(path, { enabled: false }),
    await other.delete(path),
    await other.post(`${path}/rotate`, {}),
    await other.post(`${path}/test`),
    await other.get(`${path}/deliveries`),
    await other.get(`${path}/deliveries/${delivery.id}`),
    await other.post(`${path}/deliveries/${delivery.id}/redeliver`),
    await client.get('/user/webhooks/nonsense'),
  ])
    expect(refusalOf(answer)).toEqual([404, 'webhook_not_found'])
  for (const deliveryId of [delivery.id, 'nonsense'])
    expect(refusalOf(await other.get(`/user/webhooks/${own.id}/deliveries/${deliveryId}`))).toEqual([
      404,
      'webhook_delivery_not_found',
    ])
  expect((await client.get(path)).body).toMatchObject({ webhook: { enabled: true } })
})

it('deliveries are listed in pages, newest first, each once', async () => {
  const { client } = await api.signUp()
  const { id } = await makeWebhook(client, { url })
  const sent: string[] = []
  for (let test = 0; test < 7; test += 1) {
    const { delivery } = (await client.post(`/user/webhooks/${id}/test`)).body as { delivery: { id: string } }
    sent.unshift(delivery.id)
  }
  const found: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await client.get(`/user/webhooks/${id}/deliveries?limit=3&cursor=${cursor}`)
    const page = body as { deliveries: { id: string }[]; nextCursor: string | null }
    found.push(...page.deliveries.map((one) => one.id))
    cursor = page.nextCursor
  }
  expect(found).toEqual(sent)
})

it('a key with the scope manages webhooks, and others do not', async () => {
  const { client } = await api.signUp()
  const { key } = await makeKey(client, { scopes: ['webhooks'] })
  const made = await callWithKey(api.url, key, 'POST', '/user/webhooks', {
    body: { url, events: ['job.failed'] },
  })
  const { id } = readWebhook(made)
  expect((await callWithKey(api.url, key, 'GET', `/user/webhooks/${id}/deliveries`)).body).toEqual({
    deliveries: [],
    nextCursor: null,
  })
  const { key: other } = await makeKey(client)
  expect(refusalOf(await callWithKey(api.url, other, 'GET', '/user/webhooks'))).toEqual([
    403,
    'insufficient_scope',
  ])
  expect((await api.client().get('/user/webhooks')).status).toBe(401)
})

it('a charge after which fewer than 5 credits are left is an event, and no other change of the balance', async () => {
  const { client, id: userId } = await api.signUp()
  await makeWebhook(client, { url })
  const events = async () => {
    const { rows } = await api.database.pool.query(
      `select data->>'credits' as credits from webhook_events where user_id = $1 and type = 'credits.low' order by id`,
      [userId],
    )
    return rows.map(({ credits }) => Number(credits))
  }
  const draw = () => client.post('/svg/generate-svg', { prompt: 'a lighthouse in the fog', style: 'flat' })
  for (let picture = 0; picture < 5; picture += 1) await draw()
  expect(await events()).toEqual([])
  const { job } = (await draw()).body as { job: { id: string } }
  expect(await events()).toEqual([4])
  for (let picture = 0; picture < 4; picture += 1) await draw()
  expect(await events()).toEqual([4])
  await client.post(`/svg/generation-jobs/${job.id}/cancel`)
  expect(await events()).toEqual([4])
})

it('each webhook is told of low credits at its own threshold, of credits that an administrator takes too', async () => {
  const { client, id: userId } = await api.signUp()
  const subscribe = (settings: object) =>
    client.post('/user/webhooks', { url, events: ['credits.low'], ...settings })
  const usual = (await subscribe({})).body as { webhook: { id: string; lowCredits: number } }
  const other = (await subscribe({ lowCredits: 8 })).body as typeof usual
  expect([usual.webhook.lowCredits, other.webhook.lowCredits]).toEqual([5, 8])
  const { db } = api.resources.database
  const told = async () => {
    await queueEvents(db, 100)
    const { rows } = await api.database.pool.query(
      `select webhook_id, event.data->>'credits' as credits from webhook_deliveries join webhook_events event on event.id = event_id
       where user_id = $1 order by event.id, webhook_deliveries.id`,
      [userId],
    )
    return rows.map(({ webhook_id, credits }) => [webhook_id, Number(credits)])
  }
  const spend = (credits: number) =>
    api.database.pool.query('update users set credits = credits - $2 where id = $1', [userId, credits])
  await spend(2)
  expect(await told()).toEqual([])
  await spend(1)
  expect(await told()).toEqual([[other.webhook.id, 7]])
  await client.patch(`/user/webhooks/${other.webhook.id}`, { lowCredits: 3 })
  await spend(3)
  expect(await told()).toEqual([
    [other.webhook.id, 7],
    [usual.webhook.id, 4],
  ])
  await spend(-6)
  await spend(9)
  const last = (await told()).slice(2)
  expect(last).toHaveLength(2)
  expect(last).toEqual(expect.arrayContaining([usual, other].map(({ webhook }) => [webhook.id, 1])))
  for (const lowCredits of [0, 1.5, '5', 1_000_001])
    expect(refusalOf(await subscribe({ lowCredits }))).toEqual([400, 'invalid_webhook_settings'])
})

it('what an administrator has disabled stays disabled, and its owner sees why', async () => {
  const { client, id: userId } = await api.signUp()
  const { id } = await makeWebhook(client, { url })
  const own = { userId, id }
  const nobody = { ipAddress: null, userAgent: null, requestId: null }
  const { db } = api.resources.database
  await client.patch(`/user/webhooks/${id}`, { enabled: false })
  await db.transaction((tx) => disableWebhookIn(tx, own, 'It floods a third party.', nobody))
  const disabled = {
    enabled: false,
    disabledReason: 'administrator',
    disabledNote: 'It floods a third party.',
  }
  expect((await client.get(`/user/webhooks/${id}`)).body).toMatchObject({ webhook: disabled })
  expect((await client.get('/notification/latest')).text).toContain('It floods a third party.')
  const { id: elsewhere } = await makeWebhook(client, { url: 'https://elsewhere.example' })
  for (const answer of [
    await client.patch(`/user/webhooks/${id}`, { enabled: true }),
    await client.patch(`/user/webhooks/${id}`, { enabled: false }),
    await client.patch(`/user/webhooks/${id}`, { url: 'https://elsewhere.example' }),
    await client.delete(`/user/webhooks/${id}`),
    await client.post('/user/webhooks', { url: `${url}/again`, events: ['job.failed'] }),
    await client.patch(`/user/webhooks/${elsewhere}`, { url: `${url}/again` }),
  ])
    expect(refusalOf(answer)).toEqual([409, 'webhook_disabled_by_administrator'])
  await db.transaction((tx) => enableWebhookIn(tx, own, nobody))
  const enabled = { enabled: true, disabledReason: null, disabledNote: null }
  expect((await client.get(`/user/webhooks/${id}`)).body).toMatchObject({ webhook: enabled })
  expect((await client.delete(`/user/webhooks/${id}`)).status).toBe(200)
})

it('the export of an account has its webhooks and deliveries, without secrets', async () => {
  const { client } = await api.signUp()
  const { id, secret } = await makeWebhook(client, { url })
  await client.post(`/user/webhooks/${id}/test`)
  const { body, text } = await client.get('/user/export')
  expect(body).toMatchObject({
    webhooks: [{ id, url }],
    webhookDeliveries: [{ webhookId: id, type: 'webhook.test' }],
  })
  expect(text).not.toContain(secret)
  expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
  const { rows } = await api.database.pool.query('select from webhook_secrets where webhook_id = $1', [id])
  expect(rows).toEqual([])
})
