import { type ArtNode, element } from '../art/tree.ts'
import type { Mood } from '../plan/scene-plan.ts'
import { type FaceReader, type Lettered, setLine } from './letter-text.ts'

/** Letters stand upright up to this share of the circle on each side of its top. */
const arcMax = 0.86

/**
 * Sets one line along the upper part of a circle around the origin, read clockwise, each letter turned.
 * `radius` is that of the baseline in thousandths of the em; a long text makes the circle larger.
 */
export function letterArc(
  readFace: FaceReader,
  text: string,
  mood: Mood,
  fill: string,
): Lettered & { radius: number } {
  const missing = new Set<string>()
  const { glyphs, width } = setLine(readFace, text.trim(), mood, missing)
  const radius = Math.max(2300, width / (2 * Math.PI * arcMax))
  const nodes: ArtNode[] = glyphs.map(({ x, d, advance }) => {
    const middle = x + advance / 2
    const angle = (middle - width / 2) / radius
    const degrees = Math.round((angle * 1800) / Math.PI) / 10
    return element('path', {
      fill,
      d,
      transform: `rotate(${degrees}) translate(${Math.round(-advance / 2)} ${Math.round(-radius)})`,
    })
  })
  return { nodes, width: radius * 2, height: radius * 2, missing: [...missing], radius }
}
