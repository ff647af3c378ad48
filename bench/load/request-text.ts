import { counterDigits, counterMark } from './plan.ts'

export type RequestParts = {
  method?: 'GET' | 'POST'
  path: string
  cookies?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
}

/** The bytes of an HTTP/1.1 request. */
export function renderRequest({
  method = 'GET',
  path,
  cookies = {},
  headers = {},
  body,
}: RequestParts): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const all = {
    host: '127.0.0.1',
    'user-agent': 'chatsvg-bench',
    accept: 'application/json',
    ...(cookie && { cookie }),
    ...(text && { 'content-type': 'application/json' }),
    ...(method === 'POST' && { 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`
}

/** A header value that the load process changes for every request. */
export const uniqueValue = `${counterMark}${'0'.repeat(counterDigits)}`
