import type { ApiDocument, Schema } from './document.ts'
import type { CollectedRoute } from './operation.ts'
import { templateOf } from './write-document.ts'

const eventStream = 'text/event-stream'

/**
 * The document as OpenAPI 3.2, which describes each event of a stream (3.2.0, section 4.14.4, "Server-Sent
 * Event Streams").
 */
export function describeEvents(document: ApiDocument, routes: readonly CollectedRoute[]): ApiDocument {
  const described = structuredClone(document)
  described.openapi = '3.2.0'
  for (const { method, url, operation } of routes) {
    const responses = described.paths[templateOf(url)]?.[method.toLowerCase()]?.responses ?? {}
    for (const response of Object.values(responses))
      if (operation.events && 'content' in response && response.content?.[eventStream])
        response.content[eventStream] = { itemSchema: itemOf(operation.events) }
  }
  return described
}

/** `data` is text in the stream, and contains JSON. */
function itemOf(events: NonNullable<CollectedRoute['operation']['events']>): Schema {
  return {
    type: 'object',
    properties: { id: { type: 'string' }, event: { type: 'string' }, data: { type: 'string' } },
    required: ['id'],
    oneOf: Object.entries(events).map(([type, schema]) => ({
      required: ['event', 'data'],
      properties: {
        event: { const: type },
        data: {
          contentMediaType: 'application/json',
          contentSchema: { $ref: `#/components/schemas/${(schema as Schema).title}` },
        },
      },
    })),
  }
}
