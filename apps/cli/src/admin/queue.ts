import { drainQueue, pauseByHand, resumeByHand, showQueue } from '@chatsvg/server/features/administration'
import { type AdminCommand, type AdminContext, done, reasonOption } from './command.ts'
import { renderFields } from './table.ts'

export const queueCommands: AdminCommand[] = [
  {
    name: 'queue show',
    purpose: 'Shows what waits and runs, and whether the queue is paused.',
    run: (context) => answerQueue(context),
  },
  {
    name: 'queue pause',
    options: reasonOption,
    purpose: 'Lets nothing be claimed any more, until it is resumed.',
    details:
      'Requests are accepted and wait; what is being drawn is finished. It holds through restarts, whatever becomes of Redis.',
    async run(context) {
      const { db } = await context.openDatabase()
      await pauseByHand(db, context.by)
      return answerQueue(context)
    },
  },
  {
    name: 'queue resume',
    options: reasonOption,
    purpose: 'Lets workers claim again.',
    async run(context) {
      const { db } = await context.openDatabase()
      const { jobs } = await context.openReach()
      await resumeByHand({ db, enqueueJob: jobs.enqueueJob }, context.by)
      return answerQueue(context)
    },
  },
  {
    name: 'queue drain',
    options: reasonOption,
    purpose: 'Cancels everything that waits, with credits back.',
    details:
      'In batches. Running jobs continue, and new requests are accepted: pause the queue first to prevent new jobs. It may be interrupted, and begun again.',
    async run(context) {
      const { db } = await context.openDatabase()
      const { jobs } = await context.openReach()
      const { waiting, postponed } = await showQueue({ db, readCounts: jobs.readQueueCounts })
      const total = waiting + postponed
      if (total > 0) await context.confirm(`Cancel all ${total.toLocaleString('en')} jobs that wait?`)
      const onProgress = (cancelled: number) =>
        context.progress.show('Cancelling', Math.min(1, cancelled / total), `${cancelled} of ${total} jobs`)
      const cancelled = await drainQueue(
        { db, effects: jobs.cancelEffects, onProgress },
        context.by,
        context.signal,
      )
      return done({ cancelled }, `Cancelled ${cancelled.toLocaleString('en')} jobs.`)
    },
  },
]

async function answerQueue({ openDatabase, openReach }: AdminContext) {
  const { db } = await openDatabase()
  const { jobs } = await openReach()
  const queue = await showQueue({ db, readCounts: jobs.readQueueCounts })
  const { entries, ...fields } = queue
  const counts = entries && `${entries.waiting} waiting, ${entries.delayed} delayed, ${entries.active} active`
  return done(queue, renderFields({ ...fields, entries: counts ?? 'the queue does not answer' }))
}
