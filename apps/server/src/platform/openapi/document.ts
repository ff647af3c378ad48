/**
 * The part of OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1) and 3.2 (spec.openapis.org/oas/v3.2.0) that we
 * write; a schema is JSON Schema 2020-12.
 */
export type Schema = { [keyword: string]: unknown }
export type Reference = { $ref: string }
export type MediaType = {
  schema?: Schema
  /** Of each item of a stream; since 3.2. */
  itemSchema?: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}
export type Header = { description?: string; schema: Schema }
export type ResponseObject = {
  description: string
  headers?: Record<string, Header | Reference>
  content?: Record<string, MediaType>
}
export type Parameter = {
  name: string
  in: 'query' | 'header' | 'path' | 'cookie'
  description?: string
  required?: boolean
  schema?: Schema
  example?: unknown
}
export type OperationObject = {
  tags?: string[]
  summary?: string
  description?: string
  operationId?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; description?: string; content: Record<string, MediaType> }
  responses: Record<string, ResponseObject | Reference>
  security?: Record<string, string[]>[]
  /** The role from which on members of a workspace may make the call there. */
  'x-workspace-role'?: string
}
export type Tag = { name: string; description: string }
export type ApiDocument = {
  openapi: string
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; description: string }[]
  tags: Tag[]
  paths: Record<string, Record<string, OperationObject>>
  components: {
    schemas: Record<string, Schema>
    responses: Record<string, ResponseObject>
    headers: Record<string, Header>
    securitySchemes: Record<string, Schema>
  }
}

/** A part of the document, or a reference to a named one. */
export function resolve<Part extends object>(document: ApiDocument, part: Part | Reference): Part {
  if (!('$ref' in part)) return part
  const [kind = '', name = ''] = String(part.$ref).split('/').slice(2)
  const found = (document.components as Record<string, Record<string, unknown>>)[kind]?.[name]
  if (!found) throw new Error(`the document has no ${part.$ref}`)
  return found as Part
}
