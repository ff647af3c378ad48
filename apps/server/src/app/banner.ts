import type { Config } from '../config/index.ts'
import type { Resources } from './resources.ts'
import type { Role } from './role.ts'

const redisNames = { server: 'Redis', sentinel: 'Redis with Sentinel', cluster: 'Redis Cluster' }

/** What an operator wants to know at the start: which parts are in use, and which variables select others. */
export function describeService({ config, models }: Resources, url: string | undefined, roles: Role[]) {
  const model = models.list().find((listed) => listed.default)
  const offline = model?.provider === 'chatsvg'
  const lines = {
    roles,
    database:
      config.database.kind === 'embedded'
        ? `embedded, in ${config.dataFolder} (DATABASE_URL for your own)`
        : 'DATABASE_URL',
    queue: config.redis ? redisNames[config.redis.address.kind] : 'PostgreSQL (REDIS_URL for Redis)',
    model: `${model?.id}${offline ? ' (OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODELS, for a language model)' : ''}`,
    mail: describeMail(config),
    metrics: describeMetrics(config),
    ...(config.traces.kind === 'otlp' && { traces: 'OTEL_EXPORTER_OTLP_ENDPOINT' }),
    ...(config.faults.kind === 'sentry' && { faults: 'SENTRY_DSN' }),
  }
  return { url, lines }
}

function describeMetrics({ metrics }: Config): string {
  switch (metrics.kind) {
    case 'off':
      return 'none (METRICS_PORT for Prometheus)'
    case 'port':
      return `on port ${metrics.port}${metrics.token === undefined ? '' : ', with METRICS_TOKEN'}`
    case 'api':
      return 'at /metrics, with METRICS_TOKEN'
  }
}

function describeMail({ mail: { transport, capturePage } }: Config): string {
  const advice = '(SMTP_URL or RESEND_API_KEY to send)'
  switch (transport.kind) {
    case 'resend':
      return 'Resend'
    case 'smtp':
      return 'SMTP'
    case 'none':
      return `none is sent ${advice}`
    case 'capture':
      return `kept in ${transport.folder}${capturePage ? ', read it at /dev/mail' : ''} ${advice}`
  }
}
