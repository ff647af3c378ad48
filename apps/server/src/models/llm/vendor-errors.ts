/**
 * An error response of a server: by its status, in the body of a success status, or within an open stream.
 */
export class AnsweredError extends Error {
  /** Of the response; undefined if the error came with a success status. */
  readonly status: number | undefined
  /** The server's answer, parsed if it is JSON. Never logged: it may quote the request. */
  readonly data: unknown
  readonly headers: Record<string, string>

  constructor(status: number | undefined, data: unknown, headers?: Headers) {
    super('the vendor answered with an error')
    this.name = 'AnsweredError'
    this.status = status
    this.data = data
    this.headers = Object.fromEntries(headers ?? [])
  }

  static async from(response: Response): Promise<AnsweredError> {
    const text = await response.text().catch(() => '')
    return new AnsweredError(response.status, parseOrKeep(text), response.headers)
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
