import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { callWithKey, makeKey } from '../harness/api-key.ts'
import { changedSubject, confirmSubject, tokenIn } from '../harness/change-address.ts'
import { Client, errorCodeOf, testPassword } from '../harness/client.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { startMailbox } from '../harness/mail-servers.ts'
import { connectApp, refreshTokens } from '../harness/oauth-program.ts'
import { answerWith, createGate, smallPicture } from '../harness/scripted-model.ts'
import { openScriptedShare } from '../harness/scripted-processes.ts'
import { startService } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

type JobBody = { job: { id: string; status: string; generationId: string | null } }

it('a key draws, changes the picture, and is revoked on another instance in the middle of a job', async () => {
  const { database, model, environment } = await openScriptedShare()
  const [api, other] = [
    keep(await startService('api', environment)),
    keep(await startService('api', environment)),
  ]
  keep(await startService('worker', environment))
  const owner = new Client(other.url)
  await owner.register()
  const { id, key } = await makeKey(owner)
  const call = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
    callWithKey(api.url, key, method, path, { body, ...(headers && { headers }) })
  const ask = { prompt: 'a blue circle, quite round', style: 'flat' }

  const gate = createGate()
  model.respondWith(answerWith(smallPicture), {
    kind: 'stream',
    steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
  })
  const drawn = await call('POST', '/svg/generate-svg', ask, { prefer: 'wait=30' })
  expect(drawn.status).toBe(200)
  const { generationId } = (drawn.body as JobBody).job
  expect((await call('GET', `/svg/${generationId}/file.svg`)).text).toContain('<svg')
  const edits = [{ op: 'background', color: '#ffeecc' }]
  const edited = await call('POST', `/svg/${generationId}/edits`, { edits })
  expect([edited.status, edited.text]).toEqual([201, expect.stringContaining('#fec')])

  const asked = await call('POST', '/svg/generate-svg', ask)
  const { job } = asked.body as JobBody
  await model.received(2)
  const stream = await fetch(`${api.url}/api/svg/generation-jobs/${job.id}/events`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(stream.status).toBe(200)
  const socket = io(api.url, { transports: ['websocket'], reconnection: false, auth: { token: key } })
  keep({ [Symbol.asyncDispose]: async () => void socket.disconnect() })
  await new Promise((resolve, reject) => {
    socket.once('server:ready', resolve)
    socket.once('connect_error', reject)
  })
  const closed = new Promise((resolve) => socket.once('disconnect', resolve))

  expect((await owner.delete(`/user/api-keys/${id}`)).status).toBe(200)
  const refused = await call('GET', `/svg/generation-jobs/${job.id}`)
  expect([refused.status, errorCodeOf(refused)]).toEqual([401, 'revoked_api_key'])
  // Both end although the job goes on.
  await closed
  await stream.text()
  gate.open()
  const ended = await waitFor('the job to be finished', async () => {
    const { job: now } = (await owner.get(`/svg/generation-jobs/${job.id}`)).body as JobBody
    return now.status === 'SUCCEEDED' && now
  })
  expect(ended.generationId).not.toBeNull()
  expect(((await owner.get('/auth/current-user')).body as { credits: number }).credits).toBe(8)
  const { rows } = await database.pool.query('select spent from api_key_months where key_id = $1', [id])
  expect(rows).toEqual([{ spent: 2 }])
  expect(await findLedgerViolations(database.pool)).toEqual([])
})

it('an owner who takes the account back on one instance ends a key and an app of since then, with their streams, on another', async () => {
  const { model, environment } = await openScriptedShare()
  const mailbox = keep(await startMailbox())
  const settings = { ...environment, SMTP_URL: mailbox.url }
  const [api, other] = [keep(await startService('api', settings)), keep(await startService('api', settings))]
  keep(await startService('worker', settings))
  const client = new Client(other.url)
  const { email: oldEmail } = await client.register()
  const earlier = await makeKey(client)
  const email = `${crypto.randomUUID()}@example.org`
  await client.post('/user/email', { email, password: testPassword })
  const token = await tokenIn(mailbox, email, confirmSubject, /confirm-email/)
  expect((await client.post('/auth/confirm-email', { token })).status).toBe(200)
  const undoToken = await tokenIn(mailbox, oldEmail, changedSubject, /undo-email/)
  const since = await makeKey(client)
  const app = await connectApp(client)
  const intruder = app.body.access_token

  const gate = createGate()
  model.respondWith({
    kind: 'stream',
    steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
  })
  const body = { prompt: 'a blue circle, quite round', style: 'flat' }
  const asked = await callWithKey(api.url, since.key, 'POST', '/svg/generate-svg', { body })
  const { job } = asked.body as JobBody
  await model.received(1)
  const stream = await fetch(`${api.url}/api/svg/generation-jobs/${job.id}/events`, {
    headers: { authorization: `Bearer ${since.key}` },
  })
  expect(stream.status).toBe(200)
  const appStream = await fetch(`${api.url}/api/svg/generation-jobs/${job.id}/events`, {
    headers: { authorization: `Bearer ${intruder}` },
  })
  expect(appStream.status).toBe(200)
  const undone = await new Client(other.url).post('/auth/undo-email-change', { token: undoToken })
  expect(undone.status).toBe(200)
  const refused = await callWithKey(api.url, since.key, 'GET', '/svg/generation-jobs')
  expect([refused.status, errorCodeOf(refused)]).toEqual([401, 'revoked_api_key'])
  expect((await callWithKey(api.url, earlier.key, 'GET', '/svg/generation-jobs')).status).toBe(200)
  const appRefused = await callWithKey(api.url, intruder, 'GET', '/svg/generation-jobs')
  expect([appRefused.status, errorCodeOf(appRefused)]).toEqual([401, 'revoked_access_token'])
  const renewed = await refreshTokens(api.url, app.program, app.body.refresh_token)
  expect([renewed.status, renewed.body.error]).toEqual([400, 'invalid_grant'])
  // They end although the job goes on.
  await stream.text()
  await appStream.text()
  gate.open()
})
