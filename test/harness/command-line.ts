import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestFolder } from './folder.ts'
import type { Environment } from './service.ts'

/** The built program. */
export const chatsvg = join(import.meta.dirname, '../../packages/chatsvg/dist/chatsvg.js')

/** How a command ended. */
export type Ended = { status: number | null; output: string; errors: string }

/** A command that runs. */
export type Running = {
  child: ChildProcessWithoutNullStreams
  /** What it has written so far. */
  output(): string
  errors(): string
  ended: Promise<Ended>
}

/** The command line of one user, with a home and a current folder of their own. */
export type CommandLine = AsyncDisposable & {
  home: string
  /** The current folder. */
  folder: string
  run(args: string[], given?: Given): Promise<Ended>
  start(args: string[], given?: Given): Running
  /** A file of the current folder. */
  read(name: string): Promise<string>
}

/** `input: null`: standard input stays open. */
type Given = {
  input?: string | null
  environment?: Environment
  program?: readonly [string, ...string[]]
}

/** `environment` is that of every command: `CHATSVG_URL`, `CHATSVG_KEY`. */
export async function openCommandLine(environment: Environment = {}): Promise<CommandLine> {
  const home = await createTestFolder()
  const folder = join(home.path, 'work')
  await mkdir(folder)

  function start(args: string[], given: Given = {}): Running {
    const [program, ...first] = given.program ?? [process.execPath, chatsvg]
    const env = { PATH: process.env.PATH, HOME: home.path, ...environment, ...given.environment }
    const child = spawn(program, [...first, ...args], { cwd: folder, env, stdio: 'pipe' })
    let [output, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text
    })
    // A command that ends early reads nothing.
    child.stdin.on('error', () => {})
    if (given.input !== null) child.stdin.end(given.input ?? '')
    const ended = once(child, 'close').then(([status]) => ({ status, output, errors }))
    return { child, output: () => output, errors: () => errors, ended }
  }

  return {
    home: home.path,
    folder,
    start,
    run: (args, given) => start(args, given).ended,
    read: (name) => readFile(join(folder, name), 'utf8'),
    [Symbol.asyncDispose]: home[Symbol.asyncDispose],
  }
}
