import { artSetFacts } from './art/set-facts.ts'
import { type ArtNode, element, escapeText, writeNode } from './art/tree.ts'
import type { Member } from './cast.ts'
import type { Reading } from './reading/reading.ts'
import { cleanTitle } from './title.ts'

/** Head, gradients, then every group element by element: each piece ends after a complete element. */
export function writePicture(picture: {
  prompt: string
  reading: Reading
  cast: readonly Member[]
  gradients: ArtNode[]
  groups: readonly ArtNode[]
}): string[] {
  const title = escapeText(cleanTitle(picture.prompt))
  const desc = escapeText(describe(picture.reading, picture.cast))
  const pieces = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>${title}</title><desc>${desc}</desc>`,
  ]
  if (picture.gradients.length > 0) pieces.push(writeNode(element('defs', {}, picture.gradients)))
  for (const { tag, attributes, children } of picture.groups) {
    const open = writeNode({ tag, attributes, children: [] }).replace(/\/>$/, '>')
    for (const [at, child] of children.entries()) {
      const start = at === 0 ? open : ''
      const end = at === children.length - 1 ? `</${tag}>` : ''
      pieces.push(start + writeNode(child) + end)
    }
  }
  pieces.push('</svg>')
  return pieces
}

/** Says who drew it, whose art it is, and what is not as the prompt said. */
function describe(reading: Reading, cast: readonly Member[]): string {
  const sets = [...new Set(cast.map(({ art }) => art.from))].map((from) =>
    from === 'own' ? 'chatSVG' : `${artSetFacts[from].title} (${artSetFacts[from].licence})`,
  )
  const sources = sets.length > 0 ? ` with art from ${sets.join(', ')}` : ''
  const notes = reading.notes.length > 0 ? ` Note: ${reading.notes.join('; ')}.` : ''
  return `Drawn by chatSVG composer${sources}.${notes}`
}
