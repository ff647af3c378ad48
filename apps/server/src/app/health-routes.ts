import { Type } from 'typebox'
import type { App } from '../platform/http/index.ts'
import { operation } from '../platform/openapi/index.ts'
import type { Resources } from './resources.ts'

const tags: [string] = ['Service']
const connection = Type.Enum(['connected', 'disconnected'])

const health = operation({
  tags,
  summary: 'Whether the process turns',
  access: 'visitor',
  response: { 200: Type.Object({ ok: Type.Boolean() }) },
  answers: { 200: { example: { ok: true } } },
})

const ready = operation({
  tags,
  summary: 'Whether it can serve',
  description: 'A missing Redis alone does not make it unready.',
  access: 'visitor',
  response: {
    200: Type.Object({
      ok: Type.Boolean(),
      database: connection,
      redis: Type.Enum(['connected', 'disconnected', 'not_configured']),
      queue: connection,
    }),
    503: Type.Object({ ok: Type.Boolean(), database: connection, error: Type.String() }),
  },
  answers: {
    200: {
      example: { ok: true, database: 'connected', redis: 'not_configured', queue: 'connected' },
    },
    503: {
      description: 'Not now: the database is away, or the process is about to end.',
      example: { ok: false, database: 'disconnected', error: 'Service unavailable' },
    },
  },
})

/**
 * Health checks: `health` says that the process runs, `ready` that it can serve. A missing Redis alone does
 * not make it unready.
 */
export function healthRoutes({ database, queue, config }: Resources, isDraining: () => boolean) {
  return (app: App): void => {
    app.get('/health', { config: { quiet: true, unlimited: true }, schema: health }, async () => ({
      ok: true,
    }))

    app.get('/ready', { config: { quiet: true, unlimited: true }, schema: ready }, async (_req, reply) => {
      const [databaseAnswers, queueAnswers] = await Promise.all([database.ping(), queue.ping()])
      if (!databaseAnswers || isDraining()) {
        return reply
          .code(503)
          .send({ ok: false, database: wordFor(databaseAnswers), error: 'Service unavailable' })
      }
      const redis = config.redis ? wordFor(queueAnswers) : 'not_configured'
      return reply.send({ ok: true, database: 'connected', redis, queue: wordFor(queueAnswers) })
    })
  }
}

const wordFor = (answers: boolean) => (answers ? ('connected' as const) : ('disconnected' as const))
