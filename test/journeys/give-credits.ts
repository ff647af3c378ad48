import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

/**
 * An administrator gives a user credits and takes some, and makes a code. The user uses it, and the
 * administrator switches it off.
 */
export async function giveCredits(admin: Client, user: Client, userId: string): Promise<void> {
  const reason = 'a good one'
  const give = async (id: string, amount: number, headers: Record<string, string> = {}) =>
    (await admin.post(`/admin/users/${id}/credits`, { amount, reason }, headers)).status
  const once = { 'idempotency-key': 'once' }
  expect(await give(userId, 5, once)).toBe(200)
  expect(await give(userId, 5, once)).toBe(200)
  expect(await give(userId, -500)).toBe(409)
  expect(await give(crypto.randomUUID(), 0)).toBe(400)
  await admin.post('/admin/codes', { credits: 0, usesMax: 1, reason })
  const { code } = (await admin.post('/admin/codes', { credits: 5, usesMax: 1, reason })).body as {
    code: { id: string; code: string }
  }
  expect((await user.post('/billing/codes', { code: code.code })).status).toBe(200)
  expect((await user.post('/billing/codes', { code: code.code })).status).toBe(409)
  await admin.get('/admin/codes')
  expect((await admin.post(`/admin/codes/${code.id}/disable`, { reason })).status).toBe(200)
  expect((await admin.post('/admin/codes/nonsense/disable', { reason })).status).toBe(404)
}
