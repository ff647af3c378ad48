import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

type People = { admin: Client; adminId: string; newClient: () => Client; nobody: string }

/** Visitors report a collection and the page of an author, and the administrator hides and allows them. */
export async function reportPages({ admin, adminId, newClient, nobody }: People): Promise<void> {
  const act = async (path: string) => (await admin.post(`/admin${path}`, { reason: 'tidying up' })).status
  await admin.send('PUT', '/user/author', { body: { handle: 'reported', isPublic: true } })
  const { body: made } = await admin.post('/collections', { name: 'Foxes', privacy: false })
  const collectionId = (made as { collection: { id: string } }).collection.id
  const pages = [`/pages/collection/${collectionId}`, `/pages/author/${adminId}`]
  for (const path of [`/collections/${collectionId}/report`, '/authors/reported/report'])
    for (const text of ['It shows my house.', '\u0007'])
      await newClient().post(path, { reason: 'personal', text })
  await newClient().post(`/collections/${nobody}/report`, { reason: 'personal' })
  await newClient().post('/authors/nobody-here/report', { reason: 'personal' })
  await admin.get('/admin/pages')
  await admin.get('/admin/pages?state=lost')
  for (const page of pages) {
    expect(await act(`${page}/dismiss-reports`)).toBe(200)
    expect(await act(`${page}/hide`)).toBe(200)
  }
  await admin.get('/admin/pages?state=hidden')
  expect((await admin.patch(`/collections/${collectionId}`, { privacy: false })).status).toBe(409)
  expect(
    (await admin.send('PUT', '/user/author', { body: { handle: 'reported', isPublic: true } })).status,
  ).toBe(409)
  for (const page of pages) expect(await act(`${page}/show`)).toBe(200)
  for (const kind of ['collection', 'author', 'picture'])
    for (const what of ['hide', 'show', 'dismiss-reports']) await act(`/pages/${kind}/${nobody}/${what}`)
}
