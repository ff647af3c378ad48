import { listParts, type PicturePart } from '@chatsvg/svg'

/** Enough for a picture of a hundred shapes. In a larger picture, deeper levels are not described. */
const linesMax = 240
const charsMax = 16_000
const textCharsMax = 80

/**
 * Describes the parts of a stored picture for a language model, from the back to the front. Each part has a
 * line with its path, id, name, kind, colours, box and text. Nested parts are indented.
 *
 * @param idPrefix prefix of the picture's ids; the ids are shown without it.
 */
export function describeParts({ svg, idPrefix }: { svg: string; idPrefix: string }): string {
  const lines: string[] = []
  const parts = listParts(svg)
  // Groups come before their content, so that the description covers all of a large picture.
  const depthMax = findDepth(parts)
  const describe = (part: PicturePart, depth: number) => {
    lines.push('  '.repeat(depth) + describePart(part, idPrefix))
    if (depth < depthMax) for (const child of part.children) describe(child, depth + 1)
  }
  for (const part of parts) describe(part, 0)
  return lines.join('\n').slice(0, charsMax)
}

/** The deepest level at which the description still fits. */
function findDepth(parts: readonly PicturePart[]): number {
  let [level, count] = [[...parts], 0]
  for (let depth = 0; ; depth += 1) {
    count += level.length
    const next = level.flatMap(({ children }) => children)
    if (next.length === 0 || count + next.length > linesMax) return depth
    level = next
  }
}

function describePart(
  { path, id, name, kind, fill, stroke, opacity, box, text }: PicturePart,
  prefix: string,
) {
  const words = [`[${path.join(',')}]`, kind]
  if (id !== null) words.push(`id=${id.startsWith(prefix) ? id.slice(prefix.length) : id}`)
  if (name !== null) words.push(`name=${quote(name)}`)
  if (fill !== null) words.push(`fill=${fill}`)
  if (stroke !== null && stroke !== 'none') words.push(`stroke=${stroke}`)
  if (opacity !== 1) words.push(`opacity=${opacity}`)
  if (box) words.push(`box=${[box.x, box.y, box.width, box.height].map(Math.round).join(',')}`)
  if (text !== null) words.push(`text=${quote(text)}`)
  return words.join(' ')
}

const quote = (text: string) => JSON.stringify(text.slice(0, textCharsMax))
