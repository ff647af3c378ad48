// Loaded into a service process before its own code (`node --import`): answers each question with the longest
// time in milliseconds for which the event loop was blocked since the question before. Plain JavaScript,
// because the oldest supported Node loads nothing else.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const resolutionMs = 1

if (isMainThread && process.channel) {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  process.on('message', () => {
    process.send({ longestMs: delays.max / 1e6 - resolutionMs })
    delays.reset()
  })
  // The service exits when its own work ends; a listener for the watcher must not keep it running.
  process.channel.unref()
}
