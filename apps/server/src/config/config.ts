import { resolve } from 'node:path'
import type { Limit } from '../platform/limits/index.ts'
import { findContradictions } from './contradictions.ts'
import { type Environment, type Problem, parseEnvironment, variables } from './env.ts'
import { crossesSites, isHttps, isLoopback } from './reach.ts'
import { type MailConfig, readMail } from './read-mail.ts'
import { type PicturesConfig, type RedisConfig, readPictures, readRedis } from './read-storage.ts'
import { readStripe, type StripeConfig } from './read-stripe.ts'
import type { CountByModel } from './variables.ts'

export type Config = {
  /** Absolute folder for the data of this machine. */
  dataFolder: string
  log: { level: string; format: 'json' | 'pretty' }
  http: {
    host: string
    port: number
    /** undefined: `http://localhost:<port>`, once the port is known. */
    publicUrl: string | undefined
    /** The documents that users accept at sign-up, if the operator has published them. */
    agreements: { termsUrl: string | undefined; privacyUrl: string | undefined }
    frontendOrigins: string[]
    /**
     * The web app's address, if FRONTEND_URL names another place than its default; undefined: the service
     * itself.
     */
    frontendUrl: string | undefined
    /**
     * The origin to which a program returns from a provider sign-in when the page that it left is not known.
     */
    returnUrl: string
    frontendPreview: RegExp | undefined
    /** As a URL, for reports of vulnerabilities. */
    securityContact: string | undefined
    /** The hosts that are answered; others get 421. */
    hosts: 'any' | { names: string[]; addresses: boolean }
    trustProxy: number | string[]
    /** Of each process at a time: in total, and from one address without a proxy. */
    connections: { connectionsMax: number; perAddressMax: number }
    socketLimits: { handshakesPerMinuteMax: number; perAddressMax: number }
    /** Milliseconds between readiness becoming false and the shutdown. */
    drainMs: number
  }
  cookies: { secure: boolean; sameSite: 'lax' | 'strict' | 'none' }
  database:
    | { kind: 'embedded' }
    | {
        kind: 'external'
        url: string
        directUrl: string | undefined
        replica: { url: string; lagMaxMs: number } | undefined
      }
  databasePoolMax: number
  databaseConnectionTimeoutMs: number
  allowNewerSchema: boolean
  redis: RedisConfig | undefined
  /** `url`: of a CDN in front of this service; `purge`: how it is told that files are gone. */
  files: { url: string | undefined; purge: { url: string; token: string | undefined } | undefined }
  pictures: PicturesConfig
  /** undefined: generated into the data folder. */
  jwtSecret: string | undefined
  refreshReuseGraceSeconds: number
  /** The second part of new API keys. */
  apiKeyEnvironment: 'live' | 'test'
  /** Hosts of webhooks that may have private addresses, and URLs without TLS. */
  webhookAllowedHosts: string[]
  signupCredits: number
  /** The balance that free users have at least at the beginning of a month; 0: no credits come back. */
  monthlyFreeCredits: number
  requireVerifiedEmail: boolean
  requireAdminMfa: boolean
  /**
   * A service with the range API of Pwned Passwords; undefined: new passwords are not checked for breaches.
   */
  breachedPasswordsUrl: string | undefined
  oauth: OauthConfig
  mail: MailConfig
  /** undefined: nothing is sold. */
  stripe: StripeConfig | undefined
  limits: {
    auth: Limit | null
    password: Limit | null
    verification: Limit | null
    download: Limit | null
    support: Limit | null
    edit: Limit | null
    webhook: Limit | null
    clientRegistration: Limit | null
    deviceCode: Limit | null
    invitation: Limit | null
    code: Limit | null
    report: Limit | null
    generation: Limit | null
    api: Limit | null
    key: Limit | null
    generationsPerDay: number | null
    unfinishedJobs: number | null
    cancelRefundsPerDay: number | null
    uselessPerDay: number | null
    /** In millionths of a US dollar. */
    modelSpendPerDay: number | null
  }
  generation: {
    concurrency: number
    timeoutMs: number
    attemptsMax: number
    backoffMs: number
    exposeQueueCounts: boolean
  }
  /** In days. */
  retention: {
    sessions: number
    letters: number
    securityLog: number
    notifications: number
    supportMessages: number
  }
  models: {
    defaultModel: string | undefined
    prices: Readonly<Record<string, { input: number; output: number }>>
    credits: CountByModel
    /** What a credit sells for, in millionths of a US dollar; null: unknown. */
    creditMicroUsd: number | null
    openai: { apiKey?: string; baseUrl?: string; models: string[]; outputTokens: CountByModel } | undefined
    anthropic: { apiKey: string } | undefined
    google: { apiKey: string } | undefined
  }
  /** `api`: on the port of the API, so a worker process has none. */
  metrics:
    | { kind: 'off' }
    | { kind: 'port'; port: number; token: string | undefined }
    | { kind: 'api'; token: string }
  /** `serviceName` undefined: derived from the roles of the process. */
  traces:
    | { kind: 'off' }
    | {
        kind: 'otlp'
        /** The URL for spans, including the path. */
        url: string
        headers: Record<string, string>
        serviceName: string | undefined
        attributes: Record<string, string>
        sampleRatio: number
      }
  /** The tracker for faults of the service; `release` undefined: the version of the package. */
  faults: { kind: 'off' } | { kind: 'sentry'; dsn: string; environment: string; release: string | undefined }
}

