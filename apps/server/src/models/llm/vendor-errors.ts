import type { IncomingHttpHeaders } from 'node:http'

/**
 * An error response of a server: by its status, in the body of a success status, or within an open stream.
 */
export class AnsweredError extends Error {
  /** Of the response; undefined if the error came with a success status. */
  readonly status: number | undefined
  /** The server's answer, parsed if it is JSON. Never logged: it may quote the request. */
  readonly data: unknown
  readonly headers: IncomingHttpHeaders

  constructor(status: number | undefined, data: unknown, headers: IncomingHttpHeaders = {}) {
    super('the vendor answered with an error')
    this.name = 'AnsweredError'
    this.status = status
    this.data = data
    this.headers = headers
  }
}

export function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, textCharsMax)
  }
}

const textCharsMax = 10_000
