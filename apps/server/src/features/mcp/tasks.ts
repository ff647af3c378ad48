import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type McpServer,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
  type ServerOptions,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server'

/** The extension "Tasks" of the protocol (SEP-2663), of the revision 2026-07-28. */
const extension = 'io.modelcontextprotocol/tasks'

/** A task as the extension has it; times are ISO 8601. */
export type TaskState = {
  taskId: string
  statusMessage: string
  createdAt: string
  lastUpdatedAt: string
  /** null: it is kept as long as its account. */
  ttlMs: number | null
  pollIntervalMs: number
} & (
  | { status: 'working' | 'cancelled' }
  /** By the key of each request that its client has not answered. */
  | { status: 'input_required'; inputRequests: Record<string, object> }
  | { status: 'completed'; result: CallToolResult }
  | { status: 'failed'; error: { code: number; message: string } }
)

/** Where tasks are found. */
export type TaskSource = {
  find(taskId: string): Promise<TaskState | undefined>
  /** @returns false if there is no such task. A task that has ended stays as it is. */
  cancel(taskId: string): Promise<boolean>
  /** Takes answers to requests of a task; without it, no task asks its client for input. */
  answer?(taskId: string, responses: Readonly<Record<string, unknown>>): Promise<void>
}

/** Tools and other things in addition to those of the service. */
export type McpAddition = {
  options?: ServerOptions
  /** @returns the sources of the tasks that the tools make. */
  addTo(server: McpServer, era: 'legacy' | 'modern'): TaskSource[]
}

/** Whether the client of the current request accepts a task as an answer. */
export const declaresTasks = ({ server }: McpServer): boolean =>
  server.getClientCapabilities()?.extensions?.[extension] !== undefined

/** The same, for a message that no server object has. */
export function declaresTasksIn({ params }: { params: object }): boolean {
  const { _meta } = params as { _meta?: Record<string, ClientCapabilities | undefined> }
  return _meta?.[CLIENT_CAPABILITIES_META_KEY]?.extensions?.[extension] !== undefined
}

/** The answer of a tool that has made a task. */
export const asTaskAnswer = ({ taskId, status, ...about }: Omit<TaskState, 'result'>): CallToolResult =>
  // The SDK knows only the core's results; it sends the others as they are.
  ({ resultType: 'task', taskId, status, ...about }) as unknown as CallToolResult

/** The error for a client that has not declared the extension. */
export const tasksRequired = () =>
  new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [extension]: {} } } })

/** Adds the methods of the extension to a server. */
export function addTasks(mcp: McpServer, sources: readonly TaskSource[]): void {
  const { server } = mcp
  server.registerCapabilities({ extensions: { [extension]: {} } })

  const add = (
    method: string,
    answer: (taskId: string, context: ServerContext) => Promise<object | undefined>,
  ) =>
    server.setRequestHandler(method, { params: withTaskId }, async ({ taskId }, context) => {
      if (!declaresTasks(mcp)) throw tasksRequired()
      const answered = await answer(taskId, context)
      if (answered) return { ...answered }
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such task')
    })
  const findIn = async (taskId: string) => {
    for (const source of sources) {
      const task = await source.find(taskId)
      if (task) return task
    }
    return undefined
  }
  add('tasks/get', findIn)
  add('tasks/cancel', async (taskId) => {
    for (const source of sources) if (await source.cancel(taskId)) return {}
    return undefined
  })
  // Responses to requests that were never made are ignored.
  add('tasks/update', async (taskId, { mcpReq }) => {
    for (const source of sources) {
      if (!(await source.find(taskId))) continue
      await source.answer?.(taskId, mcpReq.inputResponses ?? {})
      return {}
    }
    return undefined
  })
}

/** The SDK takes `inputResponses` out of the parameters and into the context. */
const withTaskId: StandardSchemaWithJSON<{ taskId: string }> = {
  '~standard': {
    version: 1,
    vendor: 'chatsvg',
    validate(value) {
      const { taskId } = (value ?? {}) as { taskId?: unknown }
      if (typeof taskId !== 'string') return { issues: [{ message: 'must be text', path: ['taskId'] }] }
      return { value: { taskId } }
    },
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
}
