import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

/** An administrator makes a code, a user uses it, and the administrator switches it off. */
export async function useCodes(admin: Client, user: Client): Promise<void> {
  const reason = 'a good one'
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
