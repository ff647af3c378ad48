import type { Resources } from './resources.ts'
import type { Role } from './run-service.ts'

/** What a person wants to know at the start: which parts are in use, and what to set for others. */
export function describeService({ config, models }: Resources, url: string | undefined, roles: Role[]) {
  const model = models.list().find((listed) => listed.default)
  const offline = model?.provider === 'chatsvg'
  const lines = {
    roles,
    database:
      config.database.kind === 'embedded'
        ? `embedded, in ${config.dataFolder} (DATABASE_URL for your own)`
        : 'DATABASE_URL',
    queue: config.redisUrl ? 'Redis' : 'PostgreSQL (REDIS_URL for Redis)',
    model: `${model?.id}${offline ? ' (OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODELS, for a language model)' : ''}`,
    mail: 'none is sent by this version',
  }
  return { url, lines }
}
