import { describe, expect, it } from 'vitest'
import { color } from './colors.ts'
import { initial } from './computed.ts'
import type { Grammar } from './grammar.ts'
import { length } from './lengths.ts'
import { scanPath } from './path-data.ts'
import { filterList, paint, type ReferenceGrammar, urlOf } from './reference-values.ts'
import { readTransform } from './transforms.ts'
import { angle, aspectRatio, number, points, viewBox } from './values.ts'

describe('grammars write', () => {
  it.each<[Grammar | ReferenceGrammar, [string, string][]]>([
    [
      number,
      [
        ['1', '1'],
        ['+1', '1'],
        ['-.50', '-.5'],
        ['1.', '1'],
        ['1e3', '1000'],
        ['-1.5E-3', '-.0015'],
        ['0.12345678', '.1234568'],
      ],
    ],
    [
      length,
      [
        ['1px', '1'],
        ['2em', '32'],
        ['1rem', '16'],
        ['50%', '50%'],
        ['1in', '96'],
        ['1e1mm', '37.7953'],
        ['4Q', '3.7795'],
        ['3pc', '48'],
        ['10vw', '30'],
        ['10vmin', '15'],
        ['2dvh', '3'],
        ['calc(1px + 2em)', '33'],
        ['calc(10% * 2)', '20%'],
        ['min(3px, 1em)', '3'],
        ['clamp(1px, 9px, 5px)', '5'],
      ],
    ],
    [
      angle,
      [
        ['45deg', '45'],
        ['.25turn', '90'],
        ['100grad', '90'],
        ['calc(10deg + .5turn)', '190'],
      ],
    ],
    [
      color,
      [
        ['RED', 'red'],
        ['#FF0000', 'red'],
        ['#f00', 'red'],
        ['#FFFF', '#fff'],
        ['#aabbcc', '#abc'],
        ['#a1b2c3d4', '#a1b2c3/.8314'],
        ['white', '#fff'],
        ['rgb(1,2,3)', '#010203'],
        ['rgba( 1 , 2 , 3 , .5 )', '#010203/.5'],
        ['rgb(0.8, 127.5, 14.2)', '#01800e'],
        ['rgb(10% 20% 30% / 50%)', '#1a334d/.5'],
        ['hsl(120deg 50% 50%)', '#40bf40'],
        ['hsl(120 50 50)', '#40bf40'],
        ['hsla(.5turn,100%,50%,100%)', '#0ff'],
        ['hwb(120 20% 20%)', '#3c3'],
        ['currentColor', 'currentColor'],
        ['transparent', '#000/0'],
        ['oklch(0.5 0.1 200)', '#00747a'],
        ['lab(50% 40 59.5)', '#bf5700'],
        ['color(display-p3 1 1 1)', '#fff'],
        ['color(srgb .2 .4 .6 / 25%)', '#369/.25'],
        ['color-mix(in srgb, red, blue)', 'purple'],
        ['color-mix(in oklab, white 25%, #000)', '#222'],
        ['rgb(none 255 calc(100 + 2))', '#0f6'],
      ],
    ],
    [
      viewBox,
      [
        ['-1,-2,3,4', '-1 -2 3 4'],
        ['0 0 1e3 .5', '0 0 1000 .5'],
      ],
    ],
    [
      aspectRatio,
      [
        ['none', 'none'],
        ['defer xMidYMid meet', 'xMidYMid'],
        ['xMinYMax slice', 'xMinYMax slice'],
      ],
    ],
    [
      filterList,
      [
        ['none', 'none'],
        ['blur(5px)', 'blur(5px)'],
        ['brightness(1.5) contrast(50%)', 'brightness(1.5) contrast(.5)'],
        ['hue-rotate(.25turn)', 'hue-rotate(90deg)'],
        ['drop-shadow(1px 2px 3px RED)', 'drop-shadow(1px 2px 3px red)'],
        ['drop-shadow(rgb(1 2 3 / 50%) 1em 2)', 'drop-shadow(16px 2px rgba(1,2,3,.5))'],
      ],
    ],
    [
      paint,
      [
        ['none', 'none'],
        ['context-fill', 'context-fill'],
        ['hsl(0 100% 50%)', 'red'],
      ],
    ],
  ])('%o', (grammar, values) => {
    for (const [value, written] of values) expect(grammar(value, initial), value).toBe(written)
  })

  it('transforms in the form of SVG 1.1', () => {
    const at = initial
    const box = { x: 0, y: 0, width: 200, height: 100 }
    for (const [value, written] of [
      ['none', ''],
      ['translate(1, 0)', 'translate(1)'],
      ['translate(3px,4px) rotate(45deg)', 'translate(3 4)rotate(45)'],
      ['translate(50%, 10%)', 'translate(100 10)'],
      ['translateY(2em)', 'translate(0 32)'],
      ['rotate(.5turn)', 'rotate(180)'],
      ['rotateZ(1rad)', 'rotate(57.29578)'],
      ['rotate(1,2,3)scale(2)', 'rotate(1 2 3)scale(2)'],
      ['scale(50%)', 'scale(.5)'],
      ['scaleX(2) scaleY(3)', 'scale(2 1)scale(1 3)'],
      ['skew(45deg)', 'matrix(1 0 1 1 0 0)'],
      [' rotate( 45 ) , skewX(1)', 'rotate(45)skewX(1)'],
      ['matrix3d(1,0,0,0, 0,1,0,0, 0,0,1,0, 5,6,0,1)', 'matrix(1 0 0 1 5 6)'],
      ['translate3d(1px, 2px, 9px)', 'translate(1 2)'],
      ['matrix(1 0 0 1 .5.5)', 'matrix(1 0 0 1 .5 .5)'],
    ] as const)
      expect(readTransform(value, at, box)?.text, value).toBe(written)
    for (const value of [
      'scale',
      'scale()',
      'rotate(1,2)',
      'matrix(1 2 3)',
      'foo(1)',
      'rotate(1) x',
      'scale(1))',
      'rotateX(3deg)',
      'perspective(3px)',
      'rotate(1)'.repeat(1001),
    ])
      expect(readTransform(value, at, box), value).toBeNull()
  })
})

