import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

/** Requests by a visitor that no route accepts. */
export async function sendMalformed(visitor: Client): Promise<void> {
  const path = '/auth/login'
  expect((await visitor.send('POST', path, { rawBody: '{' })).status).toBe(400)
  expect((await visitor.send('POST', path, { rawBody: '[]' })).status).toBe(400)
  expect((await visitor.send('POST', path, { body: { email: '\u0000' } })).status).toBe(400)
  expect((await visitor.send('POST', path, { rawBody: `"${'x'.repeat(70_000)}"` })).status).toBe(413)
  const asText = { rawBody: 'email=a', headers: { 'content-type': 'text/plain' } }
  expect((await visitor.send('POST', path, asText)).status).toBe(415)
  expect((await visitor.send('POST', path, { body: {}, csrf: false })).status).toBe(403)
  const abroad = { body: {}, headers: { origin: 'https://elsewhere.example' } }
  expect((await visitor.send('POST', path, abroad)).status).toBe(403)
  expect((await visitor.get('/nowhere')).status).toBe(404)
}
