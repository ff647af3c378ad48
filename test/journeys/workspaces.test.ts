import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { sweepBilling, sweepBillingJob } from '../../apps/server/src/features/billing/index.ts'
import { startTestApi } from '../harness/api.ts'
import { type Client, errorCodeOf, testPassword } from '../harness/client.ts'
import { openEventStream } from '../harness/event-stream.ts'
import { acceptedJob } from '../harness/job-end.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { createGate, smallPicture, startScriptedModel } from '../harness/scripted-model.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import { startStripeServer } from '../harness/stripe-server.ts'
import { waitFor } from '../harness/wait.ts'
import { addMember, grantCredits, inWorkspace, makeWorkspace, signUpVerified } from '../harness/workspace.ts'

const stripe = keepForSuite(await startStripeServer())
const model = keepForSuite(await startScriptedModel())
const settings = { ...stripe.environment, OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted' }
/** One instance is in the test's process; the others, and the worker, are processes of their own. */
const api = keepForSuite(await startTestApi(settings, { worker: false, instances: true }))
const { pool } = api.database
const environment = { ...limitsOff, ...settings, DATABASE_URL: api.database.url, JWT_SECRET: testSecret }

it('a member who is removed on one instance loses streams, waiting requests and sockets on another', async () => {
  const other = keep(await startService('api', environment))
  keep(await startService('worker', environment))
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  await grantCredits(api, id, 5)
  const { client, memberId } = await addMember(api, owner, id, { role: 'member' })
  const person = client.fork(other.url)
  const member = inWorkspace(person, id)
  const ask = (headers?: Record<string, string>) =>
    member.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' }, headers)

  const gate = createGate()
  const steps = [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)]
  model.respondWith({ kind: 'stream', steps }, { kind: 'stream', steps })
  const { id: jobId } = acceptedJob(await ask())
  const stream = await openEventStream(person, jobId, { 'x-workspace': id })
  expect(stream.status).toBe(200)
  const waiting = ask({ prefer: 'wait=60' })
  await model.received(2)
  const sockets = await Promise.all([connect(person, id), connect(person)])
  const left = new Promise((resolve) => sockets[0]?.once('disconnect', resolve))

  expect((await owner.client.delete(`/workspaces/${id}/members/${memberId}`)).status).toBe(200)
  expect(errorCodeOf(await member.get(`/svg/generation-jobs/${jobId}`))).toBe('workspace_not_found')
  // All end although both jobs go on. The person's own socket does not.
  await left
  await stream.ended
  const refused = await waiting
  expect([refused.status, errorCodeOf(refused)]).toEqual([401, 'invalid_token'])
  expect(sockets.map(({ connected }) => connected)).toEqual([false, true])
  gate.open()
  await waitFor('the pictures to be finished', async () => {
    const { body } = await inWorkspace(owner.client, id).get('/svg/history')
    return (body as { generations: unknown[] }).generations.length === 2
  })
  expect(await findLedgerViolations(pool)).toEqual([])
})

it('the plan of a deleted workspace ends at Stripe, also when the API and then the worker are killed before it does', async () => {
  const { account } = stripe
  const { client } = await signUpVerified(api)
  const { id, name } = await makeWorkspace(client)
  const priceId = account.sellPlan({ plan: 'CUSTOMER', credits: 20, unused: 'expire' })
  const bought = await inWorkspace(client, id).post('/billing/checkout', { priceId })
  const { subscription = '' } = account.pay((bought.body as { url: string }).url)
  for (const event of account.events) expect(await stripe.send(api.url, event)).toBe(200)
  const customer = String(account.get(subscription).customer)
  const askedFor = () => stripe.requests.filter((one) => one === `DELETE /v1/customers/${customer}`).length

  const doomed = keep(await startService('api', environment))
  const deleted = client.fork(doomed.url).delete(`/workspaces/${id}`, { name, password: testPassword })
  deleted.catch(() => undefined)
  await waitFor('the deletion to be committed', async () => {
    const { rowCount } = await pool.query('select from users where id = $1', [id])
    return rowCount === 0
  })
  await doomed.kill('SIGKILL')
  expect([askedFor(), account.get(subscription).status]).toEqual([0, 'active'])

  // A worker that is killed while it asks Stripe, which does not get the request.
  stripe.hold = { path: /customers/, until: new Promise(() => undefined) }
  const worker = keep(await startService('worker', environment))
  await api.resources.queue.enqueue(sweepBillingJob, {}, { id: 'sweep-now' })
  await waitFor('the worker to ask', () => askedFor() === 1)
  await worker.kill('SIGKILL')
  stripe.hold = undefined
  expect(account.get(subscription).status).toBe('active')

  const { log, database, stripe: access } = api.resources
  await sweepBilling({ db: database.db, stripe: access, log }, new AbortController().signal)
  expect([askedFor(), account.get(subscription).status]).toEqual([2, 'canceled'])
  expect((await pool.query('select from billing_closures')).rowCount).toBe(0)
  // What Stripe tells about the end is for nobody.
  for (const event of account.events) expect(await stripe.send(api.url, event)).toBe(200)
  expect(await findLedgerViolations(pool)).toEqual([])
})

/** A socket of the person, in a workspace or for themselves. */
async function connect(person: Client, workspace?: string) {
  const socket = io(person.url, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    ...{ extraHeaders: person.cookieHeader(), ...(workspace && { auth: { workspace } }) },
  })
  keep({ [Symbol.asyncDispose]: async () => void socket.disconnect() })
  await new Promise((resolve, reject) => {
    socket.once('server:ready', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}
