import { type Answer, type Client, testPassword } from './client.ts'

export type MadeKey = { id: string; key: string }

/** A new key of the client's user. */
export async function makeKey(client: Client, settings: Record<string, unknown> = {}): Promise<MadeKey> {
  const { apiKey, key } = readKey(await client.post('/user/api-keys', { ...defaults, ...settings }))
  return { id: apiKey.id, key }
}

const defaults = {
  name: 'Program',
  scopes: ['pictures:read', 'pictures:write', 'edits', 'account:read'],
  password: testPassword,
}

/** The key of an answer that shows it. */
export function readKey({ status, body, text }: Answer): { apiKey: { id: string }; key: string } {
  if (status !== 201 && status !== 200) throw new Error(`the key was not made: ${text}`)
  return body as { apiKey: { id: string }; key: string }
}

/** A request with a key, as a program sends it: no cookie, no CSRF token. */
export async function callWithKey(
  url: string,
  key: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : undefined,
    text,
  }
}
