import type { Readable, Writable } from 'node:stream'
import { Command } from 'commander'
import { bridgeMcp } from './bridge-mcp.ts'

export type McpCommandDeps = {
  environment: Readonly<Record<string, string | undefined>>
  input: Readable
  output: Writable
}

/** `mcp`: for clients of the Model Context Protocol that start a program instead of calling an address. */
export function createMcpCommand({ environment, input, output }: McpCommandDeps): Command {
  return new Command('mcp')
    .description(
      'connects a client of the Model Context Protocol, over standard input and output, to a chatSVG',
    )
    .option('--url <url>', 'of the chatSVG; default: CHATSVG_URL')
    .addHelpText('after', '\nThe API key is read from CHATSVG_KEY.')
    .action(async ({ url = environment.CHATSVG_URL }: { url?: string }, command: Command) => {
      const { CHATSVG_KEY: key } = environment
      if (!url || !URL.canParse(url)) command.error('error: set CHATSVG_URL to the address of a chatSVG')
      if (!key) command.error('error: set CHATSVG_KEY to an API key')
      await bridgeMcp({ endpoint: new URL('/mcp', url), key, input, output })
    })
}
