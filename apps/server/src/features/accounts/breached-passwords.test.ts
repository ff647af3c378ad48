import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBreachCheck, createCommonPasswordCheck } from './index.ts'

const breached = 'a well-known long phrase'
const digits = createHash('sha1').update(breached).digest('hex').toUpperCase()
const padding = '0123456789ABCDEF0123456789ABCDEF012:0'

let asked: string[]
let answer: (path: string) => { status: number; text: string } | undefined
let url: string
let server: ReturnType<typeof createServer>
beforeEach(async () => {
  asked = []
  answer = () => ({ status: 200, text: `${padding}\r\n${digits.slice(5)}:7\r\n` })
  server = createServer((req, res) => {
    asked.push(`${req.url} ${req.headers['add-padding']}`)
    const reply = answer(req.url ?? '')
    if (reply) res.writeHead(reply.status, { location: `${url}/elsewhere` }).end(reply.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const log = pino({ level: 'silent' })
const check = (password: string, timeoutMs?: number) =>
  createCommonPasswordCheck(createBreachCheck({ url, log, timeoutMs }))(password)

it('a breached password is refused, and the service learns five digits of its hash', async () => {
  expect(await check(breached)).toBe(true)
  expect(asked).toEqual([`/range/${digits.slice(0, 5)} true`])
})

it('any other password is accepted, and so is one that is listed only as padding', async () => {
  expect(await check('a phrase that nobody has used')).toBe(false)
  answer = () => ({ status: 200, text: `${digits.slice(5)}:0` })
  expect(await check(breached)).toBe(false)
})

it.each<[string, typeof answer]>([
  ['an error', () => ({ status: 503, text: '' })],
  ['a redirect', () => ({ status: 302, text: '' })],
  ['dequeueJob', () => undefined],
  ['something else', () => ({ status: 200, text: '<html>' })],
])('a service that answers with %s keeps nobody from choosing a password', async (_, given) => {
  answer = given
  expect(await check(breached, 2_000)).toBe(false)
  expect(asked).toHaveLength(1)
})

it('no service is asked about a password that is refused anyway, nor without the setting', async () => {
  expect(await check('password123')).toBe(true)
  const offline = createCommonPasswordCheck(createBreachCheck({ url: undefined, log }))
  expect(await offline(breached)).toBe(false)
  // Rank 49,000 or so of the list that comes with the service.
  expect(await offline('193570356033')).toBe(true)
  expect(asked).toEqual([])
})
