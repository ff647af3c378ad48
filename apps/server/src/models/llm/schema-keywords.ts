import type { JsonSchema } from './connected-model.ts'

/** The same schema without these keywords, at every level: the names of properties stay. */
export function withoutKeywords(schema: JsonSchema, keywords: readonly string[]): JsonSchema {
  const inner = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(inner) : isSchema(value) ? withoutKeywords(value, keywords) : value
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      if (keywords.includes(keyword)) return []
      if (keyword !== 'properties' || !isSchema(value)) return [[keyword, inner(value)]]
      return [[keyword, Object.fromEntries(Object.entries(value).map(([name, of]) => [name, inner(of)]))]]
    }),
  )
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
