import { describe, expect, it } from 'vitest'
import { applyEdits, listColors, listParts, sanitizeSvg } from '../index.ts'

const parse = (body: string, root = ''): string => {
  const result = sanitizeSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" ${root}>${body}</svg>`,
    { idPrefix: 'p-' },
  )
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

describe('the parts of a picture', () => {
  it('have paths, names, paints and boxes in units of the view box', () => {
    const svg = parse(
      `<title>Not a part</title><defs><path id="hidden" d="M0 0h1"/></defs>
      <g id="small-house" fill="teal" stroke="#000" transform="translate(10 20) scale(2)">
        <title>House</title><rect width="10" height="5" stroke-width="1.5"/><circle cx="5" cy="5" r="2" opacity=".5"/>
      </g>
      <text x="10" y="90" aria-label="sign">Sea <tspan fill="red">view</tspan></text>
      <use id="use12" href="#hidden" x="3"/>`,
    )
    const parts = listParts(svg)
    expect(parts).toMatchObject([
      {
        path: [2],
        id: 'p-small-house',
        name: 'House',
        kind: 'g',
        fill: '#008080',
        stroke: '#000000',
        strokeWidth: null,
        opacity: 1,
        box: { x: 10, y: 20, width: 20, height: 14 },
        text: null,
        children: [
          {
            path: [2, 1],
            id: null,
            name: null,
            kind: 'rect',
            strokeWidth: 3,
            box: { x: 10, y: 20, width: 20, height: 10 },
            children: [],
          },
          {
            path: [2, 2],
            kind: 'circle',
            strokeWidth: 2,
            opacity: 0.5,
            box: { x: 16, y: 26, width: 8, height: 8 },
          },
        ],
      },
      { path: [3], name: 'sign', kind: 'text', text: 'Sea view', fill: '#000000', box: { x: 10 } },
      { path: [4], name: null, kind: 'use', box: { x: 3, y: 0, width: 1, height: 0 } },
    ])
    const { svg: renamed } = applyEdits(svg, [{ op: 'rename', target: { path: [2, 1] }, name: 'Wall' }])
    expect(listParts(renamed)[0]?.children[0]?.name).toBe('Wall')
  })

  it('are called by the words of their ids, unless a program numbered them', () => {
    const names = [
      'roof',
      'left_front-wheel',
      'path1042',
      'g10',
      'Layer_2',
      'x1',
      'sky-2',
      'red_x0020_door_1_',
      'Ebene_1',
    ]
    const svg = parse(names.map((id) => `<g id="${id}"><path d="M0 0h9v9z"/></g>`).join(''))
    expect(listParts(svg).map(({ name }) => name)).toEqual([
      'roof',
      'left front wheel',
      null,
      null,
      null,
      null,
      'sky 2',
      'red door 1',
      null,
    ])
  })
})

describe('the colours of a picture', () => {
  it('are sorted by area, including those of gradients, patterns and filters', () => {
    const svg = parse(
      `<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
      <mask id="m"><rect width="100" height="100" fill="#abcdef"/></mask>
      <filter id="f"><feFlood flood-color="lime"/></filter>
      <rect width="100" height="100" fill="#eee"/><rect width="100" height="30" fill="hsl(0 0% 20%)"/>
      <g mask="url(#m)"><rect y="30" width="40" height="50" fill="url(#g)"/></g>
      <rect y="30" x="40" width="5" height="5" fill="navy" filter="url(#f)"/>
      <path d="M60 60h20" stroke="currentColor" stroke-width="10"/><circle cx="70" cy="85" r="8"/>`,
    )
    const colors = listColors(svg)
    expect(colors.map(({ color }) => color)).toEqual([
      '#eeeeee',
      '#333333',
      '#ff0000',
      '#0000ff',
      '#000000',
      '#000080',
      '#00ff00',
    ])
    const area = (color: string) => colors.find((found) => found.color === color)?.area ?? 0
    expect(area('#eeeeee')).toBeCloseTo(1 - 0.3 - 0.2 - 0.0025 - 0.02, 1)
    expect(area('#333333')).toBeCloseTo(0.3, 1)
    expect(area('#ff0000')).toBeCloseTo(0.1, 1)
    expect(area('#000000')).toBeCloseTo(0.02 + (Math.PI * 64) / 10_000, 2)
  })

  it('can all be changed everywhere', () => {
    const svg = parse(
      '<rect width="9" height="9"/><rect fill="#FFD983" x="20" width="9" height="9" stroke="rgb(1,2,3)"/>',
    )
    for (const { color } of listColors(svg)) {
      const { outcomes, svg: changed } = applyEdits(svg, [{ op: 'recolor', from: color, to: 'tomato' }])
      expect(outcomes[0]?.done).toBe(true)
      expect(listColors(changed).map((found) => found.color)).not.toContain(color)
    }
  })
})
