import { PassThrough, type Readable } from 'node:stream'
import { SUBSCRIPTION_ID_META_KEY } from '@modelcontextprotocol/server'
import type { TaskState } from './tasks.ts'

/** The maximum of tasks of one subscription. */
const tasksMax = 50
/** Proxies close connections that are silent for longer. */
const keepAliveMs = 15_000

type ListenMessage = { id: string | number; params: { notifications: { taskIds: string[] } } }

/** Tasks whose changes can be told. */
export type FollowedTasks = {
  find(taskId: string): Promise<TaskState | undefined>
  /** Calls `onChange` with every change of a status. Resolves when all have ended, or nobody follows. */
  follow(taskIds: readonly string[], onChange: (taskId: string) => void): Promise<void>
}

/** Whether a message asks for changes of tasks (the extension's section "Task Status Notifications"). */
export function asksForTasks(body: unknown): body is ListenMessage {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: Partial<ListenMessage['params']> }
  const ids = params?.notifications?.taskIds
  return method === 'subscriptions/listen' && Array.isArray(ids) && ids.every((id) => typeof id === 'string')
}

/** The same message without its filters: the SDK checks it, and answers that it sends no notifications. */
export const withoutFilters = (message: ListenMessage) => ({
  ...message,
  params: { ...message.params, notifications: {} },
})

/**
 * The stream of a subscription: which tasks it has, each of them as `tasks/get` answers, now and after every
 * change of its status, and the end of the subscription once all have ended.
 *
 * @param checked the answer of the SDK to the message without filters: the first event of a stream and the
 * last one.
 */
export function tellTasks(tasks: FollowedTasks, message: ListenMessage, checked: string): Readable {
  const stream = new PassThrough()
  const write = (text: string) => void (stream.writable && stream.write(text))
  const send = (sent: object) => write(`event: message\ndata: ${JSON.stringify(sent)}\n\n`)
  const told = new Map<string, string>()
  let telling = Promise.resolve()

  function tell(taskId: string): void {
    telling = telling.then(async () => {
      // What cannot be read now is read again with the next change, and at the end.
      const task = await tasks.find(taskId).catch(() => undefined)
      const text = JSON.stringify(task)
      if (!task || told.get(taskId) === text) return
      told.set(taskId, text)
      const params = { ...task, _meta: { [SUBSCRIPTION_ID_META_KEY]: message.id } }
      send({ jsonrpc: '2.0', method: 'notifications/tasks', params })
    })
  }

  async function tellAll(): Promise<void> {
    const [acknowledged = '', ended = ''] = checked.match(/(?<=^data: ).+$/gm) ?? []
    const ids = await findKnown(tasks, message.params.notifications.taskIds)
    const { params, ...rest } = JSON.parse(acknowledged) as { params: object }
    send({ ...rest, params: { ...params, notifications: { ...(ids.length > 0 && { taskIds: ids }) } } })
    for (const id of ids) tell(id)
    if (ids.length > 0) await tasks.follow(ids, tell)
    for (const id of ids) tell(id)
    await telling
    send(JSON.parse(ended))
  }

  const timer = setInterval(() => write(': keepalive\n\n'), keepAliveMs).unref()
  stream.once('close', () => clearInterval(timer))
  // A key that was revoked meanwhile ends the stream. The client asks again, and gets the reason.
  void tellAll()
    .catch(() => undefined)
    .finally(() => stream.end())
  return stream
}

/** Tasks of others, and those that the key may not see, are none. */
async function findKnown(tasks: FollowedTasks, asked: readonly string[]): Promise<string[]> {
  const known: string[] = []
  for (const id of new Set(asked.slice(0, tasksMax)))
    if (await tasks.find(id).catch(() => undefined)) known.push(id)
  return known
}
