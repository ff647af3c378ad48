import type { RealtimeListener } from '../../platform/realtime/index.ts'
import type { GenerationEvents } from './events.ts'

/**
 * Calls back when the job was ended elsewhere, as when its owner cancels it. If the event is lost, the next
 * renewal of the lease finds out.
 */
export type SubscribeToEnd = (job: { id: string; userId: string }, onEnd: () => void) => Disposable

export function createSubscribeToEnd(listener: RealtimeListener<GenerationEvents>): SubscribeToEnd {
  return (job, onEnd) =>
    listener.listen(job.userId, {
      isOnlyFinal: true,
      onEvent(_name, payload) {
        if (payload.jobId === job.id) onEnd()
      },
      onRecover() {},
    })
}
