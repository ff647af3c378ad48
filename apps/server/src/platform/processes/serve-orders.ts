import type { ProcessMessage, ProcessSettings } from './message.ts'

const memoryWatchMs = 10

/**
 * The program of a limited process: handles the orders of its parent, one at a time, and ends itself above
 * its limit of memory. An error of `handle` refuses the order as unreadable. To be called once, in the module
 * that `openProcessPool` names.
 *
 * @param handle must not block the event loop for long: the memory is measured by a timer.
 */
export function serveOrders<Order, Result>(handle: (order: Order) => Promise<Result>): void {
  const { memoryBytesMax } = JSON.parse(process.argv[2] ?? '{}') as ProcessSettings
  const send = (message: ProcessMessage<Result>, then = () => undefined as unknown) =>
    process.send?.(message, then)
  /** A library's threads cannot be stopped, and a normal exit would wait for them. */
  const endAtOnce = () => process.kill(process.pid, 'SIGKILL')

  function refuseMemory(): void {
    if (process.memoryUsage.rss() > memoryBytesMax) send({ kind: 'out_of_memory' }, endAtOnce)
  }

  async function answer(order: Order): Promise<ProcessMessage<Result>> {
    try {
      const result = await handle(order)
      return { kind: 'done', result, isLast: process.memoryUsage.rss() > memoryBytesMax / 2 }
    } catch (error) {
      return { kind: 'unreadable', reason: String(error) }
    }
  }

  process.on('disconnect', endAtOnce)
  // Ctrl-C reaches the whole process group; the parent decides the order of shutdown.
  process.on('SIGINT', () => undefined)
  process.on('message', (order: Order) => {
    refuseMemory()
    const watch = setInterval(refuseMemory, memoryWatchMs)
    void answer(order)
      .then((message) => send(message))
      .finally(() => clearInterval(watch))
  })
  send({ kind: 'ready' })
}
