/** What a load process is told to do. Times in milliseconds. */
export type LoadPlan = {
  port: number
  connections: number
  /** 0: everything is measured. */
  warmupMs: number
  /**
   * Answers that the warm-up lasts for at least, within reason: the just-in-time compiler counts calls, not
   * seconds.
   */
  warmupRequests: number
  measureMs: number
  /**
   * Whole HTTP requests. Connection i sends number i, i + connections, i + 2 * connections and so on, round
   * and round.
   */
  requests: string[]
  /** Any other status makes the measurement void. */
  expectedStatus: number
  /** Ends early, warm-up included, when so many requests were answered. */
  requestsMax?: number
  /** A cookie of fixed length whose new value in an answer goes into the connection's next request. */
  carriedCookie?: string
}

export type LoadResult = {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** Digits after this mark in a request are counted up, so that no two requests carry the same. */
export const counterMark = 'unique-'
export const counterDigits = 12

/** What the load process says when the warm-up is over. */
export const measuringNotice = 'measuring'
