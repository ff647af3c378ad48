import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Row } from './run-fault.ts'
import type { Backend } from './servers.ts'
import { isBuilt } from './service-process.ts'
import type { Form } from './stage.ts'

export type Options = {
  rows: Row[]
  backends: Backend[]
  form: Form
  seed: number
  lanes: number
  jsonFile: string | undefined
  /** The root of a built checkout of another version. */
  previous: string | undefined
}

const lanesPerProcessor = 2

/** @throws Error with a sentence about the problem; `help` if that was requested. */
export function readCommandLine(all: Row[], hasRedis: boolean): Options | 'help' {
  const { values } = parseArgs({
    options: {
      form: { type: 'string', default: 'short' },
      only: { type: 'string' },
      queue: { type: 'string', default: hasRedis ? 'both' : 'postgres' },
      seed: { type: 'string' },
      lanes: {
        type: 'string',
        default: String(lanesPerProcessor * Math.max(1, Math.floor(availableParallelism()))),
      },
      json: { type: 'string' },
      previous: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const form = readChoice('--form', values.form, ['short', 'full'] as const)
  const queue = readChoice('--queue', values.queue, ['redis', 'postgres', 'both'] as const)
  if (queue !== 'postgres' && !hasRedis) throw new Error('--queue: redis-server is not installed here')
  return {
    rows: chooseRows(all, form, values.only),
    backends: queue === 'both' ? ['redis', 'postgres'] : [queue],
    form,
    seed: readWhole('--seed', values.seed ?? String(Date.now() % 1_000_000), 0, 2 ** 31),
    lanes: readWhole('--lanes', values.lanes, 1, 32),
    jsonFile: values.json && resolve(values.json),
    previous: readCheckout(values.previous),
  }
}

function chooseRows(all: Row[], form: Form, only: string | undefined): Row[] {
  if (only === undefined) return form === 'full' ? all : all.filter(({ short }) => short)
  const ids = only.split(',').map((id) => id.trim().toLowerCase())
  const unknown = ids.filter((id) => !all.some((row) => row.id.toLowerCase() === id))
  if (unknown.length > 0) throw new Error(`--only: there is no ${unknown.join(', ')}`)
  return all.filter(({ id }) => ids.includes(id.toLowerCase()))
}

function readChoice<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text)
  if (!found) throw new Error(`${name} must be one of ${choices.join(', ')}`)
  return found
}

function readCheckout(folder: string | undefined): string | undefined {
  if (folder === undefined || isBuilt(folder)) return folder && resolve(folder)
  throw new Error(`--previous: ${folder} has no built service: run npm ci && npm run build there`)
}

function readWhole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`${name} must be a whole number from ${min} to ${max}`)
  return value
}

export function describeOptions(all: Row[]): string {
  return `Usage: npm run chaos -- [--form short|full] [--only F4,F9] [--queue redis|postgres|both] [--seed n] [--lanes n] [--json file]
                        [--previous folder]

Starts the built service on its own servers, causes faults, and then checks the invariants of
docs/async-generation.md. Exits with 1 when one of them is violated.

  --form   short: the faults marked *, some 200 jobs; full: all faults on both queues, and 2,000 jobs under all
           faults at once
  --only   only these faults, comma-separated
  --queue  the queue's backend; the default is both if redis-server is installed. The short form alternates
           between the backends from fault to fault
  --seed   for the random choices; it is printed, so that a run can be repeated
  --lanes  the number of faults that run in parallel, each on its own servers
  --json   also writes all results to this file
  --previous  a built checkout of another version: the databases begin with its schema, and the old processes of
           F44 are its processes

${all.map(({ id, title, short }) => `  ${`${id}${short ? '*' : ''}`.padEnd(7)}${title}`).join('\n')}`
}
