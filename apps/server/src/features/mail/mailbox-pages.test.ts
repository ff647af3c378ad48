import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { canRunBrowser, openPage } from '../../../../../test/harness/browser.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { createCsrfGuard, createHttpServer, createOriginPolicy } from '../../platform/http/index.ts'
import { openMailTransport } from '../../platform/mail/index.ts'
import { composeEmail } from './compose-email.ts'
import { type EmailContent, mailboxPages } from './index.ts'
import { isFromThisMachine } from './local-visitor.ts'

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
type Wire = { id: string; to: string; subject: string; text: string; links: string[]; createdAt: string }

/** The pages on a separate server whose front end is https://web.example. */
async function startPages(trustProxy = 0) {
  const folder = keep(await createTestFolder(0o700))
  const origins = createOriginPolicy(['https://web.example'], undefined, false)
  const csrf = createCsrfGuard(randomBytes(32), origins, { secure: false, sameSite: 'lax' }, [])
  const log = pino({ level: 'silent' })
  const app = await createHttpServer({
    isHostAnswered: () => true,
    log,
    trustProxy,
    connections: { connectionsMax: 100, perAddressMax: 100 },
    origins,
    csrf,
    https: false,
  })
  mailboxPages({ folder: folder.path })(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  keep({
    async [Symbol.asyncDispose]() {
      app.server.closeAllConnections()
      await app.close()
    },
  })
  const { port } = app.server.address() as AddressInfo
  const transport = keep(openMailTransport({ kind: 'capture', folder: folder.path }, { from: 'a@b.test' }))
  return {
    port,
    transport,
    async capture(content: Partial<EmailContent> = {}, to = 'reader@example.com'): Promise<string> {
      const id = uuidv7()
      const message = composeEmail({ subject: 'Hello', paragraphs: ['One.'], ...content })
      await transport.send({ id, to, ...message }, new AbortController().signal)
      return id
    },
    /** Not fetch, which sets the Host header itself. */
    ask: (path: string, headers: Record<string, string> = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const req = request({ host: '127.0.0.1', port, path, headers, agent: false }, (res) => {
          let text = ''
          res.setEncoding('utf8')
          res.on('data', (chunk: string) => {
            text += chunk
          })
          res.once('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }))
        })
        req.once('error', reject)
        req.end()
      }),
  }
}

const asJson = { accept: 'application/json' }

test('emails are listed newest first, with recipient, subject, text and clickable links', async () => {
  const { capture, ask } = await startPages()
  await capture({ subject: 'The older one' })
  await capture({
    subject: 'The newer one',
    paragraphs: ['See https://example.com/about.'],
    action: { label: 'Confirm', url: 'https://example.com/confirm?token=abc&more=1' },
  })
  const { status, text } = await ask('/dev/mail')
  expect(status).toBe(200)
  expect(text.indexOf('The newer one')).toBeLessThan(text.indexOf('The older one'))
  expect(text).toContain('reader@example.com')
  expect(text).toContain('href="https://example.com/about"')
  expect(text).toContain('href="https://example.com/confirm?token=abc&amp;more=1"')
})

test('with Accept: application/json the same emails are data, with their links', async () => {
  const { capture, ask } = await startPages()
  const id = await capture({ action: { label: 'Go', url: 'https://example.com/go?a=1&b=2' } })
  const list = await ask('/dev/mail', asJson)
  expect(list.headers['content-type']).toContain('application/json')
  const { letters } = JSON.parse(list.text) as { letters: Wire[] }
  expect(letters).toMatchObject([
    { id, to: 'reader@example.com', subject: 'Hello', links: ['https://example.com/go?a=1&b=2'] },
  ])
  const one = await ask(`/dev/mail/${id}`, asJson)
  expect(JSON.parse(one.text)).toEqual(letters[0])
})

test('an empty mailbox says so, and reloads automatically', async () => {
  const { ask } = await startPages()
  const { text } = await ask('/dev/mail')
  expect(text).toContain('No emails yet')
  expect(text).toContain('http-equiv="refresh"')
  expect(JSON.parse((await ask('/dev/mail', asJson)).text)).toEqual({ letters: [] })
})

test('an email has a page with its text, and its HTML in a sandbox without scripts', async () => {
  const { capture, ask } = await startPages()
  const id = await capture({ paragraphs: ['Only here.'] })
  const page = await ask(`/dev/mail/${id}`)
  expect(page.text).toContain('Only here.')
  expect(page.text).toMatch(/<iframe [^>]*sandbox="allow-popups allow-top-navigation-by-user-activation"/)
  const framed = await ask(`/dev/mail/${id}/html`)
  expect(framed.status).toBe(200)
  const policy = String(framed.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/^sandbox /)
  expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/)
})

