import { Command, InvalidArgumentError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { Terminal } from './terminal.ts'

const styleNames = 'outline, filled, minimal, modern, flat, gradient, line-art, 3d or cartoon'

/** Below every help. */
const notes = `The service: --url, CHATSVG_URL, or the address of \`chatsvg login\`.
The key: CHATSVG_KEY, or that of \`chatsvg login\` for this service.

It ends with 0 when it is done, 1 when a picture or file failed, 2 when the command line or the request is
wrong, 3 when the service refused (key, credits, limits), 4 when it does not answer, 130 after Ctrl-C.`

/**
 * The commands, their options and their help. The code of a command is loaded when it runs.
 *
 * @param end is told the exit status of the command that ran.
 */
export function createProgram(terminal: Terminal, end: (status: number) => void): Command {
  const program = new Command('chatsvg')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.output.write(text),
      writeErr: (text) => void terminal.errors.write(text),
    })
    .showHelpAfterError('(chatsvg --help lists all commands and options)')
    .helpCommand(false)

  /** A command that calls the service. */
  const add = (usage: string, purpose: string, parent = program) =>
    parent
      .command(usage)
      .description(purpose)
      .option('--url <address>', 'the service, such as https://draw.example.com')
      .option('--json', 'print one JSON document', false)
      .option('--timeout <seconds>', 'end when the service is silent for so long', readPositive, 60)
      .addHelpText('after', `\n${notes}`)

  /** A command that draws. */
  const addDrawing = (usage: string, purpose: string) =>
    add(usage, purpose)
      .option('-m, --model <id>', 'the model that draws')
      .option('--private', 'only you see what is drawn')

  add('login', 'sign in at a service with a browser, or store an API key')
    .option('--key', 'ask for an API key; without a terminal it is read from standard input')
    .option('--device', 'sign in with a browser also without a terminal')
    .action(async (options) => {
      const { logIn } = await import('./commands/login.ts')
      end(await logIn(terminal, options))
    })
  program
    .command('logout')
    .description('forget the address and the key, and end the sign-in')
    .action(async () => {
      const { logOut } = await import('./commands/login.ts')
      end(await logOut(terminal))
    })
  addDrawing('draw <prompt>', 'draw pictures of a sentence; - reads it from standard input')
    .option('-o, --output <path>', 'a file, a folder, or - for standard output')
    .option('-s, --style <style>', styleNames, 'flat')
    .option('-n, --n <count>', 'how many pictures', readCount, 1)
    .option('--size <pixels>', 'such as 512 or 512x256', readSize)
    .option('--background <colour>', 'auto, none or a colour')
    .option('--palette <colours>', 'colours with commas between them', readList)
    .option('--no-preview', 'show no picture in the terminal')
    .option('--offline', 'draw with the composer, without a service')
    .action(async (prompt, options) => {
      const { draw } = await import('./commands/draw.ts')
      end(await draw(terminal, prompt, options))
    })
  addDrawing(
    'edit <file> <instruction>',
    'change the picture in a file; - reads one of them from standard input',
  )
    .option('-o, --output <path>', 'where it goes instead of the file; - for standard output')
    .option('--id <picture>', 'the picture that the file is')
    .option('--no-preview', 'show no picture in the terminal')
    .action(async (file, instruction, options) => {
      const { edit } = await import('./commands/edit.ts')
      end(await edit(terminal, file, instruction, options))
    })
  addDrawing('set <file>', 'draw matching pictures, one for each line of the file; - reads standard input')
    .option(
      '-o, --output <path>',
      'a folder for the SVG files, or a .zip with PNG files and components as well',
    )
    .option('-s, --style <style>', styleNames, 'outline')
    .option('--palette <colours>', 'colours with commas between them', readList)
    .option('--stroke-width <pixels>', 'the width of all strokes', readPositive)
    .action(async (file, options) => {
      const { drawSet } = await import('./commands/set.ts')
      end(await drawSet(terminal, file, options))
    })
  add('get <id>', 'write a picture of the service to a file')
    .option('-o, --output <path>', 'a file, a folder, or - for standard output')
    .action(async (id, options) => {
      const { getPicture } = await import('./commands/get.ts')
      end(await getPicture(terminal, id, options))
    })
  add('history', 'list your pictures, newest first')
    .option('--limit <count>', 'at most so many, up to 100', readCount, 20)
    .option('--cursor <cursor>', 'go on where the page before has ended')
    .action(async (options) => {
      const { listHistory } = await import('./commands/account.ts')
      end(await listHistory(terminal, options))
    })
  add('credits', 'show how many credits you have').action(async (options) => {
    const { showCredits } = await import('./commands/account.ts')
    end(await showCredits(terminal, options))
  })
  const keys = program.command('keys').description('your API keys and connected apps')
  add('list', 'list those in use', keys).action(async (options) => {
    const { listKeys } = await import('./commands/keys.ts')
    end(await listKeys(terminal, options))
  })
  add('revoke <id>', 'revoke an API key, or disconnect an app', keys).action(async (id, options) => {
    const { revokeKey } = await import('./commands/keys.ts')
    end(await revokeKey(terminal, id, options))
  })
  add('create', 'say where API keys are made', keys).action(async (options) => {
    const { explainCreation } = await import('./commands/keys.ts')
    end(await explainCreation(terminal, options))
  })
  program
    .command('mcp')
    .description('connect a client of the Model Context Protocol over standard input and output')
    .option('--url <address>', 'the service, such as https://draw.example.com')
    .action(async (options) => {
      const { serveMcp } = await import('./commands/mcp.ts')
      end(await serveMcp(terminal, options))
    })
  return program
}

function readPositive(text: string): number {
  const number = Number(text)
  if (!(number > 0) || !Number.isFinite(number))
    throw new InvalidArgumentError('It must be a number above 0.')
  return number
}

function readCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.')
  return Number(text)
}

function readSize(text: string): [width: number, height: number] {
  const [, width, height = width] = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(text) ?? []
  if (width === undefined) throw new InvalidArgumentError('It must be such as 512 or 512x256.')
  return [Number(width), Number(height)]
}

const readList = (text: string): string[] => text.split(',').map((part) => part.trim())
