import type { ApiDocument, Schema } from '../../apps/server/src/platform/openapi/document.ts'
import { resolve } from '../../apps/server/src/platform/openapi/document.ts'

const header = `/**
 * The wire contract as types, written from the OpenAPI document: do not edit. A test compares the two;
 * \`npx vitest run test/client/wire.test.ts -u\` writes this file anew.
 */
`

/**
 * The types of every operation under /api, by "METHOD /path": its input and the response of a success.
 *
 * @param errorCodes all error codes of the service.
 */
export function writeWireTypes(document: ApiDocument, errorCodes: readonly string[]): string {
  const types = Object.entries(document.components.schemas)
    .filter(([, schema]) => schema.type !== undefined || schema.anyOf !== undefined)
    .map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { parameters = [], requestBody, responses } = operation
      const given = (place: string) =>
        parameters
          .filter((parameter) => parameter.in === place)
          .map(
            ({ name, required, schema = {} }) => `${nameOf(name)}${required ? '' : '?'}: ${typeOf(schema)}`,
          )
      const members = [
        memberOf('params', given('path')),
        memberOf('query', given('query')),
        requestBody && `body: ${typeOf(requestBody.content['application/json']?.schema ?? {})}`,
        `answer: ${answerOf(document, responses)}`,
      ].filter(Boolean)
      return `  '${method.toUpperCase()} ${path}': { ${members.join('; ')} }\n`
    }),
  )
  const codes = `export type ErrorCode = ${[...errorCodes].sort().map(literal).join(' | ')}\n`
  return `${header}\n${types.join('')}${codes}\nexport type Wire = {\n${operations.sort().join('')}}\n`
}

const memberOf = (name: string, fields: string[]) => fields.length > 0 && `${name}: { ${fields.join('; ')} }`

/** The JSON types of successful responses, without duplicates; text for other media types. */
function answerOf(
  document: ApiDocument,
  responses: ApiDocument['paths'][string][string]['responses'],
): string {
  const found = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => {
      const { content } = resolve(document, response)
      if (!content) return 'null'
      const json = content['application/json']?.schema
      return json ? typeOf(json) : 'string'
    })
  return [...new Set(found)].join(' | ') || 'null'
}

function typeOf(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? 'unknown'
  if ('const' in schema) return literal(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map(literal).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (Array.isArray(either)) return (either as Schema[]).map(typeOf).join(' | ')
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type: String(type) })).join(' | ')
  switch (schema.type) {
    case 'array':
      return `(${typeOf((schema.items ?? {}) as Schema)})[]`
    case 'object':
      return objectOf(schema)
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    default:
      return 'unknown'
  }
}

function objectOf({
  properties = {},
  required = [],
  patternProperties,
  additionalProperties,
}: Schema): string {
  const needed = new Set(required as string[])
  const members = Object.entries(properties as Record<string, Schema>).map(
    ([name, schema]) => `${nameOf(name)}${needed.has(name) ? '' : '?'}: ${typeOf(schema)}`,
  )
  if (members.length > 0) return `{ ${members.join('; ')} }`
  const [values] = Object.values((patternProperties ?? {}) as Record<string, Schema>)
  const rest = values ?? (typeof additionalProperties === 'object' ? (additionalProperties as Schema) : {})
  return `Record<string, ${typeOf(rest)}>`
}

const nameOf = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`)
const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
