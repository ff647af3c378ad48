import { type ArtNode, element } from '../art/tree.ts'
import { shiftHex } from '../colour.ts'
import type { ShapeName } from '../plan/scene-plan.ts'

/** A geometric shape in a box of 100 units. Patterns fill it with repetitions. */
export function drawShape(shape: ShapeName, fill: string, second: string): ArtNode[] {
  const path = (d: string, colour = fill) => element('path', { fill: colour, d })
  switch (shape) {
    case 'circle':
      return [element('circle', { cx: 50, cy: 50, r: 50, fill })]
    case 'oval':
      return [element('ellipse', { cx: 50, cy: 32, rx: 50, ry: 32, fill })]
    case 'square':
      return [element('rect', { width: 100, height: 100, fill })]
    case 'rectangle':
      return [element('rect', { width: 100, height: 60, fill })]
    case 'triangle':
      return [path('M50 0L100 87H0z')]
    case 'diamond':
      return [path('M50 0L100 50L50 100L0 50z')]
    case 'pentagon':
      return [path(polygon(5))]
    case 'hexagon':
      return [path(polygon(6, 30))]
    case 'octagon':
      return [path(polygon(8, 22.5))]
    case 'star':
      return [path(starPath(5, 0.42))]
    case 'heart':
      return [
        path(
          'M50 92C20 68 0 48 0 27C0 10 12 0 26 0C37 0 46 6 50 16C54 6 63 0 74 0C88 0 100 10 100 27C100 48 80 68 50 92z',
        ),
      ]
    case 'ring':
      return [
        element('path', {
          fill,
          'fill-rule': 'evenodd',
          d: 'M0 50a50 50 0 1 1 100 0a50 50 0 1 1-100 0zm22 0a28 28 0 1 0 56 0a28 28 0 1 0-56 0z',
        }),
      ]
    case 'arrow':
      return [path('M0 24H58V0L100 38L58 76V52H0z')]
    case 'cross':
      return [path('M33 0H67V33H100V67H67V100H33V67H0V33H33z')]
    case 'check':
      return [path('M0 44L16 28L36 48L84 0L100 16L36 80z')]
    case 'crescent':
      return [path('M66 4A50 50 0 1 0 96 72A40 40 0 1 1 66 4z')]
    case 'spiral':
      return [path(spiralPath())]
    case 'wave':
      return [path('M0 22C17-8 33-8 50 22S83 52 100 22V42C83 72 67 72 50 42S17 12 0 42z')]
    case 'gear':
      return [
        element('path', {
          fill,
          'fill-rule': 'evenodd',
          d: `${gearPath()}M32 50a18 18 0 1 0 36 0a18 18 0 1 0-36 0z`,
        }),
      ]
    case 'line':
      return [element('rect', { width: 100, height: 7, rx: 3.5, fill })]
    case 'cube':
      return [
        path('M50 0L96 24L50 48L4 24z', shiftHex(fill, { l: 0.1 })),
        path('M4 24L50 48V100L4 76z'),
        path('M96 24L50 48V100L96 76z', shiftHex(fill, { l: -0.12 })),
      ]
    case 'cylinder':
      return [
        path('M0 16A36 16 0 0 1 72 16V90A36 16 0 0 1 0 90z'),
        element('ellipse', { cx: 36, cy: 16, rx: 36, ry: 16, fill: shiftHex(fill, { l: 0.1 }) }),
      ]
    case 'cone':
      return [
        path('M40 0L80 88A40 14 0 0 1 0 88z'),
        path('M40 0L80 88A40 14 0 0 1 44 101z', shiftHex(fill, { l: -0.1 })),
      ]
    case 'dots':
      return repeat(5, (x, y) => element('circle', { cx: x + 10, cy: y + 10, r: 6, fill }))
    case 'grid':
      return [0, 1, 2, 3, 4, 5].flatMap((step) => [
        element('rect', { x: step * 19.4, y: 0, width: 3, height: 100, fill }),
        element('rect', { x: 0, y: step * 19.4, width: 100, height: 3, fill }),
      ])
    case 'checker':
      return repeat(5, (x, y, odd) =>
        element('rect', { x, y, width: 20, height: 20, fill: odd ? second : fill }),
      )
    case 'stripes':
      return [0, 1, 2, 3, 4].map((step) =>
        element('rect', { x: step * 20, y: 0, width: 11, height: 100, fill }),
      )
  }
}

function repeat(count: number, draw: (x: number, y: number, odd: boolean) => ArtNode): ArtNode[] {
  const step = 100 / count
  return Array.from({ length: count * count }, (_, at) => {
    const [column, row] = [at % count, Math.floor(at / count)]
    return draw(column * step, row * step, (column + row) % 2 === 1)
  })
}

function point(angle: number, radius: number): string {
  const turn = ((angle - 90) * Math.PI) / 180
  return `${round(50 + Math.cos(turn) * radius)} ${round(50 + Math.sin(turn) * radius)}`
}

function polygon(sides: number, turn = 0): string {
  return `M${Array.from({ length: sides }, (_, at) => point((at * 360) / sides + turn, 50)).join('L')}z`
}

function starPath(tips: number, inner: number): string {
  return `M${Array.from({ length: tips * 2 }, (_, at) => point((at * 180) / tips, at % 2 === 0 ? 50 : 50 * inner)).join('L')}z`
}

function gearPath(): string {
  const teeth = 8
  const steps = Array.from({ length: teeth }, (_, at) => {
    const start = (at * 360) / teeth
    return [point(start - 12, 38), point(start - 9, 50), point(start + 9, 50), point(start + 12, 38)].join(
      'L',
    )
  })
  return `M${steps.join('L')}z`
}

/** A band that winds inwards: out along its outer edge, back along its inner one. */
function spiralPath(): string {
  const turns = 3
  const steps = 72
  const edge = (offset: number) =>
    Array.from({ length: steps + 1 }, (_, at) =>
      point((at / steps) * 360 * turns, 50 - (at / steps) * 44 - offset),
    )
  return `M${edge(0).join('L')}L${edge(6).reverse().join('L')}z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
