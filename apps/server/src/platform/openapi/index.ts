/**
 * openapi: the schemas of the routes as OpenAPI documents and as a page. A route's schema is an
 * `operation`: beside what Fastify checks and writes, it says in words what it does, who may call it and
 * which problems it answers. From that come the OpenAPI 3.1 document and the page that shows it, both made
 * once, when somebody asks.
 */
export { type ApiFacts, collectOperations, type ReadDocument } from './collect-operations.ts'
export type { ApiDocument } from './document.ts'
export { type Operation, operation } from './operation.ts'
export { referencePages } from './reference-pages.ts'
