/**
 * http: Fastify with request ids, problems, CORS, CSRF, cookies, limits and one log line a request. Routes
 * add schemas, a use case and a presenter.
 */

export type { App } from './app.ts'
export {
  type Authentication,
  type Caller,
  type CallerIdentity,
  identityOf,
  type Origin,
  originOf,
} from './caller.ts'
export {
  asSent,
  bodyCheckOf,
  checkedBody,
  type FieldRules,
  readOptionalText,
} from './checked-body.ts'
export { createAddressReader, type TrustedProxies } from './client-address.ts'
export { contractOf, givenAsText, unchecked } from './contract.ts'
export {
  type CookieOptions,
  clearTwinCookies,
  ignoreGuardedCookies,
  readTwinCookie,
  setCookie,
  setTwinCookies,
} from './cookies.ts'
export { createHttpServer, type HttpServerOptions } from './create-server.ts'
export { type CsrfGuard, createCsrfGuard } from './csrf.ts'
export { type AnsweredHosts, createHostPolicy, type HostPolicy } from './hosts.ts'
export { requestAnswered, requestLimited } from './metric-events.ts'
export { createOriginPolicy, type OriginPolicy } from './origins.ts'
export { cutPage, type LimitRange, type PageQuery, readPageQuery, readWhole } from './page-query.ts'
export { describeProblem, type Problem, problemTypeOf } from './problem.ts'
export { type RateLimit, rateLimitHook } from './rate-limit.ts'
