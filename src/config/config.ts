import { resolve } from 'node:path'
import { getDomain } from 'tldts'
import type { Limit } from '../platform/limits/index.ts'
import { type Environment, type Problem, parseEnvironment, type VariableName, variables } from './env.ts'
import { weaknessOf } from './secrets.ts'

export type Config = {
  /** Absolute folder for what this machine keeps. */
  dataFolder: string
  log: { level: string; format: 'json' | 'pretty' }
  http: {
    host: string
    port: number
    /** undefined: `http://localhost:<port>`, known once the port is. */
    publicUrl: string | undefined
    frontendOrigins: string[]
    frontendPreview: RegExp | undefined
    trustProxy: number | string[]
  }
  cookies: { secure: boolean; sameSite: 'lax' | 'strict' | 'none' }
  database: { kind: 'embedded' } | { kind: 'external'; url: string }
  databasePoolMax: number
  redisUrl: string | undefined
  /** undefined: generated into the data folder. */
  jwtSecret: string | undefined
  refreshReuseGraceSeconds: number
  signupCredits: number
  limits: {
    auth: Limit | null
    generation: Limit | null
    api: Limit | null
    generationsPerDay: number | null
  }
  generation: {
    concurrency: number
    timeoutMs: number
    attemptsMax: number
    backoffMs: number
    exposeQueueCounts: boolean
  }
  models: {
    defaultModel: string | undefined
    openai: { apiKey?: string; baseUrl?: string; models: string[] } | undefined
  }
  /** Variables that are set although nothing acts on them yet. */
  withoutEffect: VariableName[]
}

export class ConfigError extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(({ variable, mend }) => `${variable} ${mend}`).join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the whole configuration.
 *
 * @throws ConfigError with every problem at once, each with its variable and the mend.
 */
export function readConfig(source: Record<string, string | undefined>, isTerminal = false): Config {
  const { environment, problems } = parseEnvironment(source)
  if (problems.length > 0) throw new ConfigError([...problems, ...findContradictions(environment)])
  const env = environment as Environment
  const contradictions = findContradictions(env)
  if (contradictions.length > 0) throw new ConfigError(contradictions)

  const sameSite = env.COOKIE_SAMESITE ?? (crossesSites(env) ? 'none' : 'lax')
  return {
    dataFolder: resolve(env.DATA_DIR),
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json') },
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL,
      frontendOrigins: env.FRONTEND_URL,
      frontendPreview: env.FRONTEND_PREVIEW_REGEX,
      trustProxy: env.TRUST_PROXY,
    },
    cookies: { secure: isHttps(env), sameSite },
    database: env.DATABASE_URL ? { kind: 'external', url: env.DATABASE_URL } : { kind: 'embedded' },
    databasePoolMax: env.DATABASE_POOL_MAX,
    redisUrl: env.REDIS_URL,
    jwtSecret: env.JWT_SECRET,
    refreshReuseGraceSeconds: env.REFRESH_REUSE_GRACE_SECONDS,
    signupCredits: env.SIGNUP_CREDITS,
    limits: {
      auth: env.RATE_LIMIT_AUTH,
      generation: env.RATE_LIMIT_GENERATION,
      api: env.RATE_LIMIT_API,
      generationsPerDay: env.DAILY_GENERATION_LIMIT,
    },
    generation: {
      concurrency: env.SVG_WORKER_CONCURRENCY,
      timeoutMs: env.GENERATION_TIMEOUT_SECONDS * 1000,
      attemptsMax: env.GENERATION_ATTEMPTS,
      backoffMs: env.GENERATION_BACKOFF_MS,
      exposeQueueCounts: env.EXPOSE_QUEUE_COUNTS ?? !env.DATABASE_URL,
    },
    models: {
      defaultModel: env.DEFAULT_MODEL,
      openai:
        env.OPENAI_API_KEY || env.OPENAI_BASE_URL
          ? { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL, models: env.OPENAI_MODELS }
          : undefined,
    },
    withoutEffect: (Object.keys(variables) as VariableName[]).filter(
      (name) => variables[name].reserved && source[name]?.trim(),
    ),
  }
}

/** What is wrong between variables that are each well-formed. */
function findContradictions(env: Partial<Environment>): Problem[] {
  const problems: Problem[] = []
  const add = (variable: VariableName, mend: string) => problems.push({ variable, mend })
  if (env.JWT_SECRET !== undefined) {
    const weakness = weaknessOf(env.JWT_SECRET)
    if (weakness) add('JWT_SECRET', weakness)
  } else if (env.DATABASE_URL) {
    add(
      'JWT_SECRET',
      'must be set when DATABASE_URL is: all processes share it. Make one with: openssl rand -base64 48',
    )
  }
  if (env.COOKIE_SAMESITE === 'none' && !isHttps(env)) {
    add('COOKIE_SAMESITE', 'none needs a PUBLIC_URL with https, or browsers refuse the cookies')
  } else if (env.COOKIE_SAMESITE === undefined && crossesSites(env) && !isHttps(env)) {
    add('PUBLIC_URL', 'must be https when FRONTEND_URL is on another site, or browsers refuse the cookies')
  }
  if (env.OPENAI_BASE_URL && !env.OPENAI_MODELS?.length) {
    add('OPENAI_MODELS', 'must name the models of the server at OPENAI_BASE_URL')
  }
  return problems
}

const isHttps = (env: Partial<Environment>) => env.PUBLIC_URL?.startsWith('https://') ?? false

/** Whether a front end is on another site than the service, in the sense of the SameSite attribute (RFC 6265bis, section 5.2). */
function crossesSites(env: Partial<Environment>): boolean {
  if (!env.PUBLIC_URL) return false
  const own = siteOf(env.PUBLIC_URL)
  return (env.FRONTEND_URL ?? []).some((origin) => !isLoopback(origin) && siteOf(origin) !== own)
}

function siteOf(url: string): string {
  const { protocol, hostname } = new URL(url)
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
