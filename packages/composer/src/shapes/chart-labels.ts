import { type ArtNode, element } from '../art/tree.ts'
import { type FaceReader, letterText } from '../lettering/letter-text.ts'
import type { ChartName } from '../plan/scene-plan.ts'

/** Labels: for bars and points below them, for slices beside the pie with their colours. */
export function labelChart(
  chart: ChartName,
  labels: readonly string[],
  count: number,
  readFace: FaceReader,
  colour: (at: number) => string,
  ink: string,
): { nodes: ArtNode[]; missing: string[] } {
  const set = labels.map((label) => letterText(readFace, label, 'plain', ink))
  const missing = labels.filter((_, at) => (set[at]?.missing.length ?? 0) > 0)
  const widest = Math.max(1, ...set.map(({ width }) => width))
  const isBars = chart === 'bars'
  const step = isBars ? 152 / count : 148 / Math.max(1, count - 1)
  // All labels have one size, so that the widest fits its space.
  const scale = chart === 'pie' ? 0.011 : Math.min(0.012, (step * 0.92) / widest)
  const nodes = set.flatMap(({ nodes: glyphs, width, height }, at) => {
    const [x, y] =
      chart === 'pie'
        ? [134, 8 + at * 16]
        : [(isBars ? 6 + step * (at + 0.5) : 8 + step * at) - (width * scale) / 2, 114]
    const group = element('g', { transform: `translate(${round(x)} ${round(y)}) scale(${scale})` }, glyphs)
    const swatch = { x: 120, y: y + height * scale - 9, width: 9, height: 9, fill: colour(at) }
    return chart === 'pie' ? [element('rect', swatch), group] : [group]
  })
  return { nodes, missing }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
