import { request } from 'node:http'
import { networkInterfaces } from 'node:os'

/**
 * `fetch` from a given address of this machine, so that limits by address see different clients. Plain http
 * only.
 */
export function createLocalFetch(localAddress: string): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers, body } = init
      // Node sends the body of a DELETE only with an explicit length.
      const framing = typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
      const sent = request(
        String(input),
        {
          method,
          headers: { ...(headers as Record<string, string>), ...framing },
          localAddress,
          agent: false,
        },
        (res) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('error', reject)
          res.on('end', () => {
            const received = new Headers()
            for (let at = 0; at < res.rawHeaders.length; at += 2)
              received.append(res.rawHeaders[at] ?? '', res.rawHeaders[at + 1] ?? '')
            const status = res.statusCode ?? 500
            const content = status === 204 || status === 304 ? null : Buffer.concat(chunks)
            resolve(new Response(content, { status, headers: received }))
          })
        },
      )
      sent.on('error', reject)
      if (body !== undefined && body !== null) sent.write(body)
      sent.end()
    })
}

/** Linux accepts all of 127.0.0.0/8; other systems have one loopback address. */
export function hasManyAddresses(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  const isHere = ['localhost', '127.0.0.1'].includes(hostname)
  return (
    protocol === 'http:' && isHere && process.platform === 'linux' && networkInterfaces().lo !== undefined
  )
}

let last = Math.floor(Math.random() * 60_000)
export function nextLocalAddress(): string {
  last += 1
  return `127.77.${(last >> 8) & 255}.${last & 255 || 1}`
}
