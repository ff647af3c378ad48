import { parseArgs } from 'node:util'
import {
  type Config,
  ConfigError,
  describeEffective,
  describeVariables,
  readConfig,
  readProcessEnvironment,
} from '../config/index.ts'
import { createModels } from '../models/index.ts'

export type Program = {
  /** The command that starts it. */
  command: string
  /** Its purpose, in a sentence. */
  purpose: string
  /** Whether it can own an embedded database: only a process that is the whole service can. */
  needsDatabaseUrl: boolean
}

/**
 * Answers `--help` and `--check-config` and exits; otherwise returns the configuration. A wrong configuration
 * ends the process with status 1 and prints every problem with its correction.
 */
export function readCommandLine(program: Program): Config {
  const options = readOptions(program)
  if (options.help) end(describeProgram(program), 0)
  const source = readProcessEnvironment()
  try {
    const config = readConfig(source, process.stdout.isTTY)
    if (program.needsDatabaseUrl && config.database.kind === 'embedded') {
      fail(
        `${program.command} shares its database with other processes: set DATABASE_URL.\nFor everything in one process, use npm start.`,
      )
    }
    if (options['check-config'])
      end([describeEffective(source), ...findWarnings(config), 'The configuration is good.'].join('\n\n'), 0)
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const lines = error.problems.map(({ variable, message }) => `  ${variable} ${message}`)
    fail(`The configuration is wrong:\n${lines.join('\n')}`)
  }
}

/** Valid settings that may not be intended. */
function findWarnings({ models, limits }: Config): string[] {
  if (limits.modelSpendPerDay === null) return []
  const unpriced = [...createModels(models).unpriced]
  if (unpriced.length === 0) return []
  return [
    `Warning: DAILY_SPEND_LIMIT_USD does not see what these models cost, since they have no price: ${unpriced.join(', ')}. Say it in MODEL_PRICES.`,
  ]
}

export function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function readOptions(program: Program): { help?: boolean; 'check-config'?: boolean } {
  try {
    return parseArgs({
      options: { help: { type: 'boolean', short: 'h' }, 'check-config': { type: 'boolean' } },
    }).values
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${describeProgram(program)}`)
  }
}

function describeProgram({ command, purpose }: Program): string {
  return `Usage: ${command} [--help] [--check-config]

${purpose}

  --check-config   print the effective configuration, secrets masked, and end

It is configured by environment variables, or by the same in a file .env:

${describeVariables()}`
}

function end(text: string, status: number): never {
  console.log(text)
  process.exit(status)
}
