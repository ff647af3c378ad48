// Loaded into a service process before its own code (`node --import`): answers the question "memory" with
// what the process holds after a collection. Resident memory between two collections says more of the
// collector's moods than of leaks. Plain JavaScript, since the oldest Node that we run on loads nothing else.
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
    // What finalizers let go of is collected by the second one.
    await nextTurn()
    collect()
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    process.send({ rss, heapUsed, heapTotal, external, handles: process.getActiveResourcesInfo().length })
  })
  // The service ends when its own work does, and not later for whoever watches it; without a watcher nobody
  // needs it.
  process.channel.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
