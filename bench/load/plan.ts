/** The instructions for a load process. Times in milliseconds. */
export type LoadPlan = {
  /** The server's origin, such as `http://127.0.0.1:4000`. */
  origin: string
  connections: number
  /** 0: everything is measured. */
  warmupMs: number
  /**
   * The minimum of responses in the warm-up, within limits: the just-in-time compiler counts calls, not
   * seconds.
   */
  warmupRequests: number
  measureMs: number
  /**
   * Complete HTTP requests. Connection i sends number i, i + connections, i + 2 * connections and so on,
   * repeatedly.
   */
  requests: string[]
  /** Any other status invalidates the measurement. */
  expectedStatus: number
  /** Ends early, warm-up included, after this many responses. */
  requestsMax?: number
  /** A cookie of fixed length; its new value in a response is used in the connection's next request. */
  carriedCookie?: string
}

export type LoadResult = {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** The digits after this mark in a request are incremented, so that no two requests are equal. */
export const counterMark = 'unique-'
export const counterDigits = 12

/** The message of the load process after the warm-up. */
export const measuringNotice = 'measuring'
