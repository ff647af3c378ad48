/**
 * openapi: the schemas of the routes as OpenAPI documents and as a page. A route's schema is an `operation`.
 * In addition to what Fastify checks and writes, it describes what the route does, who may call it and which
 * problems it returns. The OpenAPI 3.1 document and its page are built from that, once, at the first request.
 */
export type { ApiFacts } from './api-facts.ts'
export { collectOperations, type ReadDocument } from './collect-operations.ts'
export type { ApiDocument, ResponseObject } from './document.ts'
export { type Operation, operation } from './operation.ts'
export { referencePages } from './reference-pages.ts'
