import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import type { TaskSource, TaskState } from '../../apps/server/src/features/mcp/index.ts'
import { tasksExtension } from './mcp-client.ts'

type End = Pick<Extract<TaskState, { status: 'completed' }>, 'status' | 'result'> | Failed
type Failed = Pick<Extract<TaskState, { status: 'failed' }>, 'status' | 'error'>

const textResult = (text: string) => ({ content: [{ type: 'text' as const, text }] })

/**
 * Tools of the conformance suite that make tasks (SEP-2663). The tasks of the service are jobs; these are
 * kept in memory, as long as the process of the test.
 */
export function createTaskFixtures() {
  const tasks = new Map<string, TaskState>()

  function startTask(ms: number, end: End): TaskState {
    const now = new Date().toISOString()
    const about = { taskId: crypto.randomUUID(), createdAt: now, lastUpdatedAt: now }
    const times = { statusMessage: 'working', ttlMs: 60_000, pollIntervalMs: 100 }
    const task: TaskState = { ...about, ...times, status: 'working' }
    tasks.set(task.taskId, task)
    setTimeout(() => {
      if (tasks.get(task.taskId)?.status === 'working') tasks.set(task.taskId, { ...task, ...end })
    }, ms)
    return task
  }

  const source: TaskSource = {
    find: async (taskId) => tasks.get(taskId),
    async cancel(taskId) {
      const task = tasks.get(taskId)
      if (task?.status === 'working') tasks.set(taskId, { ...task, status: 'cancelled' })
      return task !== undefined
    },
  }

  return {
    addTo(server: McpServer): TaskSource {
      const add = (name: string, endOf: (args: Record<string, unknown>) => { ms: number; end: End }) =>
        server.registerTool(
          name,
          {
            description: 'Makes a task',
            inputSchema: fromJsonSchema<Record<string, unknown>>({ type: 'object' }),
          },
          async (args) => {
            const { ms, end } = endOf(args)
            const takesTasks =
              server.server.getClientCapabilities()?.extensions?.[tasksExtension] !== undefined
            if (takesTasks) return { resultType: 'task', ...startTask(ms, end) } as never
            return end.status === 'completed' ? end.result : textResult(end.error.message)
          },
        )
      add('slow_compute', ({ seconds }) => ({
        ms: Number(seconds ?? 1) * 1_000,
        end: { status: 'completed', result: textResult('computed') },
      }))
      add('failing_job', () => ({
        ms: 500,
        end: { status: 'completed', result: { ...textResult('failed'), isError: true } },
      }))
      add('protocol_error_job', () => ({
        ms: 500,
        end: { status: 'failed', error: { code: -32_603, message: 'failed' } },
      }))
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
