import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Form } from './soak.ts'

export type Options = { minutes: number; forms: Form[]; seed: number; jsonFile: string | undefined }

const minutesMax = 24 * 60

export const help = `Usage: npm run soak -- [--minutes 10] [--form one|split|both] [--seed n] [--json file]

Starts the built service on its own servers, uses it as users do, and measures the memory of its processes.
Exits with 1 when a process grows after its warm-up by more than 1 MB of resident memory per minute, or by more
than 30 KB outside its heap per job or PNG, or when the service gave an answer that it must never give.

  --minutes  of measuring for each form. The warm-up before ends when the PNG cache is full, and 30,000 actions
             were done or ten minutes have passed
  --form     one: everything in one process; split: API and worker, with the queue on Redis. The default is both
             if redis-server is installed, else one
  --seed     for the random choices; it is printed, so that a run can be repeated
  --json     also writes every sample to this file`

/** @throws Error with a sentence about the problem; `help` if that was requested. */
export function readCommandLine(hasRedis: boolean): Options | 'help' {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      form: { type: 'string', default: hasRedis ? 'both' : 'one' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  return {
    minutes: readNumber('--minutes', values.minutes, 0.5, minutesMax),
    forms: readForms(values.form, hasRedis),
    seed: readNumber('--seed', values.seed, 0, 2 ** 31),
    jsonFile: values.json && resolve(values.json),
  }
}

function readForms(text: string, hasRedis: boolean): Form[] {
  const choices: Record<string, Form[]> = {
    one: ['one process'],
    split: ['API and worker on Redis'],
    both: ['one process', 'API and worker on Redis'],
  }
  const forms = choices[text]
  if (!forms) throw new Error(`--form must be one of ${Object.keys(choices).join(', ')}`)
  if (text !== 'one' && !hasRedis) throw new Error('--form: redis-server is not installed here')
  return forms
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max)) throw new Error(`${name} must be a number from ${min} to ${max}`)
  return value
}
