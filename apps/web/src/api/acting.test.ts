import { afterEach, expect, it } from 'vitest'
import { fileOfAccount, OtherAccountError, sendForAccount, setWorkspaceId } from './acting.ts'

const headersOf = (name: string) => sendForAccount(name, {}, async (given) => given)
const named = { headers: { 'x-workspace': 'w' } }

afterEach(() => setWorkspaceId(undefined))

it('calls and files name the workspace, and only where the call is not about people', async () => {
  expect(await headersOf('GET /api/user/generations')).toEqual({})
  expect(fileOfAccount('/api/svg/1/file.svg')).toBe('/api/svg/1/file.svg')
  setWorkspaceId('w')
  expect(fileOfAccount('/api/svg/1/file.svg')).toBe('/api/svg/1/file.svg?workspace=w')
  for (const name of ['GET /api/user/generations', 'GET /api/auth/whoami', 'POST /api/billing/checkout'])
    expect(await headersOf(name)).toEqual(named)
  for (const name of ['POST /api/auth/logout', 'DELETE /api/user', 'GET /api/workspaces/{id}'])
    expect(await headersOf(name)).toEqual({})
})

it('an answer that arrives after a switch to another account is refused', async () => {
  setWorkspaceId('w')
  const late = sendForAccount('GET /api/user/generations', {}, async () => setWorkspaceId('other'))
  await expect(late).rejects.toThrow(OtherAccountError)
})
