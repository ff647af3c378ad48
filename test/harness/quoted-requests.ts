/**
 * How many random requests the test of quotes compares. 10,000 take some minutes:
 *
 *     QUOTED_REQUESTS=10000 npx vitest run quotes.test.ts
 */
export const quotedRequests = Number(process.env.QUOTED_REQUESTS ?? 2_000)
