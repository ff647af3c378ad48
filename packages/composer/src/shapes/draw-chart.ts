import { type ArtNode, element } from '../art/tree.ts'
import type { ChartName } from '../plan/scene-plan.ts'

/** A chart of the given numbers, in a box of about 160 by 110 units. */
export function drawChart(
  chart: ChartName,
  values: readonly number[],
  colours: readonly string[],
  ink: string,
): ArtNode[] {
  const colour = (at: number) => colours[at % colours.length] ?? '#3f7fd8'
  if (chart === 'pie') return drawPie(values, colour)
  if (chart === 'progress') return drawProgress(values[0] ?? 0, colour(0))
  const max = Math.max(...values, 1e-9)
  const axes = element('path', { fill: ink, d: 'M0 0H3V107H160V110H0z' })
  const step = 152 / values.length
  if (chart === 'bars')
    return [
      axes,
      ...values.map((value, at) => {
        const height = Math.max(1, (value / max) * 100)
        return element('rect', {
          x: 6 + at * step + step * 0.14,
          y: 107 - height,
          width: step * 0.72,
          height,
          fill: colours.length > 1 ? colour(at) : colour(0),
        })
      }),
    ]
  const points = values.map((value, at) => ({
    x: 8 + at * (148 / Math.max(1, values.length - 1)),
    y: 107 - (value / max) * 98,
  }))
  return [
    axes,
    drawPolyline(points, colour(0)),
    ...points.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 5, fill: colour(1) })),
  ]
}

/** A line as a filled band, so that every style can paint it. */
function drawPolyline(points: readonly { x: number; y: number }[], fill: string): ArtNode {
  const half = 2.2
  const upper = points.map(({ x, y }) => `${r(x)} ${r(y - half)}`)
  const lower = points.map(({ x, y }) => `${r(x)} ${r(y + half)}`).reverse()
  return element('path', { fill, d: `M${[...upper, ...lower].join('L')}z` })
}

function drawPie(values: readonly number[], colour: (at: number) => string): ArtNode[] {
  const total = values.reduce((sum, value) => sum + value, 0) || 1
  let from = 0
  return values.map((value, at) => {
    const to = from + value / total
    const fill = colour(at)
    const whole = value / total > 0.999
    const slice = whole
      ? element('circle', { cx: 55, cy: 55, r: 55, fill })
      : element('path', {
          fill,
          d: `M55 55L${onCircle(from)}A55 55 0 ${value / total > 0.5 ? 1 : 0} 1 ${onCircle(to)}z`,
        })
    from = to
    return slice
  })
}

function drawProgress(value: number, fill: string): ArtNode[] {
  const share = Math.min(1, Math.max(0, value > 1 ? value / 100 : value))
  const band = (to: number) => {
    const large = to > 0.5 ? 1 : 0
    return `M${onCircle(0)}A55 55 0 ${large} 1 ${onCircle(to)}L${onCircle(to, 39)}A39 39 0 ${large} 0 ${onCircle(0, 39)}z`
  }
  return [
    element('path', { fill: '#d5dbe3', d: band(0.9999) }),
    ...(share > 0 ? [element('path', { fill, d: band(Math.min(0.9999, share)) })] : []),
  ]
}

function onCircle(share: number, radius = 55): string {
  const angle = share * 2 * Math.PI - Math.PI / 2
  return `${r(55 + Math.cos(angle) * radius)} ${r(55 + Math.sin(angle) * radius)}`
}

function r(value: number): number {
  return Math.round(value * 10) / 10
}