describe('grammars refuse', () => {
  it.each([
    [number, ['', '-', '.', '1 2', '1px', 'NaN', 'Infinity', '1e999', '0x10', '1e', '--1', '9'.repeat(60)]],
    [length, ['', 'auto', '1 px', '1foo', 'calc(1px', 'calc(1px + 1)', '1px;', '-', 'url(#a)']],
    [
      color,
      [
        '',
        '#',
        '#12',
        '#12345',
        '#ggg',
        'rgb(1,2)',
        'rgb(1,2,3,4,5)',
        'rgb(url(#a),2,3)',
        'red blue',
        'Canvas',
        'rgb(1,2,3',
        'var(--x)',
        'rgb(a,b,c)',
      ],
    ],
    [viewBox, ['', '0 0 1', '0 0 0 1', '0 0 1 -1', '0 0 1 1 1', 'a b c d']],
    [aspectRatio, ['', 'xmidymid', 'meet', 'xMidYMid foo', 'xMidYMid meet x']],
    [
      filterList,
      [
        'blur',
        'blur(x)',
        'url(',
        'blur(99999px)',
        'drop-shadow(1px)',
        'drop-shadow(1px 2px url(x))',
        'x()',
        'blur(1px',
        'blur(1px))',
      ],
    ],
    [paint, ['url(#a', 'url("#a\')', 'url(#a', 'javascript:x']],
    [urlOf('mask'), ['url(#a) x', 'url(#a)url(#b)', 'mask', 'linear-gradient(red, blue)']],
  ])('%o', (grammar, values) => {
    for (const value of values) expect(grammar(value, initial), value).toBeNull()
  })
})

describe('path data', () => {
  it.each([
    ['M1 2', 1],
    ['M1,2L3,4', 2],
    ['m1-2.5l1.5.5-1e1.5', 3],
    ['M0 0H1V2zM1 1', 5],
    ['M0 0 1 1 2 2', 3],
    ['M0 0a1 1 0 011 1', 2],
    ['M0 0A1,1,0,1,0,2,3', 2],
    ['M0 0c1 2 3 4 5 6 7 8 9 10 11 12', 3],
    ['M0 0zl1 1', 3],
  ])('%s is read to its end', (text, vertices) => {
    expect(scanPath(text)).toEqual({ end: text.length, vertices })
  })

  it.each([
    ['L1 1', ''],
    ['x', ''],
    ['M1', ''],
    ['M,1 2', ''],
    ['M1 2,', 'M1 2'],
    ['M1 2 3', 'M1 2'],
    ['M1 2L3', 'M1 2'],
    ['M0 0z1 2', 'M0 0z'],
    ['M0 0a1 1 0 2 1 3 3', 'M0 0'],
    ['M0 0 1e999 0', 'M0 0'],
    ['M0 0<script>', 'M0 0'],
    ['M0 0,,1 1', 'M0 0'],
  ])('%s is read up to its error', (text, good) => {
    expect(text.slice(0, scanPath(text).end)).toBe(good)
  })

  it('keeps points up to their error', () => {
    expect(points('1,2 3 4', initial)).toBe('1 2 3 4')
    expect(points('1,2 x', initial)).toBe('1 2')
    expect(points('x', initial)).toBeNull()
  })
})
