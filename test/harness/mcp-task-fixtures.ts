import { acceptedContent, fromJsonSchema, inputRequired, type McpServer } from '@modelcontextprotocol/server'
import { type TaskSource, type TaskState, tasksRequired } from '../../apps/server/src/features/mcp/tasks.ts'
import { tasksExtension } from './mcp-client.ts'

type End = Pick<Extract<TaskState, { status: 'completed' }>, 'status' | 'result'> | Failed
type Failed = Pick<Extract<TaskState, { status: 'failed' }>, 'status' | 'error'>

/** A request to the client to confirm something. */
const askToConfirm = {
  method: 'elicitation/create',
  params: {
    mode: 'form',
    message: 'Please confirm',
    requestedSchema: { type: 'object', properties: { confirm: { type: 'boolean' } }, required: ['confirm'] },
  },
}

const askForName = inputRequired.elicit({
  message: 'Please enter your name',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
})

/** Longer than any scenario of the suite. */
const taskMsMax = 60_000

const textResult = (text: string) => ({ content: [{ type: 'text' as const, text }] })

/**
 * Tools of the conformance suite that make tasks (SEP-2663). The tasks of the service are jobs; these are
 * kept in memory, as long as the process of the test.
 */
export function createTaskFixtures() {
  const tasks = new Map<string, TaskState>()
  /** Of tasks that ask for input. */
  const ends = new Map<string, End>()

  function startTask(ms: number, end: End): TaskState {
    const now = new Date().toISOString()
    const about = { taskId: crypto.randomUUID(), createdAt: now, lastUpdatedAt: now }
    const times = { statusMessage: 'working', ttlMs: 60_000, pollIntervalMs: 100 }
    const task: TaskState = { ...about, ...times, status: 'working' }
    tasks.set(task.taskId, task)
    const timer = setTimeout(() => {
      if (tasks.get(task.taskId)?.status === 'working') tasks.set(task.taskId, { ...task, ...end })
    }, ms)
    timer.unref()
    return task
  }

  /** A task that ends when its client has answered so many requests. */
  function startAsking(asks: number, end: End): TaskState {
    const task = startTask(taskMsMax, end)
    const requests = Array.from({ length: asks }, () => [crypto.randomUUID(), askToConfirm])
    tasks.set(task.taskId, {
      ...task,
      status: 'input_required',
      inputRequests: Object.fromEntries(requests),
    })
    ends.set(task.taskId, end)
    return task
  }

  const source: TaskSource = {
    find: async (taskId) => tasks.get(taskId),
    async cancel(taskId) {
      const task = tasks.get(taskId)
      if (task?.status === 'working' || task?.status === 'input_required')
        tasks.set(taskId, { ...task, status: 'cancelled' })
      return task !== undefined
    },
    async answer(taskId, responses) {
      const task = tasks.get(taskId)
      if (task?.status !== 'input_required') return
      const left = Object.entries(task.inputRequests).filter(([key]) => !(key in responses))
      const { inputRequests: _, ...about } = task
      const end = ends.get(taskId)
      if (left.length > 0) tasks.set(taskId, { ...task, inputRequests: Object.fromEntries(left) })
      else if (end) tasks.set(taskId, { ...about, ...end })
    },
  }

  return {
    addTo(server: McpServer): TaskSource {
      const takesTasks = () =>
        server.server.getClientCapabilities()?.extensions?.[tasksExtension] !== undefined
      const add = (name: string, endOf: (args: Record<string, unknown>) => { ms: number; end: End }) =>
        server.registerTool(
          name,
          {
            description: 'Makes a task',
            inputSchema: fromJsonSchema<Record<string, unknown>>({ type: 'object' }),
          },
          async (args) => {
            const { ms, end } = endOf(args)
            if (takesTasks()) return { resultType: 'task', ...startTask(ms, end) } as never
            return end.status === 'completed' ? end.result : textResult(end.error.message)
          },
        )
      add('slow_compute', ({ seconds }) => ({
        ms: Number(seconds ?? 1) * 1_000,
        end: { status: 'completed', result: textResult('computed') },
      }))
      add('protocol_error_job', () => ({
        ms: 500,
        end: { status: 'failed', error: { code: -32_603, message: 'failed' } },
      }))
      server.registerTool(
        'failing_job',
        { description: 'Only makes tasks', inputSchema: fromJsonSchema({ type: 'object' }) },
        async (_args, { mcpReq }) => {
          const end = { ...textResult('failed'), isError: true }
          if (takesTasks())
            return { resultType: 'task', ...startTask(500, { status: 'completed', result: end }) } as never
          // The SDK makes a result of every error of a tool, so this answer goes out before that.
          const { code, message, data } = tasksRequired()
          const error = { code, message, data }
          await server.server.transport?.send({ jsonrpc: '2.0', id: mcpReq.id, error })
          return end
        },
      )
      for (const [name, asks] of [
        ['confirm_delete', 1],
        ['multi_input', 2],
      ] as const)
        server.registerTool(
          name,
          { description: 'Makes a task that asks', inputSchema: fromJsonSchema({ type: 'object' }) },
          async () =>
            ({
              resultType: 'task',
              ...startAsking(asks, { status: 'completed', result: textResult('confirmed') }),
            }) as never,
        )
      server.registerTool(
        'test_tool_with_task',
        { description: 'Asks, and then makes a task', inputSchema: fromJsonSchema({ type: 'object' }) },
        async (_args, { mcpReq }) => {
          const name = acceptedContent<{ name?: unknown }>(mcpReq.inputResponses, 'user_name')?.name
          if (typeof name !== 'string') return inputRequired({ inputRequests: { user_name: askForName } })
          const end = { status: 'completed', result: textResult(`Hello, ${name}!`) } as const
          return { resultType: 'task', ...startTask(200, end) } as never
        },
      )
      server.registerTool(
        'greet',
        {
          description: 'Greets',
          inputSchema: fromJsonSchema<{ name?: string }>({
            type: 'object',
            properties: { name: { type: 'string' } },
          }),
        },
        async ({ name }) => textResult(`Hello, ${name}!`),
      )
      return source
    },
  }
}
