import type {
  CallToolResult,
  McpServer,
  ServerContext,
  StandardSchemaWithJSON,
  ToolAnnotations,
} from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { bodyCheckOf, checkedBody, describeProblem } from '../../platform/http/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { KeyAuthentication, Scope } from '../api-keys/index.ts'
import { declaresTasks } from './tasks.ts'

/** A request to `/mcp`, and who made it. */
export type Call = {
  req: FastifyRequest
  reply: FastifyReply
  caller: UserCaller
}

export type ToolContext = {
  /** Whether the answer may be a task. */
  takesTasks: boolean
  /** Tells the client how far the work is, in percent; undefined: it did not ask. */
  tellProgress: ((percent: number, message: string) => void) | undefined
}

export type Tool = {
  name: string
  title: string
  description: string
  /** Any of them allows the tool. */
  scopes: readonly [Scope, ...Scope[]]
  annotations: ToolAnnotations
  /** Metadata for clients. */
  meta?: Record<string, unknown>
  /** JSON Schema of its arguments. */
  input: object
  /** @param args untrusted. @throws AppError */
  run(call: Call, args: Record<string, unknown>, context: ToolContext): Promise<CallToolResult>
}

type Definition<Properties extends TProperties> = Pick<
  Tool,
  'name' | 'title' | 'description' | 'scopes' | 'annotations' | 'meta'
> & {
  /** The same as a body of the API has, with the same errors. */
  fields: { properties: Properties; rules: Parameters<typeof checkedBody<Properties>>[1] }
  run(call: Call, args: Static<TObject<Properties>>, context: ToolContext): Promise<CallToolResult>
}

export function defineTool<Properties extends TProperties>({
  fields,
  run,
  ...about
}: Definition<Properties>): Tool {
  const input = Type.Object(fields.properties)
  const check = bodyCheckOf(checkedBody(input, fields.rules))
  return {
    ...about,
    input,
    run: async (call, args, context) =>
      run(call, ((await check?.(args)) ?? args) as Static<TObject<Properties>>, context),
  }
}

export type ToolsDeps = {
  authentication: Pick<KeyAuthentication, 'requireScope'>
  call: Call
  era: 'legacy' | 'modern'
}

/** Adds tools to a server. An error of a tool is a result, so that the model reads it and can mend it. */
export function addTools(
  server: McpServer,
  { authentication, call, era }: ToolsDeps,
  tools: readonly Tool[],
): void {
  for (const { name, title, description, annotations, meta, input, scopes, run } of tools)
    server.registerTool(
      name,
      { title, description, annotations, inputSchema: uncheckedSchema(input), ...(meta && { _meta: meta }) },
      async (args, context) => {
        try {
          authentication.requireScope(call.req, `MCP ${name}`, scopes)
          const takesTasks = era === 'modern' && declaresTasks(server)
          return await run(call, args, { takesTasks, tellProgress: createTeller(context) })
        } catch (error) {
          return presentError(error, call.req)
        }
      },
    )
}

/** Shows the schema to clients. The tool checks its arguments itself, with the errors of the API. */
const uncheckedSchema = (input: object): StandardSchemaWithJSON<Record<string, unknown>> => ({
  '~standard': {
    version: 1,
    vendor: 'chatsvg',
    validate: (value) => ({ value: (value ?? {}) as Record<string, unknown> }),
    jsonSchema: { input: () => ({ ...input }), output: () => ({ ...input }) },
  },
})

/** Progress must increase with every notification (the protocol's section "Progress"). */
function createTeller({ mcpReq }: ServerContext): ToolContext['tellProgress'] {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return undefined
  let told = -1
  return (percent, message) => {
    if (percent <= told) return
    told = percent
    const params = { progressToken, progress: percent, total: 100, message }
    // A client that has left needs none.
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

/** `_meta["chatsvg/problem"]` is the problem that the API would answer with. */
function presentError(error: unknown, req: FastifyRequest): CallToolResult {
  const { problem, headers } = describeProblem(error, req)
  const { 'retry-after': seconds } = headers
  const wait = seconds === undefined ? '' : ` Try again after ${seconds} seconds.`
  return {
    isError: true,
    content: [{ type: 'text', text: `${problem.error}${wait} (${problem.code})` }],
    _meta: {
      'chatsvg/problem': { ...problem, ...(seconds !== undefined && { retryAfterSeconds: Number(seconds) }) },
    },
  }
}
