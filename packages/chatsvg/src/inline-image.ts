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

/**
 * A PNG as escape codes: of kitty's graphics protocol, or of iTerm's inline images.
 *
 * @param place so many rows at the cursor, which stays, in place of an earlier image with this id.
 */
export function encodeImage(
  png: Uint8Array,
  protocol: Protocol,
  place?: { id: number; rows: number },
): string {
  const text = Buffer.from(png).toString('base64')
  const end = place ? '' : '\n'
  if (protocol === 'iterm') {
    const height = place ? `height=${place.rows};doNotMoveCursor=1;` : ''
    return `\u001b]1337;File=inline=1;${height}size=${png.length}:${text}\u0007${end}`
  }
  const keys = place ? `a=T,f=100,q=2,i=${place.id},p=1,C=1,r=${place.rows},` : 'a=T,f=100,q=2,'
  const chunks = text.match(new RegExp(`.{1,${chunkChars}}`, 'g')) ?? []
  const codes = chunks.map((chunk, at) => {
    const more = at < chunks.length - 1 ? 1 : 0
    return `\u001b_G${at === 0 ? keys : ''}m=${more};${chunk}\u001b\\`
  })
  return `${codes.join('')}${end}`
}

/**
 * Shows a picture in a terminal that can, on standard error. A picture that has no PNG is not shown.
 *
 * @param fetchPng is called only for a terminal that can.
 */
export async function showInline(
  { errors, environment }: Terminal,
  fetchPng: () => Promise<Uint8Array>,
): Promise<void> {
  const protocol = errors.isTTY ? findProtocol(environment) : undefined
  if (!protocol) return
  const png = await fetchPng().catch(() => undefined)
  if (png) errors.write(encodeImage(png, protocol))
}

/** The PNG of a picture of the service, which has fonts. */
export async function fetchPng({ client }: Service, id: string): Promise<Uint8Array> {
  const input = { params: { id }, query: { size: sidePx } }
  const file = await client.fetchFile('GET /api/svg/{id}/file.png', input)
  return new Uint8Array(await file.arrayBuffer())
}

/** The PNG of a picture of this program. */
export const renderPng = async (svg: string): Promise<Uint8Array> =>
  (await import('./rasterise.ts')).renderRow([svg], sidePx)
