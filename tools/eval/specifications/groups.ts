import { Resvg } from '@resvg/resvg-js'

/** A picture split into its named groups, so that each can be rendered alone or left out. */
export type CutPicture = {
  head: string
  parts: { id: string; markup: string }[]
  width: number
  height: number
}

/** Splits the picture between the groups that are children of the root. */
export function cutPicture(svg: string): CutPicture {
  const start = svg.indexOf('>') + 1
  const head = svg.slice(0, start)
  const body = svg.slice(start, svg.lastIndexOf('</svg>'))
  const parts: CutPicture['parts'] = []
  let depth = 0
  let from = 0
  for (const match of body.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    const [tag, closing, name = '', selfClosing] = match
    if (depth === 0 && !closing) from = match.index
    if (!selfClosing) depth += closing ? -1 : 1
    if (depth !== 0 || /^(?:title|desc|metadata)$/.test(name)) continue
    const markup = body.slice(from, match.index + tag.length)
    parts.push({ id: /^<g id="([^"]+)"/.exec(markup)?.[1] ?? '', markup })
  }
  const [, width = '256', height = '256'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(head) ?? []
  return { head, parts, width: Number(width), height: Number(height) }
}

export const sidePx = 96

/** Pixels of the picture with only the parts for which `keep` is true: RGBA, premultiplied. */
export function render(
  { head, parts }: CutPicture,
  keep: (id: string) => boolean,
  viewBox?: string,
): Uint8Array {
  const root = viewBox === undefined ? head : head.replace(/viewBox="[^"]+"/, `viewBox="${viewBox}"`)
  const svg = `${root}${parts
    .filter(({ id }) => keep(id))
    .map(({ markup }) => markup)
    .join('')}</svg>`
  return new Resvg(svg, { fitTo: { mode: 'width', value: sidePx } }).render().pixels
}

export type Pixels = { count: number; left: number; top: number; right: number; bottom: number }

/** How many pixels are painted, and the box around them as shares of the canvas. */
export function measurePixels(pixels: Uint8Array): Pixels {
  const rows = pixels.length / 4 / sidePx
  const found = { count: 0, left: 1, top: 1, right: 0, bottom: 0 }
  for (let at = 0; at < pixels.length / 4; at++) {
    if ((pixels[at * 4 + 3] ?? 0) < 100) continue
    const [x, y] = [(at % sidePx) / sidePx, Math.floor(at / sidePx) / rows]
    found.count += 1
    found.left = Math.min(found.left, x)
    found.right = Math.max(found.right, x + 1 / sidePx)
    found.top = Math.min(found.top, y)
    found.bottom = Math.max(found.bottom, y + 1 / rows)
  }
  return found
}

/** Pixels of `alone` that change when the group is hidden: those of its visible parts. */
export function countVisible(alone: Uint8Array, full: Uint8Array, without: Uint8Array): number {
  let visible = 0
  for (let at = 0; at < alone.length; at += 4) {
    if ((alone[at + 3] ?? 0) < 100) continue
    const differs = [0, 1, 2, 3].some(
      (channel) => Math.abs((full[at + channel] ?? 0) - (without[at + channel] ?? 0)) > 6,
    )
    if (differs) visible += 1
  }
  return visible
}

/** Painted pixels outside the canvas, in a view that shows half of it more on each side. */
export function countOutside(roomy: Uint8Array): number {
  const rows = roomy.length / 4 / sidePx
  let outside = 0
  for (let at = 0; at < roomy.length / 4; at++) {
    if ((roomy[at * 4 + 3] ?? 0) < 100) continue
    const [x, y] = [((at % sidePx) + 0.5) / sidePx, (Math.floor(at / sidePx) + 0.5) / rows]
    if (x < 0.25 || x > 0.75 || y < 0.25 || y > 0.75) outside += 1
  }
  return outside
}
