import { parseArgs } from 'node:util'

export type Options = {
  /** Origins of the API instances; users are spread over them. */
  urls: string[]
  users: number
  minutes: number
  thinkSeconds: number
  endSeconds: number
  seed: number
  model: string | undefined
}

export const help = `Usage: npm run load -- --url http://localhost:4000 [--url ...] [--users 100] [--minutes 1]

Users sign up, draw, look at the gallery, search and edit, with pauses to think, at a running service. Then it
prints what was promised and whether it was kept: the time of each kind of request (99th percentile), jobs that
did not end, and balances that are not what they have to be. Exits with 1 when a promise was broken.

  --url      of an instance of the API; repeat it for several, which the users are spread over. A user whose
             instance does not answer goes on at the next one
  --users    at the same time
  --minutes  of measuring, after all users have signed up
  --think    seconds between two actions of a user, on average (8)
  --within   seconds in which every job has to end (120)
  --model    the id of the model that draws; the default of the service when absent
  --seed     for the random choices; it is printed, so that a run can be repeated

The accounts and pictures stay at the service, so do not use one with real users. All users come from one
address: its rate limits have to be off, and the users need credits for their drawings:

  SIGNUP_CREDITS=10000 RATE_LIMIT_AUTH=off RATE_LIMIT_API=off RATE_LIMIT_GENERATION=off RATE_LIMIT_EDIT=off \\
    DAILY_GENERATION_LIMIT=off CONNECTIONS_PER_ADDRESS_MAX=20000 npm start`

/** @throws Error with a sentence about the problem; `help` if that was requested. */
export function readCommandLine(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', multiple: true },
      users: { type: 'string', default: '100' },
      minutes: { type: 'string', default: '1' },
      think: { type: 'string', default: '8' },
      within: { type: 'string', default: '120' },
      model: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  if (!values.url) throw new Error('--url is missing, such as --url http://localhost:4000')
  return {
    urls: values.url.map((url) => new URL(url).origin),
    users: readNumber('--users', values.users, 1, 20_000),
    minutes: readNumber('--minutes', values.minutes, 0.05, 24 * 60),
    thinkSeconds: readNumber('--think', values.think, 0, 600),
    endSeconds: readNumber('--within', values.within, 1, 3_600),
    seed: readNumber('--seed', values.seed, 0, 2 ** 31),
    model: values.model,
  }
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max)) throw new Error(`${name} must be a number from ${min} to ${max}`)
  return value
}
