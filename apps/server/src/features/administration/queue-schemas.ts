import { Type } from 'typebox'
import { operation } from '../../platform/openapi/index.ts'
import { count, moment, nullable, tags, withReason } from './schemas.ts'

const queueAnswer = {
  200: Type.Object(
    {
      paused: Type.Boolean(),
      pausedAt: nullable(moment),
      reason: nullable(Type.String()),
      waiting: Type.Integer({ description: 'jobs that could be claimed now' }),
      running: count,
      postponed: Type.Integer({ description: 'jobs that are due later' }),
      oldestWaitingSeconds: Type.Number(),
      entries: nullable(
        Type.Object(
          { waiting: count, delayed: count, active: count },
          { description: "of the queue's backend; null: it does not answer" },
        ),
      ),
    },
    { title: 'AdminQueue' },
  ),
}

export const showQueue = operation({
  tags,
  summary: 'Look at the queue',
  access: 'admin',
  response: queueAnswer,
})

export const pauseQueue = operation({
  tags,
  summary: 'Pause the queue',
  description:
    'Requests are accepted and wait; nothing is claimed; what is being drawn is finished. It holds until somebody resumes it.',
  access: 'admin',
  body: withReason,
  response: queueAnswer,
})

export const resumeQueue = operation({
  tags,
  summary: 'Resume the queue',
  access: 'admin',
  body: withReason,
  response: queueAnswer,
})

export const drainQueue = operation({
  tags,
  summary: 'Cancel everything that waits',
  description: 'The jobs are refunded. Running jobs continue, and new requests are accepted.',
  access: 'admin',
  body: withReason,
  response: { 200: Type.Object({ cancelled: count }) },
})