export type OauthConfig = {
  /** Credits at a first provider sign-in. */
  signupCredits: number
  /** `redirectUri` undefined: the callback below PUBLIC_URL. */
  google: { clientId: string; clientSecret: string; redirectUri?: string; issuerUrl: string } | undefined
  github:
    | { clientId: string; clientSecret: string; redirectUri?: string; url: string; apiUrl: string }
    | undefined
}

export class ConfigError extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the whole configuration.
 *
 * @throws ConfigError with every problem at once, each with its variable and its correction.
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
      agreements: { termsUrl: env.TERMS_URL, privacyUrl: env.PRIVACY_URL },
      frontendOrigins: isDefaultFrontend(env) && isHttps(env) ? [] : env.FRONTEND_URL,
      frontendUrl: isDefaultFrontend(env) ? undefined : env.FRONTEND_URL[0],
      returnUrl: chooseReturnUrl(env, Boolean(source.FRONTEND_URL?.trim())),
      frontendPreview: env.FRONTEND_PREVIEW_REGEX,
      securityContact: env.SECURITY_CONTACT,
      hosts: chooseHosts(env),
      trustProxy: env.TRUST_PROXY,
      connections: {
        connectionsMax: env.CONNECTIONS_MAX,
        perAddressMax: env.CONNECTIONS_PER_ADDRESS_MAX,
      },
      socketLimits: {
        handshakesPerMinuteMax: env.SOCKET_HANDSHAKES_PER_MINUTE,
        perAddressMax: env.SOCKETS_PER_ADDRESS_MAX,
      },
      drainMs: env.SHUTDOWN_DELAY_SECONDS * 1000,
    },
    cookies: { secure: isHttps(env), sameSite },
    database: env.DATABASE_URL
      ? {
          kind: 'external',
          url: env.DATABASE_URL,
          directUrl: env.DATABASE_DIRECT_URL,
          replica: env.DATABASE_REPLICA_URL
            ? { url: env.DATABASE_REPLICA_URL, lagMaxMs: env.DATABASE_REPLICA_LAG_SECONDS * 1000 }
            : undefined,
        }
      : { kind: 'embedded' },
    databasePoolMax: env.DATABASE_POOL_MAX,
    databaseConnectionTimeoutMs: env.DATABASE_CONNECTION_TIMEOUT_MS,
    allowNewerSchema: env.ALLOW_NEWER_SCHEMA,
    redis: readRedis(env),
    pictures: readPictures(env),
    files: {
      url: env.FILES_URL,
      purge: env.FILES_PURGE_URL ? { url: env.FILES_PURGE_URL, token: env.FILES_PURGE_TOKEN } : undefined,
    },
    jwtSecret: env.JWT_SECRET,
    refreshReuseGraceSeconds: env.REFRESH_REUSE_GRACE_SECONDS,
    apiKeyEnvironment: env.API_KEY_ENVIRONMENT ?? (isHttps(env) ? 'live' : 'test'),
    webhookAllowedHosts: env.WEBHOOK_ALLOWED_HOSTS,
    signupCredits: env.SIGNUP_CREDITS,
    monthlyFreeCredits: env.MONTHLY_FREE_CREDITS,
    requireVerifiedEmail: env.REQUIRE_VERIFIED_EMAIL,
    requireAdminMfa: env.REQUIRE_ADMIN_MFA,
    breachedPasswordsUrl: env.BREACHED_PASSWORDS_URL,
    oauth: readOauth(env),
    mail: readMail(env),
    stripe: readStripe(env),
    limits: {
      auth: env.RATE_LIMIT_AUTH,
      password: env.RATE_LIMIT_PASSWORD,
      verification: env.RATE_LIMIT_VERIFICATION,
      download: env.RATE_LIMIT_DOWNLOAD,
      support: env.RATE_LIMIT_SUPPORT,
      edit: env.RATE_LIMIT_EDIT,
      webhook: env.RATE_LIMIT_WEBHOOK,
      clientRegistration: env.RATE_LIMIT_CLIENT_REGISTRATION,
      deviceCode: env.RATE_LIMIT_DEVICE_CODE,
      invitation: env.RATE_LIMIT_INVITATION,
      code: env.RATE_LIMIT_CODE,
      report: env.RATE_LIMIT_REPORT,
      generation: env.RATE_LIMIT_GENERATION,
      api: env.RATE_LIMIT_API,
      key: env.RATE_LIMIT_KEY,
      generationsPerDay: env.DAILY_GENERATION_LIMIT,
      unfinishedJobs: env.UNFINISHED_GENERATION_LIMIT,
      cancelRefundsPerDay: env.DAILY_CANCEL_REFUND_LIMIT,
      uselessPerDay: env.DAILY_FAILURE_LIMIT,
      modelSpendPerDay: env.DAILY_SPEND_LIMIT_USD ?? null,
    },
    generation: {
      concurrency: env.SVG_WORKER_CONCURRENCY,
      timeoutMs: env.GENERATION_TIMEOUT_SECONDS * 1000,
      attemptsMax: env.GENERATION_ATTEMPTS,
      backoffMs: env.GENERATION_BACKOFF_MS,
      exposeQueueCounts: env.EXPOSE_QUEUE_COUNTS ?? !env.DATABASE_URL,
    },
    retention: {
      sessions: env.KEEP_SESSIONS_DAYS,
      letters: env.KEEP_LETTERS_DAYS,
      securityLog: env.KEEP_SECURITY_LOG_DAYS,
      notifications: env.KEEP_NOTIFICATIONS_DAYS,
      supportMessages: env.KEEP_SUPPORT_MESSAGES_DAYS,
    },
    models: {
      defaultModel: env.DEFAULT_MODEL,
      openai:
        env.OPENAI_API_KEY || env.OPENAI_BASE_URL
          ? {
              apiKey: env.OPENAI_API_KEY,
              baseUrl: env.OPENAI_BASE_URL,
              models: env.OPENAI_MODELS,
              outputTokens: env.OPENAI_MAX_OUTPUT_TOKENS,
            }
          : undefined,
      anthropic: env.ANTHROPIC_API_KEY ? { apiKey: env.ANTHROPIC_API_KEY } : undefined,
      prices: env.MODEL_PRICES,
      credits: env.MODEL_CREDITS,
      creditMicroUsd: env.CREDIT_VALUE_USD ?? null,
      google: env.GOOGLE_GENERATIVE_AI_API_KEY ? { apiKey: env.GOOGLE_GENERATIVE_AI_API_KEY } : undefined,
    },
    metrics: readMetrics(env),
    traces: readTraces(env),
    faults: readFaults(env),
  }
}

