import { bridgeMcp } from '../bridge-mcp.ts'
import { findService, type ServiceOptions } from '../connect.ts'
import { exitStatuses } from '../exit-status.ts'
import type { Terminal } from '../terminal.ts'

/** `chatsvg mcp`: for clients of the Model Context Protocol that start a program, not call an address. */
export async function serveMcp(terminal: Terminal, options: Pick<ServiceOptions, 'url'>): Promise<number> {
  const { url, keyOf } = await findService(terminal, options)
  await bridgeMcp({ endpoint: new URL('/mcp', url), keyOf, input: terminal.input, output: terminal.output })
  return exitStatuses.done
}
