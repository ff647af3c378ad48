import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Family } from './family.ts'

export type Options = {
  families: Family[]
  seconds: number
  galleryRows: number
  jsonFile: string | undefined
  profileFolder: string | undefined
  /** Origins of other servers, which are compared with the built service. */
  against: string[]
}

const secondsMax = 60
const rowsMax = 10_000_000

/** Answers `--help` and exits; reports a wrong option and exits with status 1. */
export function readCommandLine(all: Family[]): Options {
  const help = describe(all)
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        seconds: { type: 'string', default: '5' },
        rows: { type: 'string', default: '20000' },
        json: { type: 'string' },
        profile: { type: 'string' },
        against: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      console.log(help)
      process.exit(0)
    }
    return {
      families: choose(all, values.only),
      seconds: readNumber('--seconds', values.seconds, 0.5, secondsMax),
      galleryRows: Math.floor(readNumber('--rows', values.rows, 100, rowsMax)),
      jsonFile: values.json && resolve(values.json),
      profileFolder: values.profile && resolve(values.profile),
      against: values.against.map(readOrigin),
    }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`)
    process.exit(1)
  }
}

function choose(all: Family[], only: string | undefined): Family[] {
  if (only === undefined) return all
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !all.some((family) => family.name === name))
  if (unknown.length > 0) throw new Error(`--only: there is no ${unknown.join(', ')}`)
  return all.filter((family) => names.includes(family.name))
}

function readNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max)) throw new Error(`${option} must be a number from ${min} to ${max}`)
  return value
}

function readOrigin(text: string): string {
  if (!/^https?:/.test(text) || !URL.canParse(text))
    throw new Error(`--against must be the address of a server, not ${text}`)
  return new URL(text).origin
}

function describe(all: Family[]): string {
  const nameWidth = Math.max(...all.map(({ name }) => name.length))
  return `Usage: npm run bench -- [--only name,...] [--seconds n] [--rows n] [--json file] [--profile folder] [--against url]

Measures the built service on its own PostgreSQL and Redis, compared with the limits of the machine.

  --only      these measurements, comma-separated; the default is all of them:
${all.map(({ name, purpose }) => `                ${name.padEnd(nameWidth)}  ${purpose}`).join('\n')}
  --seconds   duration of each measurement, after a warm-up (5)
  --rows      pictures in the gallery (20000)
  --json      also writes all results to this file
  --against   an address of another server of the same contract, can be repeated. It and the built service are then
              compared by the measurements that only need HTTP:
                ${all
                  .filter(({ compared }) => compared)
                  .map(({ name }) => name)
                  .join(', ')}
              The other server's limits must be off; 32 users sign up there, and their credits are spent
  --profile   writes CPU profiles of the service's processes to this folder; the figures are then a little lower`
}