const isDefaultFrontend = ({ FRONTEND_URL }: Environment) =>
  FRONTEND_URL.join() === variables.FRONTEND_URL.shownDefault

/**
 * The default of FRONTEND_URL is a developer's own machine, so a service that others can reach must not
 * redirect users there.
 */
function chooseReturnUrl({ FRONTEND_URL, PUBLIC_URL }: Environment, isFrontendSet: boolean): string {
  const [first = variables.FRONTEND_URL.shownDefault] = FRONTEND_URL
  if (isFrontendSet || !PUBLIC_URL || isLoopback(PUBLIC_URL)) return first
  return new URL(PUBLIC_URL).origin
}

/**
 * Another site's name can resolve to a loopback address, so there only known names are answered; elsewhere
 * only those that the operator has listed. Health checks use the address of the process, to which no name
 * resolves.
 */
function chooseHosts({
  HOST,
  ALLOWED_HOSTS,
  PUBLIC_URL,
  FRONTEND_URL,
}: Environment): Config['http']['hosts'] {
  const listensOnLoopback = /^(?:localhost|127\..+|::1)$/.test(HOST)
  if (!listensOnLoopback && ALLOWED_HOSTS.length === 0) return 'any'
  const urls = [PUBLIC_URL ?? [], FRONTEND_URL].flat()
  return {
    names: [...ALLOWED_HOSTS, ...urls.map((url) => new URL(url).hostname)],
    addresses: !listensOnLoopback,
  }
}

function readMetrics({ METRICS_PORT: port, METRICS_TOKEN: token }: Environment): Config['metrics'] {
  if (port !== 0) return { kind: 'port', port, token }
  return token === undefined ? { kind: 'off' } : { kind: 'api', token }
}

function readTraces(env: Environment): Config['traces'] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env
  if (endpoint === undefined) return { kind: 'off' }
  return {
    kind: 'otlp',
    url: `${endpoint}/v1/traces`,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: env.OTEL_SERVICE_NAME,
    attributes: env.OTEL_RESOURCE_ATTRIBUTES,
    sampleRatio: env.OTEL_TRACES_SAMPLER_ARG,
  }
}

function readFaults(env: Environment): Config['faults'] {
  const { SENTRY_DSN: dsn, SENTRY_ENVIRONMENT: environment, SENTRY_RELEASE: release } = env
  return dsn === undefined ? { kind: 'off' } : { kind: 'sentry', dsn, environment, release }
}

function readOauth(env: Environment): OauthConfig {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env
  return {
    signupCredits: env.OAUTH_SIGNUP_CREDITS,
    google:
      GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
        ? {
            clientId: GOOGLE_CLIENT_ID,
            clientSecret: GOOGLE_CLIENT_SECRET,
            redirectUri: env.GOOGLE_REDIRECT_URI,
            issuerUrl: env.GOOGLE_ISSUER_URL,
          }
        : undefined,
    github:
      GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET
        ? {
            clientId: GITHUB_CLIENT_ID,
            clientSecret: GITHUB_CLIENT_SECRET,
            redirectUri: env.GITHUB_REDIRECT_URI,
            url: env.GITHUB_URL,
            apiUrl: env.GITHUB_API_URL,
          }
        : undefined,
  }
}
