// Loaded into a service process before its own code (`node --import`): answers the question "memory" with
// what the process holds after a garbage collection. Resident memory between two collections depends more on
// the collector than on leaks. Plain JavaScript, because the oldest supported Node loads nothing else.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.channel) {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc')
  process.on('message', async (question) => {
    if (question !== 'memory') return
    collect()
    // The second collection frees what finalizers released.
    await nextTurn()
    collect()
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    process.send({ rss, heapUsed, heapTotal, external, handles: process.getActiveResourcesInfo().length })
  })
  // The service exits when its own work ends; a listener for the watcher must not keep it running.
  process.channel.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
