import { editSchema } from '@chatsvg/svg'
import type { McpServer } from '@modelcontextprotocol/server'
import { Type } from 'typebox'

const uri = 'chatsvg://edit-schema.json'
const mimeType = 'application/schema+json'

/**
 * The argument `edits` of tools. Its whole schema has 44 KB, which would be in the context of every agent, so
 * it is a resource.
 */
export const editsArgument = Type.Optional(
  Type.Array(
    Type.Unsafe<unknown>({
      type: 'object',
      properties: { op: { enum: editSchema.items.anyOf.map(({ properties }) => properties.op.const) } },
      required: ['op'],
    }),
    {
      minItems: 1,
      description: `exact changes, made in this order, all or none, such as {"op":"recolor","from":"#ffd983","to":"#1d4ed8"}; the resource ${uri} describes them`,
    },
  ),
)

export function addEditLanguage(server: McpServer): void {
  const about = { title: 'Edits', description: 'JSON Schema of the argument `edits`', mimeType }
  server.registerResource('edit-schema', uri, about, async () => ({
    contents: [{ uri, mimeType, text: JSON.stringify(editSchema) }],
  }))
}
