import { type Limit, parseLimit } from '../platform/limits/index.ts'
import { custom, dollars, integer, VariableProblem } from './variables.ts'

const limits = 'Credits and limits (<count>/<window> such as 5/15m, or off)'

/** Limits of a user or an address, and limits of the total cost. */
export const limitVariables = {
  SIGNUP_CREDITS: integer({ section: limits, help: 'credits at sign-up by email' }, 10, 0, 1_000_000),
  OAUTH_SIGNUP_CREDITS: integer({ section: limits, help: 'credits at sign-up by provider' }, 3, 0, 1_000_000),
  MONTHLY_FREE_CREDITS: integer(
    {
      section: limits,
      help: 'credits up to which free users are brought at the beginning of each month; 0: never',
    },
    0,
    0,
    1_000_000,
  ),
  RATE_LIMIT_AUTH: limit('registration, login and first sign-ins at a provider, by address', '5/15m'),
  RATE_LIMIT_PASSWORD: limit('forgotten passwords and resets, by address', '3/15m'),
  RATE_LIMIT_VERIFICATION: limit('emails to verify an address, by user', '3/15m'),
  RATE_LIMIT_GENERATION: limit('requests for pictures, by user', '10/1h'),
  RATE_LIMIT_API: limit('everything, by user, else by address', '600/5m'),
  RATE_LIMIT_KEY: limit('everything with an API key, by key', '600/5m'),
  RATE_LIMIT_DOWNLOAD: limit('download links, by user', '20/1m'),
  RATE_LIMIT_SUPPORT: limit('support messages, by address', '5/10m'),
  RATE_LIMIT_EDIT: limit('lists of edits, restored versions, uploads and quotes, by user', '120/5m'),
  RATE_LIMIT_WEBHOOK: limit('tests and repeated deliveries of webhooks, by user', '10/1m'),
  RATE_LIMIT_CLIENT_REGISTRATION: limit('programs that register themselves for OAuth, by address', '20/1h'),
  RATE_LIMIT_DEVICE_CODE: limit('codes of devices that are entered, by user', '20/15m'),
  RATE_LIMIT_INVITATION: limit('invitations to workspaces that are sent, by the person who invites', '30/1d'),
  RATE_LIMIT_CODE: limit('codes that give credits, by user', '10/1h'),
  RATE_LIMIT_REPORT: limit('reports of pictures, collections and pages, by user, else by address', '20/1d'),
  DAILY_GENERATION_LIMIT: countOrOff('accepted pictures for each user and UTC day, or off', '50'),
  UNFINISHED_GENERATION_LIMIT: countOrOff(
    'unfinished pictures of a user (waiting or being drawn), or off',
    '10',
  ),
  DAILY_SPEND_LIMIT_USD: dollars(
    {
      section: limits,
      help: 'maximum cost of model calls a UTC day, all users together; after that models without a price draw',
      shown: 'none',
    },
    0.01,
  ),
  DAILY_FAILURE_LIMIT: countOrOff(
    'pictures for each user and UTC day that fail because of the answer of a model with a price, or off',
    '20',
  ),
  DAILY_CANCEL_REFUND_LIMIT: countOrOff(
    'refunds for each user and UTC day for pictures that are cancelled while being drawn, or off',
    '5',
  ),
}

function limit(help: string, fallback: string) {
  return custom<Limit | null>({ section: limits, help }, fallback, parseLimitOrThrow)
}

function countOrOff(help: string, fallback: string) {
  return custom<number | null>({ section: limits, help }, fallback, (value) => {
    if (value.toLowerCase() === 'off') return null
    if (!/^[1-9]\d{0,6}$/.test(value)) throw new VariableProblem('must be a whole number above 0, or off')
    return Number(value)
  })
}

function parseLimitOrThrow(value: string): Limit | null {
  const parsed = parseLimit(value)
  if ('problem' in parsed) throw new VariableProblem(parsed.problem)
  return parsed.limit
}
