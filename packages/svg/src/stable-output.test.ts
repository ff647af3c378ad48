import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { applyEdits, sanitizeSvg } from './index.ts'

const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'

function expectStable(source: string, idPrefix?: string): void {
  const options = idPrefix === undefined ? {} : { idPrefix }
  const once = sanitizeSvg(source, options)
  if (!once.ok) return
  const again = sanitizeSvg(once.svg, options)
  expect(again.ok ? again.svg : again.rejection, source).toBe(once.svg)
}

describe('sanitising the output gives the same bytes', () => {
  it.each([
    ['a paint whose fallback is inherited', `${open}<g fill="none"><rect fill="url(#gone)"/></g></svg>`],
    ['a path whose only use is gone', `${open}<path id="a" d="M1.23456 1L9 1L9 9"/><use href="#b"/></svg>`],
    [
      'a use in a branch that is not drawn',
      `${open}<path id="a" d="M1.23456 1L9 1L9 9"/><switch><g systemLanguage="xx"><use href="#a"/></g></switch></svg>`,
    ],
    [
      'a group that loses its id',
      `${open}<clipPath id="a"><use/></clipPath><g id="a"><path d="M0 0L5 0L5 5Z"/></g></svg>`,
    ],
    [
      'an empty root with a transform',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" transform="rotate(4)"/>',
    ],
    ['a path that is cut at an error', `${open}<symbol id="b"><path d="M0 0 L9 9 Z x"/></symbol></svg>`],
    ['a line end in a text', `${open}<text>a&#13;b&#10;c</text><clipPath id="a"><rect/></clipPath></svg>`],
    [
      'an attribute that is written as a style',
      `${open}<text id="b" unicode-bidi="bidi-override" x="1">a</text></svg>`,
    ],
    [
      'a background like what the root sets',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" stroke="none" fill="#0b1030" visibility="visible" style="background:#0b1030"><path d="M0 0h1v1"/></svg>',
    ],
    [
      'an empty marker that is turned at the start',
      `${open}<marker id="m" orient="auto-start-reverse"/><path d="M1 1h5" marker-start="url(#m)"/></svg>`,
    ],
    [
      'a marker of which only definitions are left when it is turned',
      `${open}<marker id="m" orient="auto-start-reverse"><g fill="none"><mask id="c"><circle r="2"/></mask></g></marker><path d="M1 1h5" marker-start="url(#m)"/></svg>`,
    ],
  ])('of %s', (_name, source) => {
    expectStable(source)
    expectStable(source, 'p-')
  })

  it('also of an edited picture', () => {
    const picture = sanitizeSvg(
      `${open}<path id="a" d="M1.23456 1L9 1L9 9"/><g id="b"><use href="#a"/></g><rect width="4" height="4"/></svg>`,
      { idPrefix: 'p-' },
    )
    const svg = picture.ok ? picture.svg : ''
    const edited = applyEdits(svg, [{ op: 'remove', target: { id: 'p-b' } }], { idPrefix: 'p-' })
    expect(edited.svg).not.toBe(svg)
    expectStable(edited.svg, 'p-')
  })

  const attributes = [
    'fill="url(#gone)"',
    'fill="none"',
    'stroke="none"',
    'transform="rotate(3)"',
    'id="a"',
    'id="b"',
    'clip-path="url(#gone)"',
    'mask="url(#a)"',
    'filter="url(#a)"',
    'style="fill:red"',
    'opacity=".5"',
    'marker-end="url(#gone)"',
  ]
  const wrappers = [
    ['<g fill="none">', '</g>'],
    ['<g id="a">', '</g>'],
    ['<g fill="url(#a)">', '</g>'],
    ['<g transform="scale(2)">', '</g>'],
    ['<symbol id="b">', '</symbol>'],
    ['<clipPath id="a">', '</clipPath>'],
    ['<pattern id="a" width="3" height="3">', '</pattern>'],
    ['<use href="#a"/>', ''],
    ['<use href="#gone"/>', ''],
  ] as const
  const sources = readAttacks().map(({ source }) => source)
  const edit = fc.record({
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    attribute: fc.constantFrom(...attributes),
    wrapper: fc.constantFrom(...wrappers),
    kind: fc.constantFrom('add', 'remove', 'wrap'),
  })
  const changed = fc
    .record({ source: fc.constantFrom(...sources), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })
    .map(({ source, edits }) =>
      edits.reduce((text, { place, attribute, wrapper: [before, after], kind }) => {
        const pattern = { add: /<[a-zA-Z]\w*/g, remove: / [\w-]+="[^"]*"/g, wrap: /<[a-zA-Z][^<>]*\/>/g }[
          kind
        ]
        const found = [...text.matchAll(pattern)]
        const match = found[Math.floor(place * found.length)]
        if (!match) return text
        const [piece] = match
        const written = {
          add: `${piece} ${attribute}`,
          remove: '',
          wrap: `${before}${piece}${after}`,
        }[kind]
        return text.slice(0, match.index) + written + text.slice(match.index + piece.length)
      }, source),
    )

  it('of attacks with other attributes, groups and references', () => {
    fc.assert(
      fc.property(changed, fc.constantFrom(undefined, 'p-'), (source, idPrefix) =>
        expectStable(source, idPrefix),
      ),
      { numRuns: 3_000 },
    )
  })
})
