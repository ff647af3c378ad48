import type { Box } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { findPart } from '../styles/find-part.ts'

/**
 * Where an animal of a drawing looks, by where its eyes are; undefined for one that looks at us, or has none.
 */
export function lookOf(nodes: readonly ArtNode[], box: Box): 'left' | 'right' | undefined {
  const x = findPart(nodes, box, 'eye')?.x
  if (x === undefined || Math.abs(x - 0.5) < 0.09) return undefined
  return x < 0.5 ? 'left' : 'right'
}

/** Leans an animal forward and draws lines of speed behind it. */
export function runForward(
  nodes: readonly ArtNode[],
  box: Box,
  look: 'left' | 'right',
): { nodes: ArtNode[]; box: Box } {
  const side = look === 'right' ? 1 : -1
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2]
  const room = box.width * 0.2
  const tail = side > 0 ? box.x : box.x + box.width
  const lines = [0.3, 0.5, 0.7].map((share, at) => {
    const length = room * ([0.75, 1, 0.6][at] ?? 1)
    return element('rect', {
      x: side > 0 ? tail - length : tail,
      y: box.y + box.height * share,
      width: length,
      height: box.height * 0.035,
      rx: box.height * 0.0175,
      fill: '#8a93a3',
    })
  })
  const leaning = element('g', { transform: `rotate(${side * 7} ${round(cx)} ${round(cy)})` }, [...nodes])
  return {
    nodes: [...lines, leaning],
    box: { ...box, x: side > 0 ? box.x - room : box.x, width: box.width + room },
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
