import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

/** Writes to the operator from one address, until the limit of two is reached. */
export async function writeToSupport(visitor: Client): Promise<void> {
  const message = { type: 'bug', subject: 'Blue', message: 'The sea is red.', email: 'ada@example.com' }
  const address = { 'x-forwarded-for': '198.51.100.7' }
  expect((await visitor.post('/support/contact', message, address)).status).toBe(200)
  expect((await visitor.post('/support/contact', {}, address)).status).toBe(400)
  expect((await visitor.post('/support/contact', message, address)).status).toBe(429)
}
