/**
 * quotes: what a request for pictures or for a new version would cost now, and whether it would be accepted.
 * A quote goes through the checks of the request itself and writes nothing.
 */
export { type Quote, type QuoteBody, type QuoteDeps, quoteRequest } from './quote-request.ts'
export { quoteRoutes } from './routes.ts'
export { quoteFields } from './schemas.ts'