test('the content of an email is text on every page', async () => {
  const { capture, ask } = await startPages()
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)> https://evil.test/"onmouseover="x`
  const id = await capture({ subject: attack, paragraphs: [attack] }, `reader+'-&@example.com`)
  for (const path of ['/dev/mail', `/dev/mail/${id}`, `/dev/mail/${id}/html`]) {
    const { status, text } = await ask(path)
    expect(status).toBe(200)
    expect(text).not.toMatch(/<script|<img|"\s*onmouseover/)
  }
})

test('pages are not cached, not framed, not sent as a referrer, and load nothing', async () => {
  const { capture, ask } = await startPages()
  const id = await capture()
  for (const path of ['/dev/mail', `/dev/mail/${id}`]) {
    const { headers } = await ask(path)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  }
})

test('requests with another host name, through a proxy or from another page get nothing', async () => {
  const { port, capture, ask } = await startPages(1)
  const id = await capture({ subject: 'Nobody may read this' })
  const local = { host: `localhost:${port}` }
  const strangers: Record<string, string>[] = [
    { host: 'evil.test' },
    { host: `localhost.evil.test:${port}` },
    { host: '127.0.0.1.evil.test' },
    { host: '192.168.0.7' },
    { host: `evil.test@localhost:${port}` },
    { ...local, 'x-forwarded-for': '127.0.0.1' },
    { ...local, 'x-forwarded-host': 'localhost' },
    { ...local, forwarded: 'for=127.0.0.1' },
    { ...local, via: '1.1 proxy' },
    { ...local, origin: 'https://web.example' },
    { ...local, origin: `http://localhost:${port}` },
    { ...local, origin: 'null' },
  ]
  for (const path of ['/dev/mail', `/dev/mail/${id}`, `/dev/mail/${id}/html`]) {
    for (const headers of strangers) {
      for (const accept of ['text/html', 'application/json']) {
        const { status, text } = await ask(path, { ...headers, accept })
        expect([path, headers, status]).toEqual([path, headers, 404])
        expect(text).not.toContain('Nobody may read this')
      }
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST'])
      expect((await ask(path, { host })).status).toBe(200)
  }
})

test('emails that are not there, and names that are no emails, are 404', async () => {
  const { ask } = await startPages()
  for (const id of [uuidv7(), '..%2f..%2fsecrets', '%2e%2e%2fsecrets', 'a'.repeat(65), '.', '%20']) {
    for (const path of [`/dev/mail/${id}`, `/dev/mail/${id}/html`]) expect((await ask(path)).status).toBe(404)
  }
})

test('only sockets of this machine count as local', () => {
  const headers = { host: 'localhost:4000' }
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect([address, isFromThisMachine(address, headers)]).toEqual([address, true])
  for (const address of ['192.168.0.7', '10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '2001:db8::1', '0.0.0.0'])
    expect([address, isFromThisMachine(address, headers)]).toEqual([address, false])
  expect(isFromThisMachine(undefined, headers)).toBe(false)
})

describe.runIf(canRunBrowser())('in a browser', () => {
  /** Another site, which records the requests that it gets. */
  async function startElsewhere() {
    const paths: string[] = []
    const server = createServer((req, res) => {
      paths.push(req.url ?? '')
      res.writeHead(200, { 'content-type': 'text/html' }).end('<title>elsewhere</title>arrived')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    keep({
      async [Symbol.asyncDispose]() {
        server.closeAllConnections()
        server.close()
      },
    })
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths }
  }

  test('an email is listed, and its link in the text opens the URL without a referrer', async () => {
    const elsewhere = await startElsewhere()
    const { port, capture } = await startPages()
    await capture({
      subject: 'Please confirm',
      action: { label: 'Confirm', url: `${elsewhere.url}/confirm` },
    })
    const { page, faults } = await openPage()
    await page.goto(`http://localhost:${port}/dev/mail`)
    expect(await page.getByRole('article').count()).toBe(1)
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe('Please confirm')
    expect(faults).toEqual([])
    expect(elsewhere.paths).toEqual([])
    await page.getByRole('link', { name: `${elsewhere.url}/confirm` }).click()
    await page.waitForURL(`${elsewhere.url}/confirm`)
    expect(await page.evaluate('document.referrer')).toBe('')
  })

  test('the button in the framed email opens its link in the whole window', async () => {
    const elsewhere = await startElsewhere()
    const { port, capture } = await startPages()
    const id = await capture({ action: { label: 'Confirm', url: `${elsewhere.url}/confirm` } })
    const { page, faults } = await openPage()
    await page.goto(`http://localhost:${port}/dev/mail/${id}`)
    const button = page.frameLocator('iframe').getByRole('link', { name: 'Confirm', exact: true })
    expect(await button.evaluate((link) => link.computedStyleMap().get('font-weight')?.toString())).toBe(
      '600',
    )
    expect(faults).toEqual([])
    await button.click()
    await page.waitForURL(`${elsewhere.url}/confirm`)
  })

  test('in a hostile email no script runs, and nothing is requested from another site or from us', async () => {
    const elsewhere = await startElsewhere()
    const { port, transport } = await startPages()
    const id = uuidv7()
    const html = `<!doctype html><html><head>
      <meta http-equiv="refresh" content="0;url=${elsewhere.url}/refresh">
      <link rel="stylesheet" href="${elsewhere.url}/style"><style>@import url(${elsewhere.url}/import); p{background:url(${elsewhere.url}/background)}</style>
      </head><body onload="fetch('${elsewhere.url}/onload')"><p id="here">words</p>
      <script>document.getElementById('here').textContent = 'changed'; fetch('${elsewhere.url}/script'); top.location = '${elsewhere.url}/top'</script>
      <script src="${elsewhere.url}/src"></script><img src="${elsewhere.url}/image" onerror="fetch('${elsewhere.url}/onerror')">
      <iframe src="${elsewhere.url}/frame"></iframe><object data="${elsewhere.url}/object"></object>
      <form action="${elsewhere.url}/form"><button id="send">send</button></form></body></html>`
    await transport.send(
      { id, to: 'reader@example.com', subject: '<script>alert(1)</script>', text: html, html },
      new AbortController().signal,
    )
    const { page } = await openPage()
    const asked: string[] = []
    page.on('request', (req) => asked.push(new URL(req.url()).pathname))
    await page.goto(`http://localhost:${port}/dev/mail/${id}`)
    const frame = page.frameLocator('iframe')
    await frame.locator('#send').click()
    await page.waitForLoadState('networkidle')
    expect(await frame.locator('#here').textContent()).toBe('words')
    expect(page.url()).toBe(`http://localhost:${port}/dev/mail/${id}`)
    expect(elsewhere.paths).toEqual([])
    expect(asked.filter((path) => path.startsWith('/dev/mail'))).toEqual([
      `/dev/mail/${id}`,
      `/dev/mail/${id}/html`,
    ])
  })
})
