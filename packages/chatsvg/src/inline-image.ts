import type { Service } from './connect.ts'
import type { Terminal } from './terminal.ts'

const sidePx = 256
/** The maximum of base64 characters in one escape code, by the graphics protocol of kitty. */
const chunkChars = 4096

type Protocol = 'kitty' | 'iterm'

/** The protocol for images that the terminal names by its variables. A multiplexer may not pass it on. */
export function findProtocol(environment: Terminal['environment']): Protocol | undefined {
  const { TERM = '', TERM_PROGRAM = '', KITTY_WINDOW_ID, TMUX, STY } = environment
  if (TMUX || STY) return undefined
  if (KITTY_WINDOW_ID || TERM === 'xterm-kitty' || TERM_PROGRAM === 'ghostty') return 'kitty'
  return TERM_PROGRAM === 'iTerm.app' || TERM_PROGRAM === 'WezTerm' ? 'iterm' : undefined
}

/** A PNG as escape codes: of kitty's graphics protocol, or of iTerm's inline images. */
export function encodeImage(png: Uint8Array, protocol: Protocol): string {
  const text = Buffer.from(png).toString('base64')
  if (protocol === 'iterm') return `\u001b]1337;File=inline=1;size=${png.length}:${text}\u0007\n`
  const chunks = text.match(new RegExp(`.{1,${chunkChars}}`, 'g')) ?? []
  const codes = chunks.map((chunk, at) => {
    const more = at < chunks.length - 1 ? 1 : 0
    return `\u001b_G${at === 0 ? 'a=T,f=100,q=2,' : ''}m=${more};${chunk}\u001b\\`
  })
  return `${codes.join('')}\n`
}

/** Shows a picture in a terminal that can, on standard error. A picture that has no PNG is not shown. */
export async function showInline(terminal: Terminal, { client }: Service, id: string): Promise<void> {
  const protocol = terminal.errors.isTTY ? findProtocol(terminal.environment) : undefined
  if (!protocol) return
  const input = { params: { id }, query: { size: sidePx } }
  const png = await client.fetchFile('GET /api/svg/{id}/file.png', input).catch(() => undefined)
  if (png) terminal.errors.write(encodeImage(new Uint8Array(await png.arrayBuffer()), protocol))
}
