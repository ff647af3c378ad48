import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'
import type { StripeEvent } from '../harness/stripe-account.ts'
import type { StripeServer } from '../harness/stripe-server.ts'

/** Messages to the operator are counted by address. */
const elsewhere = { 'x-forwarded-for': '198.51.100.8' }

/** Buys a pack and a plan, manages payments, and is refused. */
export async function pay(newClient: () => Client, stripe: StripeServer): Promise<void> {
  const client = newClient()
  await client.register()
  const { account } = stripe
  const pack = account.sellPack({ credits: 50 })
  const plan = account.sellPlan({ plan: 'CUSTOMER', credits: 20, unused: 'expire' })
  expect((await client.get('/billing/prices')).status).toBe(200)
  await client.get('/billing')
  await client.post('/billing/portal')
  await client.post('/billing/checkout', { priceId: 'price_of_nothing' })
  await client.post('/billing/checkout', {})
  for (const priceId of [pack, plan]) {
    const { url } = (await client.post('/billing/checkout', { priceId })).body as { url: string }
    account.pay(url)
  }
  for (const event of account.events) expect(await send(client, stripe, event)).toBe(200)
  await client.send('POST', '/billing/webhook', { rawBody: '{}', headers: { 'stripe-signature': 'none' } })
  await client.get('/billing')
  await client.post('/billing/portal')
  await client.post('/billing/checkout', { priceId: plan })
  await client.post('/billing/codes', { code: '0000-0000-0000' })
  await client.post('/billing/codes', {})
  await client.post('/billing/ask', { message: '' })
  expect((await client.post('/billing/ask', { message: 'Please.' }, elsewhere)).status).toBe(200)
  stripe.isAway = true
  await client.post('/billing/portal')
  await client.post('/billing/checkout', { priceId: pack })
  await client.get('/billing')
  stripe.isAway = false
}

async function send(client: Client, stripe: StripeServer, event: StripeEvent): Promise<number> {
  const { body, header } = stripe.sign(event)
  const headers = { 'stripe-signature': header }
  return (await client.send('POST', '/billing/webhook', { rawBody: body, headers, csrf: false })).status
}
