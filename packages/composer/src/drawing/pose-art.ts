import type { Box } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { findPart } from '../styles/find-part.ts'

/**
 * The direction in which an animal of a drawing looks, by its eyes; undefined if it looks at the viewer, or
 * has no eyes.
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

/** Lifts an animal off the ground, with its head up, and draws lines of speed below it. */
export function leap(
  nodes: readonly ArtNode[],
  box: Box,
  look: 'left' | 'right' | undefined,
): { nodes: ArtNode[]; box: Box } {
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2]
  const low = box.y + box.height
  const lines = [0.34, 0.5, 0.66].map((share, at) =>
    element('rect', {
      x: box.x + box.width * share,
      y: low + box.height * 0.04,
      width: box.width * 0.03,
      height: box.height * ([0.09, 0.13, 0.09][at] ?? 0.1),
      rx: box.width * 0.015,
      fill: '#8a93a3',
    }),
  )
  const turn = look === undefined ? 0 : look === 'right' ? -14 : 14
  const leaping = element('g', { transform: `rotate(${turn} ${round(cx)} ${round(cy)})` }, [...nodes])
  return { nodes: [leaping, ...lines], box: { ...box, height: box.height * 1.3 } }
}

/**
 * Cuts off the part below the surface of the water, and draws a ripple there. `share` is the part of the
 * height above it.
 */
export function wade(nodes: readonly ArtNode[], box: Box, share: number): { nodes: ArtNode[]; box: Box } {
  const height = box.height * share
  const surface = box.y + height
  const clip = element('clipPath', { id: 'surface' }, [
    element('rect', {
      x: box.x - box.width,
      y: box.y - box.height,
      width: box.width * 3,
      height: box.height + height,
    }),
  ])
  const ripple = element('ellipse', {
    cx: box.x + box.width / 2,
    cy: surface - box.height * 0.01,
    rx: box.width * 0.5,
    ry: box.height * 0.035,
    fill: '#d3eefb',
  })
  return {
    nodes: [element('defs', {}, [clip]), element('g', { 'clip-path': 'url(#surface)' }, [...nodes]), ripple],
    box: { ...box, height: height + box.height * 0.025 },
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
