import type { Environment, Problem, VariableName } from './env.ts'
import { canReadCaptured, crossesSites, isHttps } from './reach.ts'
import { weaknessOf } from './secrets.ts'

/** An attacker could test guesses without a limit. */
const metricsTokenCharsMin = 20

/** Problems between variables that are valid by themselves. */
export function findContradictions(env: Partial<Environment>): Problem[] {
  const problems: Problem[] = []
  const add = (variable: VariableName, message: string) => problems.push({ variable, message })
  if (env.JWT_SECRET !== undefined) {
    const weakness = weaknessOf(env.JWT_SECRET)
    if (weakness) add('JWT_SECRET', weakness)
  } else if (env.DATABASE_URL) {
    add(
      'JWT_SECRET',
      'must be set when DATABASE_URL is: all processes share it. Make one with: openssl rand -base64 48',
    )
  }
  if (env.DATABASE_DIRECT_URL && !env.DATABASE_URL)
    add(
      'DATABASE_DIRECT_URL',
      'is the server behind the pooler of DATABASE_URL: set that, or only DATABASE_URL',
    )
  if (env.DATABASE_REPLICA_URL && !env.DATABASE_URL)
    add('DATABASE_REPLICA_URL', 'is a replica of the server at DATABASE_URL: set that, too')
  if (env.REDIS_CA_FILE && !env.REDIS_URL?.isSecure)
    add('REDIS_CA_FILE', 'needs a REDIS_URL with TLS: rediss, rediss+sentinel or rediss+cluster')
  const { REDIS_QUEUES: queues = 1, SVG_WORKER_CONCURRENCY: slots = queues } = env
  if (slots % queues !== 0)
    add(
      'REDIS_QUEUES',
      `must divide SVG_WORKER_CONCURRENCY (${slots}), because each queue gets an equal share`,
    )
  if (env.COOKIE_SAMESITE === 'none' && !isHttps(env)) {
    add('COOKIE_SAMESITE', 'none needs a PUBLIC_URL with https, or browsers refuse the cookies')
  } else if (env.COOKIE_SAMESITE === undefined && crossesSites(env) && !isHttps(env)) {
    add('PUBLIC_URL', 'must be https when FRONTEND_URL is on another site, or browsers refuse the cookies')
  }
  for (const vendor of ['GOOGLE', 'GITHUB'] as const) {
    const [id, secret] = [`${vendor}_CLIENT_ID`, `${vendor}_CLIENT_SECRET`] as const
    if (env[id] && !env[secret]) add(secret, `must be set when ${id} is`)
    if (env[secret] && !env[id]) add(id, `must be set when ${secret} is`)
  }
  const bucket = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
  const given = bucket.find((name) => env[name])
  for (const name of given ? bucket : []) if (!env[name]) add(name, `must be set when ${given} is`)
  if (env.FILES_PURGE_URL && !env.FILES_URL) add('FILES_URL', 'must be set when FILES_PURGE_URL is')
  if (env.FILES_PURGE_TOKEN && !env.FILES_PURGE_URL)
    add('FILES_PURGE_URL', 'must be set when FILES_PURGE_TOKEN is')
  if (env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET)
    add('STRIPE_WEBHOOK_SECRET', 'must be set when STRIPE_SECRET_KEY is, or no payment would arrive')
  if (env.STRIPE_WEBHOOK_SECRET && !env.STRIPE_SECRET_KEY)
    add('STRIPE_SECRET_KEY', 'must be set when STRIPE_WEBHOOK_SECRET is')
  if (env.METRICS_PORT && env.METRICS_PORT === env.PORT) add('METRICS_PORT', 'must be another port than PORT')
  if (env.METRICS_TOKEN !== undefined && env.METRICS_TOKEN.length < metricsTokenCharsMin)
    add('METRICS_TOKEN', `must have at least ${metricsTokenCharsMin} characters`)
  if (env.RESEND_API_KEY && env.SMTP_URL) add('SMTP_URL', 'and RESEND_API_KEY exclude each other: set one')
  if (env.REQUIRE_VERIFIED_EMAIL && !env.RESEND_API_KEY && !env.SMTP_URL && !canReadCaptured(env)) {
    add('REQUIRE_VERIFIED_EMAIL', 'needs mail: set RESEND_API_KEY or SMTP_URL')
  }
  if (env.OPENAI_BASE_URL && !env.OPENAI_MODELS?.length) {
    add('OPENAI_MODELS', 'must name the models of the server at OPENAI_BASE_URL')
  }
  const unknown = Object.keys(env.OPENAI_MAX_OUTPUT_TOKENS?.byModel ?? {}).find(
    (model) => env.OPENAI_BASE_URL && !env.OPENAI_MODELS?.includes(model),
  )
  if (unknown !== undefined)
    add('OPENAI_MAX_OUTPUT_TOKENS', `names the model ${unknown}, which OPENAI_MODELS does not have`)
  return problems
}
