import { type Edit, listParts, type PicturePart, type Target, toHexColor } from '@chatsvg/svg'

/**
 * Looks for a shape or text that an edit changed without addressing it. Such an element's bytes are no longer
 * in the picture.
 *
 * @param before as the policy wrote it. @param after the same, with the edit.
 * @returns a description of the changed element for the model; undefined if there is none.
 */
export function findStrayChange(before: string, after: string, edit: Edit): string | undefined {
  const target = targetOf(edit)
  if (target === undefined || 'point' in target) return undefined
  const rest = new Map<string, number>()
  for (const { text } of sliceElements(after)) rest.set(text, (rest.get(text) ?? 0) + 1)
  const textOf = new Map(sliceElements(before).map(({ path, text }) => [path, text]))
  const stray = listUnaddressed(listParts(before), target).find(({ path }) => {
    const text = textOf.get(path.join(','))
    const left = rest.get(text ?? '') ?? 0
    rest.set(text ?? '', left - 1)
    return left <= 0
  })
  return (
    stray &&
    `it changes ${stray.name ?? `the ${stray.kind} at [${stray.path.join(', ')}]`}, which it does not name`
  )
}

/** undefined: the edit addresses the canvas, or no element of the previous picture. */
function targetOf(edit: Edit): Target | undefined {
  if (edit.op === 'background' || edit.op === 'canvas' || edit.op === 'crop') return undefined
  if (edit.op === 'insert') return { ids: [] }
  return edit.op === 'recolor' ? (edit.target ?? { color: edit.from }) : edit.target
}

/** Shapes and texts that are neither a target nor inside one. */
function listUnaddressed(parts: readonly PicturePart[], target: Target): PicturePart[] {
  return parts.flatMap((part) => {
    if (fits(part, target)) return []
    return part.children.length > 0 ? listUnaddressed(part.children, target) : [part]
  })
}

function fits(part: PicturePart, target: Target): boolean {
  if ('all' in target || 'point' in target) return true
  if ('id' in target) return isCalled(part, target.id)
  if ('ids' in target) return target.ids.some((id) => isCalled(part, id))
  if ('name' in target) return plain(part.name) === plain(target.name)
  if ('kind' in target) return part.kind === target.kind
  if ('path' in target) return part.path.join() === target.path.join()
  if ('paths' in target) return target.paths.some((path) => part.path.join() === path.join())
  if ('text' in target) return plain(part.text).includes(plain(target.text))
  return [part.fill, part.stroke].some((paint) => isNear(paint, target.color))
}

const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim().toLowerCase()
/** Matches with or without the prefix, which ends in a hyphen. */
const isCalled = ({ id }: PicturePart, wanted: string) => id === wanted || id?.endsWith(`-${wanted}`) === true

/** Colours that edits treat as equal, and gradients, which may contain any colour. */
function isNear(paint: string | null, color: string): boolean {
  if (paint === null || paint.startsWith('url(')) return true
  const [one, other] = [toHexColor(paint), toHexColor(color)]
  if (!one || !other) return false
  return [1, 3, 5].every((at) => Math.abs(channel(one, at) - channel(other, at)) <= 2)
}

const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)

/** Every element of a text that the policy wrote, with its path. */
function sliceElements(svg: string): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = []
  const open: { path: number[]; start: number; children: number }[] = []
  for (const tag of svg.matchAll(/<(\/?)[A-Za-z](?:[^"<>]|"[^"]*")*>/g)) {
    const holder = open.at(-1)
    const [written, slash] = tag
    const end = tag.index + written.length
    if (slash === '/') {
      open.pop()
      if (holder) found.push({ path: holder.path.join(), text: svg.slice(holder.start, end) })
      continue
    }
    const path = holder ? [...holder.path, holder.children++] : []
    if (written.endsWith('/>')) found.push({ path: path.join(), text: written })
    else open.push({ path, start: tag.index, children: 0 })
  }
  return found
}
