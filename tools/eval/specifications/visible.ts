import { countVisible, cutPicture, measurePixels, render } from './groups.ts'

/** The visible share of a thing, or of one of its copies: 0 to 1. */
export type VisibleShare = { id: string; share: number }

/**
 * Hides each copy of each thing in turn and counts the pixels that change. `ids` are the things' ids; a thing
 * without a group has one share of 0.
 */
export function measureVisible(svg: string, ids: readonly string[]): VisibleShare[] {
  const picture = cutPicture(svg)
  const full = render(picture, () => true)
  return ids.flatMap((id) => {
    const part = picture.parts.find((one) => one.id === id)
    if (!part) return [{ id, share: 0 }]
    const copies = [...part.markup.matchAll(new RegExp(`<g id="(${id}-copy-\\d+)"`, 'g'))].map(
      ([, copy = '']) => copy,
    )
    const definitions = part.markup.match(/<defs>.*?<\/defs>/gs)?.join('') ?? ''
    return (copies.length > 0 ? copies : [id]).map((copy) => {
      const own = groupOf(part.markup, copy)
      const alone = render({ ...picture, parts: [{ id, markup: definitions + own }] }, () => true)
      const others = picture.parts.map((one) =>
        one === part ? { id, markup: part.markup.replace(own, '') } : one,
      )
      const without = render({ ...picture, parts: others }, () => true)
      const { count } = measurePixels(alone)
      return { id: copy, share: count === 0 ? 0 : countVisible(alone, full, without) / count }
    })
  })
}

/** The markup of the group with an id. */
function groupOf(markup: string, id: string): string {
  const start = markup.indexOf(`<g id="${id}"`)
  let depth = 0
  for (const match of markup.slice(start).matchAll(/<(\/?)g\b[^>]*?(\/?)>/g)) {
    if (match[2] !== '/') depth += match[1] === '/' ? -1 : 1
    if (depth === 0) return markup.slice(start, start + match.index + match[0].length)
  }
  return ''
}
