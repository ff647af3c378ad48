import { rememberFor } from '../async/index.ts'
import type { App } from '../http/index.ts'
import type { ApiFacts } from './api-facts.ts'
import type { ApiDocument } from './document.ts'
import type { CollectedRoute, Operation } from './operation.ts'

/** 3.2 describes the events of streams, and many tools do not read it yet. */
export type DocumentVersion = '3.1' | '3.2'

/** Builds each version at its first call, and returns the same document afterwards. */
export type ReadDocument = (version: DocumentVersion) => Promise<ApiDocument>

/**
 * Collects the operations of all routes that are mounted on this app from now on. Mounting a route without an
 * operation throws. What writes the document is loaded by its first reader.
 */
export function collectOperations(app: App, facts: ApiFacts): ReadDocument {
  const routes: CollectedRoute[] = []
  app.addHook('onRoute', ({ method, url, schema, config }) => {
    if (!isOperation(schema)) throw new Error(`${method} ${url} has no operation as its schema`)
    if (schema.scope !== undefined && !facts.scopes.includes(schema.scope))
      throw new Error(`${method} ${url} has the unknown scope ${schema.scope}`)
    const isUnlimited = config?.unlimited === true
    if (method !== 'HEAD') routes.push({ method: String(method), url, operation: schema, isUnlimited })
  })
  const read = rememberFor(Number.POSITIVE_INFINITY, async () => {
    const { writeDocument } = await import('./write-document.ts')
    return writeDocument(routes, facts)
  })
  const readWithEvents = rememberFor(Number.POSITIVE_INFINITY, async () => {
    const { describeEvents } = await import('./describe-events.ts')
    return describeEvents(await read(), routes)
  })
  return (version) => (version === '3.2' ? readWithEvents() : read())
}

const isOperation = (schema: unknown): schema is Operation =>
  typeof schema === 'object' && schema !== null && 'summary' in schema && 'access' in schema
