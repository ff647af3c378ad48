import { Type } from 'typebox'
import type { App } from '../platform/http/index.ts'
import type { Resources } from './resources.ts'

const okAnswer = Type.Object({ ok: Type.Boolean() })
const readyAnswer = Type.Object({
  ok: Type.Boolean(),
  database: Type.String(),
  redis: Type.String(),
  queue: Type.String(),
})
const notReadyAnswer = Type.Object({ ok: Type.Boolean(), database: Type.String(), error: Type.String() })

/** Probes: `health` says that the process turns, `ready` that it can serve. A missing Redis alone does not make it unready. */
export function healthRoutes({ database, queue, config }: Resources, isDraining: () => boolean) {
  return (app: App): void => {
    app.get(
      '/health',
      { config: { quiet: true, unlimited: true }, schema: { response: { 200: okAnswer } } },
      async () => ({ ok: true }),
    )

    app.get(
      '/ready',
      {
        config: { quiet: true, unlimited: true },
        schema: { response: { 200: readyAnswer, 503: notReadyAnswer } },
      },
      async (_req, reply) => {
        const [databaseAnswers, queueAnswers] = await Promise.all([database.ping(), queue.ping()])
        if (!databaseAnswers || isDraining()) {
          return reply
            .code(503)
            .send({ ok: false, database: wordFor(databaseAnswers), error: 'Service unavailable' })
        }
        const redis = config.redisUrl ? wordFor(queueAnswers) : 'not_configured'
        return reply.send({ ok: true, database: 'connected', redis, queue: wordFor(queueAnswers) })
      },
    )
  }
}

const wordFor = (answers: boolean) => (answers ? 'connected' : 'disconnected')
