import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stripe } from 'stripe'
import { StripeAccount, type StripeEvent, type StripeObject } from './stripe-account.ts'

export type StripeServer = AsyncDisposable & {
  url: string
  account: StripeAccount
  /** The variables of a service that sells through this account. */
  environment: Record<string, string>
  /** Every request, as `GET /v1/prices`. */
  requests: string[]
  /** Whether it drops every connection. */
  isAway: boolean
  /** Delays the answers to requests whose path matches. */
  hold: { path: RegExp; until: Promise<unknown> } | undefined
  /** The event as it is sent, with its signature. */
  sign(event: StripeEvent, signing?: Signing): { body: string; header: string }
  /** Sends the event to a service. @returns the status of its answer; 0: the connection broke. */
  send(serviceUrl: string, event: StripeEvent, signing?: Signing): Promise<number>
}

type Signing = {
  secret?: string
  at?: Date
  /** Instead of the body that was signed. */
  body?: string
}

const secretKey = 'sk_test_of_the_tests'
const webhookSecret = 'whsec_of_the_tests'

type Reply = { status: number; body: object }
const reply = (body: object): Reply => ({ status: 200, body })
const missing: Reply = {
  status: 404,
  body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' } },
}

/**
 * The part of Stripe's API that we use, over HTTP, on an account that the test changes. Webhooks are signed
 * by the vendor's own scheme.
 */
export async function startStripeServer(): Promise<StripeServer> {
  const account = new StripeAccount()
  const repeated = new Map<string, Reply>()
  const signer = new Stripe(secretKey)

  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://stripe')
    fake.requests.push(`${req.method} ${pathname}`)
    if (fake.isAway) return void req.socket.destroy()
    const form = new URLSearchParams(await readBody(req))
    if (fake.hold?.path.test(pathname)) await fake.hold.until
    const { status, body } =
      req.headers.authorization === `Bearer ${secretKey}`
        ? answerOnce(String(req.headers['idempotency-key'] ?? ''), () =>
            answer(req.method ?? '', pathname, req.method === 'GET' ? searchParams : form),
          )
        : {
            status: 401,
            body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
          }
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })

  /** A request with a known idempotency key gets the earlier answer. */
  function answerOnce(key: string, work: () => Reply): Reply {
    const known = repeated.get(key)
    if (known && key) return known
    const made = work()
    repeated.set(key, made)
    return made
  }

  function answer(method: string, path: string, query: URLSearchParams): Reply {
    const [, , first = '', second = '', third = ''] = path.split('/')
    if (method === 'POST') return create(path, query)
    if (method === 'DELETE' && first === 'customers') {
      if (!account.objects.has(second) || account.get(second).deleted) return missing
      account.deleteCustomer(second)
      return reply({ id: second, object: 'customer', deleted: true })
    }
    const id = first === 'checkout' ? third : second
    const expand = query
      .getAll('expand[]')
      .concat([...query.entries()].filter(([key]) => /^expand\[\d+\]$/.test(key)).map(([, path]) => path))
    if (id) return account.objects.has(id) ? reply(expanded(account.get(id), expand)) : missing
    return reply(expanded({ object: 'list', has_more: false, url: path, data: select(path, query) }, expand))
  }

  function select(path: string, query: URLSearchParams): StripeObject[] {
    const isWanted = (name: string, value: unknown) => !query.has(name) || query.get(name) === value
    if (path === '/v1/prices') return account.all('price').filter(({ active }) => active)
    if (path === '/v1/checkout/sessions')
      return account.all('checkout.session').filter((one) => isWanted('payment_intent', one.payment_intent))
    if (path === '/v1/invoices')
      return account.all('invoice').filter((one) => isWanted('customer', one.customer))
    if (path === '/v1/disputes')
      return account.all('dispute').filter((one) => isWanted('payment_intent', one.payment_intent))
    if (path === '/v1/invoice_payments')
      return account
        .all('invoice_payment')
        .filter(({ payment }) =>
          isWanted('payment[payment_intent]', (payment as { payment_intent: string }).payment_intent),
        )
    if (path !== '/v1/events') throw new Error(`the test server has no ${path}`)
    const types = [...query.entries()].filter(([key]) => /^types\[/.test(key)).map(([, type]) => type)
    const since = Number(query.get('created[gte]') ?? 0)
    const after = query.get('starting_after')
    const newest = account.events
      .filter(({ type, created }) => types.includes(type) && created >= since)
      .toReversed()
    return newest.slice(after ? newest.findIndex(({ id }) => id === after) + 1 : 0)
  }

  function create(path: string, form: URLSearchParams): Reply {
    if (path === '/v1/customers')
      return reply(account.add('cus', 'customer', { email: form.get('email'), deleted: false }))
    const customer = form.get('customer') ?? ''
    if (!account.objects.has(customer) || account.get(customer).deleted) return missing
    if (path === '/v1/billing_portal/sessions')
      return reply(
        account.add('bps', 'billing_portal.session', { customer, url: 'https://portal.stripe.test/p' }),
      )
    if (path !== '/v1/checkout/sessions') throw new Error(`the test server has no ${path}`)
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
        return key ? [[key, value]] : []
      }),
    )
    const session = account.add('cs', 'checkout.session', {
      ...{ customer, mode: form.get('mode'), metadata, status: 'open', payment_status: 'unpaid' },
      ...{ currency: 'eur', payment_intent: null, subscription: null, invoice: null },
      line_items: [{ price: form.get('line_items[0][price]') }],
    })
    session.url = `https://checkout.stripe.test/${session.id}`
    return reply(session)
  }

  /** A copy with the named references replaced by their objects. */
  function expanded(object: object, paths: string[]): object {
    const copy = structuredClone(object) as Record<string, unknown>
    for (const path of paths) expandPath(copy, path.split('.'))
    return copy
  }

  function expandPath(target: unknown, [name = '', ...rest]: string[]): void {
    if (Array.isArray(target)) {
      for (const member of target) expandPath(member, [name, ...rest])
      return
    }
    const holder = target as Record<string, unknown> | null
    const value = holder?.[name]
    if (!holder || value === undefined || value === null) return
    if (typeof value === 'string') holder[name] = structuredClone(account.get(value))
    if (rest.length > 0) expandPath(holder[name], rest)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fake: StripeServer = {
    url,
    account,
    environment: {
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: url,
    },
    requests: [],
    isAway: false,
    hold: undefined,
    sign(event, { secret = webhookSecret, at = new Date(), body } = {}) {
      const payload = JSON.stringify(event)
      const timestamp = Math.floor(at.getTime() / 1000)
      const header = signer.webhooks.generateTestHeaderString({ payload, secret, timestamp })
      return { body: body ?? payload, header }
    },
    async send(serviceUrl, event, signing) {
      const { body, header } = fake.sign(event, signing)
      const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header }
      return fetch(`${serviceUrl}/api/billing/webhook`, { method: 'POST', headers, body }).then(
        ({ status }) => status,
        () => 0,
      )
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return fake
}

async function readBody(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) text += chunk
  return text
}
