import type { ArtNode } from '../art/tree.ts'
import { hueDistance, type Lch, readHex, writeHex } from '../colour.ts'
import { hexOf } from '../words/colours.ts'

/**
 * Every paint becomes the nearest colour of the palette; with one or two colours, all tones get their hue.
 */
export function keepToPalette(nodes: readonly ArtNode[], palette: readonly string[]): ArtNode[] {
  const colours = palette.flatMap((name) => {
    const hex = hexOf(name)
    const colour = hex === undefined ? undefined : readHex(hex)
    return hex !== undefined && colour ? [{ hex, colour }] : []
  })
  if (colours.length === 0) return [...nodes]
  const known = new Map<string, string>()
  const change = (value: string): string => {
    const own = value.startsWith('#') ? readHex(value) : undefined
    if (!own) return value
    const cached = known.get(value)
    if (cached !== undefined) return cached
    const nearest = colours.reduce((a, b) => (distance(own, b.colour) < distance(own, a.colour) ? b : a))
    const kept = colours.length > 2 ? nearest.hex : writeHex({ ...nearest.colour, l: own.l })
    known.set(value, kept)
    return kept
  }
  const repaint = (node: ArtNode): ArtNode => {
    const attributes = { ...node.attributes }
    for (const name of ['fill', 'stroke', 'stop-color']) {
      const value = attributes[name]
      if (value !== undefined) attributes[name] = change(value)
    }
    return { ...node, attributes, children: node.children.map(repaint) }
  }
  return nodes.map(repaint)
}

/** Lightness has the largest weight, because a picture is recognised by it. */
function distance(a: Lch, b: Lch): number {
  const hue = (hueDistance(a.h, b.h) / 180) * Math.min(a.c, b.c) * 2
  return Math.abs(a.l - b.l) * 1.1 + Math.abs(a.c - b.c) + hue
}
