import { describe, expect, it } from 'vitest'
import { color } from './colors.ts'
import { scanPath } from './path-data.ts'
import { filterList, paint, urlOf } from './reference-values.ts'
import { angle, aspectRatio, length, number, points, transform, viewBox } from './values.ts'

describe('grammars accept', () => {
  it.each([
    [number, '1 -1 +1 .5 1. 1e3 -1.5E-3 0'.split(' ')],
    [length, '1 1px 1em 1ex 50% 1e2mm 1Q .5in 2pt 3pc 1e1em'.split(' ')],
    [angle, '45 45deg .25turn 1rad'.split(' ')],
    [
      color,
      [
        'red',
        'RED',
        '#fff',
        '#FFFF',
        '#a1b2c3',
        '#a1b2c3d4',
        'rgb(1,2,3)',
        'rgba( 1 , 2 , 3 , .5 )',
        'rgb(1 2 3 / 50%)',
        'hsl(120deg 50% 50%)',
        'hsla(1,2%,3%,1)',
        'currentColor',
        'transparent',
        'oklch(0.5 0.1 200)',
      ],
    ],
    [
      transform,
      [
        '',
        'none',
        'translate(1)',
        'matrix(1 0 0 1 0 0)',
        'rotate(1,2,3)scale(2)',
        ' rotate( 45 ) , skewX(1)',
        'rotate(1)'.repeat(1000),
      ],
    ],
    [viewBox, ['0 0 1 1', '-1,-2,3,4', '0 0 1e3 .5']],
    [aspectRatio, ['none', 'xMidYMid', 'xMinYMax slice', 'defer xMidYMid meet']],
    [
      filterList,
      [
        'none',
        'blur(5px)',
        'brightness(1.5) contrast(50%)',
        'hue-rotate(90deg)',
        'drop-shadow(1px 2px 3px red)',
        'drop-shadow(rgb(1, 2, 3) 1 2)',
      ],
    ],
  ])('%o', (grammar, values) => {
    for (const value of values) expect(grammar(value), value).toBe(value)
  })
})

describe('grammars refuse', () => {
  it.each([
    [number, ['', '-', '.', '1 2', '1px', 'NaN', 'Infinity', '1e999', '0x10', '1e', '--1', '9'.repeat(60)]],
    [length, ['', 'auto', '1 px', '1foo', 'calc(1px)', '1px;', '-', 'url(#a)']],
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
    [
      transform,
      [
        'scale',
        'scale()',
        'rotate(1,2)',
        'translate(1px)',
        'matrix(1 2 3)',
        'foo(1)',
        'rotate(1) x',
        'rotate(1)'.repeat(1001),
        'scale(1))',
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
    for (const value of values) expect(grammar(value), value).toBeNull()
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

  it('keeps whole points up to their error', () => {
    expect(points('1,2 3 4')).toBe('1 2 3 4')
    expect(points('1,2 3')).toBe('1 2')
    expect(points('1,2 x')).toBe('1 2')
    expect(points('x')).toBeNull()
  })
})
