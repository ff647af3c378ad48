import { expect, it } from 'vitest'
import type { FailpointName } from '../chaos/failpoints.ts'
import { launchService } from '../chaos/service-process.ts'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { findFreePort } from '../harness/free-port.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import type { StripeEvent } from '../harness/stripe-account.ts'
import { startStripeServer } from '../harness/stripe-server.ts'

/** The points at which the API is killed while it processes an event, in the order of execution. */
const steps: FailpointName[] = ['billing.read', 'billing.written', 'billing.committed']

it('an API that is killed in the middle of a webhook gives each payment its credits once', async () => {
  const stripe = keep(await startStripeServer())
  const { account } = stripe
  const pack = account.sellPack({ credits: 100 })
  const database = keep(await createTestDatabase())
  const environment = {
    ...limitsOff,
    ...stripe.environment,
    DATABASE_URL: database.url,
    JWT_SECRET: testSecret,
  }
  const api = keep(await startService('api', environment))
  const client = new Client(api.url)
  await client.register()
  const readCredits = async () => ((await client.get('/billing')).body as { credits: number }).credits

  const events: StripeEvent[] = []
  for (const step of steps) {
    const { url } = (await client.post('/billing/checkout', { priceId: pack })).body as { url: string }
    account.pay(url)
    const event = account.events.at(-1) as StripeEvent
    events.push(event)
    const port = await findFreePort()
    const doomed = launchService('api', {
      environment: { ...environment, PORT: String(port) },
      plan: { acts: [{ step, nth: 1, act: 'kill' }] },
      own: (child) => keep({ [Symbol.asyncDispose]: async () => void child.kill('SIGKILL') }),
      onStep: () => undefined,
    })
    await doomed.ready
    const before = await readCredits()
    expect(await stripe.send(`http://127.0.0.1:${port}`, event), step).toBe(0)
    expect(await doomed.exited, step).toMatchObject({ signal: 'SIGKILL' })
    expect(await readCredits(), step).toBe(step === 'billing.committed' ? before + 100 : before)
  }
  // Stripe sends again what was not answered.
  for (const event of [...events, ...events]) expect(await stripe.send(api.url, event)).toBe(200)
  expect(await readCredits()).toBe(10 + steps.length * 100)
  expect(await findLedgerViolations(database.pool)).toEqual([])
})
