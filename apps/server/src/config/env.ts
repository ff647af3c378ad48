import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { limitVariables } from './limit-variables.ts'
import { modelVariables } from './model-variables.ts'
import { pictureVariables } from './picture-variables.ts'
import { storageVariables } from './storage-variables.ts'
import {
  contact,
  flag,
  fraction,
  hostNames,
  integer,
  keyValues,
  oneOf,
  origins,
  pattern,
  sentryDsn,
  text,
  trustedProxies,
  url,
  VariableProblem,
} from './variables.ts'

const web = 'Web'
const log = 'Log'
const retention = 'Retention'
const sessions = 'Accounts and sessions'
const oauth = 'Sign-in with providers'
const mail = 'Mail'
const watching = 'Monitoring'
const billing = 'Billing'

/** Every variable that chatSVG reads, by name. No other code of the service reads the environment. */
export const variables = {
  PORT: integer({ section: web, help: 'where the API listens' }, 4000, 0, 65535),
  HOST: text({ section: web, help: 'address to listen on; 0.0.0.0 for all' }, '127.0.0.1'),
  PUBLIC_URL: url({ section: web, help: 'public address of the service', shown: 'http://localhost:<PORT>' }, [
    'http',
    'https',
  ]),
  TERMS_URL: url({ section: web, help: 'page with the terms of service that users accept at sign-up' }, [
    'https',
    'http',
  ]),
  PRIVACY_URL: url({ section: web, help: 'page with the privacy policy that users accept at sign-up' }, [
    'https',
    'http',
  ]),
  FRONTEND_URL: origins(
    { section: web, help: 'origins of front ends, comma-separated' },
    'http://localhost:5173',
  ),
  FRONTEND_PREVIEW_REGEX: pattern({
    section: web,
    help: 'further origins, as a regular expression that matches the whole origin',
  }),
  ALLOWED_HOSTS: hostNames({
    section: web,
    help: 'further hosts that are answered, comma-separated; on a loopback address others get 421',
  }),
  SECURITY_CONTACT: contact({
    section: web,
    help: 'contact for vulnerability reports in /.well-known/security.txt: an email address or a URL',
  }),
  TRUST_PROXY: trustedProxies({
    section: web,
    help: 'proxies in front: a number of hops, or their addresses',
  }),
  CONNECTIONS_MAX: integer(
    { section: web, help: 'maximum of open connections of a process' },
    10_000,
    100,
    1_000_000,
  ),
  CONNECTIONS_PER_ADDRESS_MAX: integer(
    { section: web, help: 'maximum of these from one address; not counted behind a proxy' },
    1_000,
    10,
    1_000_000,
  ),
  SOCKETS_PER_ADDRESS_MAX: integer(
    { section: web, help: 'maximum of open Socket.IO connections from one address' },
    200,
    1,
    1_000_000,
  ),
  SOCKET_HANDSHAKES_PER_MINUTE: integer(
    { section: web, help: 'maximum of new Socket.IO connections from one address' },
    300,
    1,
    1_000_000,
  ),
  WEBHOOK_ALLOWED_HOSTS: hostNames({
    section: web,
    help: 'hosts to which webhooks may be sent although their addresses are private, and without https, comma-separated',
  }),
  SHUTDOWN_DELAY_SECONDS: integer(
    { section: web, help: 'time between becoming unready and closing, so that proxies notice' },
    0,
    0,
    120,
  ),

  ...storageVariables,
  ...pictureVariables,

  LOG_LEVEL: oneOf(
    { section: log, help: 'lowest level that is logged' },
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
  ),
  LOG_FORMAT: oneOf({ section: log, help: 'json or pretty', shown: 'pretty in a terminal, else json' }, [
    'json',
    'pretty',
  ]),

  KEEP_SESSIONS_DAYS: days('sessions after their end', 30),
  KEEP_LETTERS_DAYS: days('emails that were sent or given up', 30),
  KEEP_SECURITY_LOG_DAYS: days('the security log, by whole months; its owner sees the last 90 days', 90),
  KEEP_NOTIFICATIONS_DAYS: days('notifications, by whole months', 180),
  KEEP_SUPPORT_MESSAGES_DAYS: days('support messages', 365),

  JWT_SECRET: text({
    section: sessions,
    help: 'at least 32 random characters; every key is derived from it',
    shown: 'generated into DATA_DIR',
    secret: true,
  }),
  COOKIE_SAMESITE: oneOf(
    {
      section: sessions,
      help: 'lax, strict or none',
      shown: 'lax, or none when the front end is on another site',
    },
    ['lax', 'strict', 'none'],
  ),
  REFRESH_REUSE_GRACE_SECONDS: integer(
    {
      section: sessions,
      help: 'how long a rotated refresh token still gives the same browser its successor; 0: never, so two tabs that refresh at once are signed out',
    },
    10,
    0,
    60,
  ),
  BREACHED_PASSWORDS_URL: url(
    {
      section: sessions,
      help: 'compares new passwords with breached ones, such as `https://api.pwnedpasswords.com/range`; the service learns five digits of a hash',
    },
    ['https', 'http'],
  ),
  API_KEY_ENVIRONMENT: oneOf(
    {
      section: sessions,
      help: 'the second part of new API keys: live or test',
      shown: 'live with an https PUBLIC_URL, else test',
    },
    ['live', 'test'],
  ),
  REQUIRE_ADMIN_MFA: flag(
    {
      section: sessions,
      help: 'administrators need a session that was proven with a passkey or a second factor',
    },
    false,
  ),
  REQUIRE_VERIFIED_EMAIL: flag(
    { section: sessions, help: 'users need a verified address to generate' },
    false,
  ),

  ...limitVariables,
  ...modelVariables,
  GOOGLE_CLIENT_ID: text({ section: oauth, help: 'Google sign-in' }),
  GOOGLE_CLIENT_SECRET: text({ section: oauth, help: 'Google sign-in', secret: true }),
  GOOGLE_REDIRECT_URI: url({ section: oauth, help: 'callback registered with Google' }, ['http', 'https']),
  GOOGLE_ISSUER_URL: url(
    { section: oauth, help: 'OpenID issuer' },
    ['http', 'https'],
    'https://accounts.google.com',
  ),
  GITHUB_CLIENT_ID: text({ section: oauth, help: 'GitHub sign-in' }),
  GITHUB_CLIENT_SECRET: text({ section: oauth, help: 'GitHub sign-in', secret: true }),
  GITHUB_REDIRECT_URI: url({ section: oauth, help: 'callback registered with GitHub' }, ['http', 'https']),
  GITHUB_URL: url(
    { section: oauth, help: 'GitHub, or an enterprise server' },
    ['http', 'https'],
    'https://github.com',
  ),
  GITHUB_API_URL: url({ section: oauth, help: 'its API' }, ['http', 'https'], 'https://api.github.com'),

  RESEND_API_KEY: text({
    section: mail,
    help: 'send through Resend; without this and SMTP_URL, the embedded service keeps mail at /dev/mail',
    secret: true,
  }),
  RESEND_BASE_URL: url({ section: mail, help: 'its API' }, ['http', 'https'], 'https://api.resend.com'),
  SMTP_URL: url({ section: mail, help: 'send through a mail server', secret: true }, ['smtp', 'smtps']),
  MAIL_FROM: text({ section: mail, help: 'sender', shown: 'chatSVG <no-reply@host of PUBLIC_URL>' }),
  SUPPORT_INBOX_EMAIL: text({ section: mail, help: 'address for support messages' }),

  STRIPE_SECRET_KEY: text({
    section: billing,
    help: 'sells packs of credits and plans through this Stripe account (docs/billing.md)',
    secret: true,
  }),
  STRIPE_WEBHOOK_SECRET: text({
    section: billing,
    help: 'signing secret of its endpoint <PUBLIC_URL>/api/billing/webhook',
    secret: true,
  }),
  STRIPE_API_BASE: url({ section: billing, help: 'its API' }, ['http', 'https'], 'https://api.stripe.com'),
  STRIPE_TAX: flag({ section: billing, help: 'Stripe adds taxes, which must be set up there' }, false),

  SENTRY_DSN: sentryDsn({
    section: watching,
    help: 'error tracker: Sentry, or another one that accepts its envelopes',
    secret: true,
  }),
  SENTRY_ENVIRONMENT: text(
    { section: watching, help: 'name of the deployment in the error tracker' },
    'production',
  ),
  SENTRY_RELEASE: text({
    section: watching,
    help: 'version in the error tracker',
    shown: 'chatsvg@<version>',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    {
      section: watching,
      help: 'OpenTelemetry collector, over HTTP, such as http://127.0.0.1:4318',
      shown: 'none: nothing is traced',
    },
    ['http', 'https'],
  ),
  OTEL_EXPORTER_OTLP_HEADERS: keyValues({
    section: watching,
    help: 'headers for the collector, as name=value,name=value',
    secret: true,
  }),
  OTEL_SERVICE_NAME: text({
    section: watching,
    help: 'name of the service in traces',
    shown: 'chatsvg-api, chatsvg-worker, or chatsvg for both in one',
  }),
  OTEL_RESOURCE_ATTRIBUTES: keyValues({
    section: watching,
    help: 'further attributes of this process, such as deployment.environment.name=staging',
  }),
  OTEL_TRACES_SAMPLER_ARG: fraction(
    { section: watching, help: 'share of the traces that are kept, 0 to 1' },
    1,
  ),
  METRICS_PORT: integer(
    { section: watching, help: 'port of /metrics, for Prometheus, on HOST; 0 for none' },
    0,
    0,
    65535,
  ),
  METRICS_TOKEN: text({
    section: watching,
    help: 'bearer token for /metrics; without METRICS_PORT it is on the port of the API',
    secret: true,
  }),
}

type Variables = typeof variables
export type VariableName = keyof Variables
export type Environment = { [Name in VariableName]: ReturnType<Variables[Name]['parse']> }
export type Problem = { variable: VariableName; message: string }

/** The process's variables take precedence over those of a `.env` file in the working folder. */
export function readProcessEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) loadEnvFile('.env')
  return process.env
}

/** Parses every variable, and collects all problems instead of stopping at the first. */
export function parseEnvironment(source: Record<string, string | undefined>): {
  environment: Partial<Environment>
  problems: Problem[]
} {
  const environment: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, variable] of Object.entries(variables)) {
    try {
      environment[name] = variable.parse(source[name])
    } catch (error) {
      if (!(error instanceof VariableProblem)) throw error
      problems.push({ variable: name as VariableName, message: error.message })
    }
  }
  return { environment: environment as Partial<Environment>, problems }
}

function days(what: string, fallback: number) {
  return integer({ section: retention, help: what }, fallback, 1, 36_500)
}
