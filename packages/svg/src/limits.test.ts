import { describe, expect, it } from 'vitest'
import { BOMBS } from '../../../test/corpus/bombs.ts'
import { extractSvg, previewOf, sanitizeSvg } from './index.ts'

describe('limits', () => {
  it.each(BOMBS.map((bomb): [string, (typeof BOMBS)[number]] => [bomb.title, bomb]))(
    '%s: is rejected with its code, or defused',
    (_, bomb) => {
      const result = sanitizeSvg(bomb.build())
      expect(result.ok ? 'accepted' : result.rejection.code).toBe(bomb.rejection ?? 'accepted')
    },
  )

  it.each(
    // Characters that XML does not allow are repaired in an answer.
    BOMBS.filter(({ rejection }) => rejection !== null && rejection !== 'bad_characters').map(
      (bomb): [string, (typeof BOMBS)[number]] => [bomb.title, bomb],
    ),
  )('%s: has no preview', (_, bomb) => {
    // Compared as a boolean, because a failure must not print half a megabyte.
    expect(previewOf(bomb.build()) === null).toBe(true)
  })

  it('say where parsing stopped', () => {
    const result = sanitizeSvg('<svg xmlns="http://www.w3.org/2000/svg">\n  <rect width="1"\n</svg>')
    expect(result).toMatchObject({ ok: false, rejection: { code: 'malformed', line: 3 } })
  })

  it('can be set lower for one call', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect/><rect/></svg>'
    expect(sanitizeSvg(svg, { limits: { elementsMax: 2 } })).toMatchObject({
      ok: false,
      rejection: { code: 'too_many_elements' },
    })
    expect(sanitizeSvg(svg, { limits: { elementsMax: 3 } })).toMatchObject({ ok: true })
  })

  it.each([
    ['use that contains itself', '<g id="a"><rect width="1" height="1"/><use href="#a"/></g>'],
    ['two uses of each other', '<use id="a" href="#b"/><use id="b" href="#a"/>'],
    ['use of an ancestor two levels up', '<g id="a"><g id="b"><use href="#a"/></g></g>'],
    [
      'a pattern filled with itself',
      '<pattern id="p" width="1" height="1"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="5" height="5" fill="url(#p)"/>',
    ],
    [
      'a mask masked by itself',
      '<mask id="m"><rect width="1" height="1" mask="url(#m)"/></mask><rect width="5" height="5" mask="url(#m)"/>',
    ],
    [
      'a clip path clipped by itself',
      '<clipPath id="c" clip-path="url(#c)"><rect width="1" height="1"/></clipPath><rect width="5" height="5" clip-path="url(#c)"/>',
    ],
    [
      'gradients that inherit from each other',
      '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><rect width="5" height="5" fill="url(#a)"/>',
    ],
    [
      'a marker on its own line',
      '<marker id="k"><path d="M0 0h1" marker-end="url(#k)"/></marker><path d="M0 0h1" marker-end="url(#k)"/>',
    ],
  ])('cut %s, and the result has no way back', (_, body) => {
    const result = sanitizeSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`)
    if (!result.ok) throw new Error(result.rejection.message)
    expect(result.notes.map(({ code }) => code)).toContain('cyclic_reference')
    expect(sanitizeSvg(result.svg)).toMatchObject({
      ok: true,
      svg: result.svg,
      notes: result.notes.filter(({ code }) => code === 'nothing_drawn'),
    })
  })

  it('prevent a pattern from referring to itself by inheritance', () => {
    const result = sanitizeSvg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g fill="url(#p)"><pattern id="p" width="1" height="1"><rect width="1" height="1"/></pattern><rect width="9" height="9"/></g></svg>',
    )
    expect(result.ok && result.svg).toMatch(/<pattern [^>]*fill="none"/)
  })

  it('apply to the costs of a renderer inside one attribute', () => {
    const result = sanitizeSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><filter id="f"><feTurbulence numOctaves="99999999"/><feGaussianBlur stdDeviation="1e9"/>
      <feMorphology radius="1e9 2"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>`,
    )
    expect(result.ok && result.svg).toMatch(/numOctaves="12".*stdDeviation="1000".*radius="200 2"/)
  })

  it.each([
    ['tags', '<svg ', 'truncated'],
    ['quotes', '<svg "', 'truncated'],
    ['comments', '<!--', 'missing'],
    ['comments in a picture', '<svg><!--', 'truncated'],
    ['CDATA in a picture', '<svg><![CDATA[', 'truncated'],
    ['escapes', '&lt;svg&amp;', 'missing'],
    ['JSON', '<svg a=\\"\\n', 'truncated'],
    ['end tags', '</svg>', 'missing'],
  ])('let extraction read megabytes of unclosed %s', (_, piece, reason) => {
    expect(extractSvg(piece.repeat(500_000))).toEqual({ ok: false, reason })
    expect(previewOf(piece.repeat(100_000))).toBeNull()
  })

  it.each([
    ['pictures', '<svg><g/></svg>', 200_000],
    ['fenced pictures', '```svg\n<svg viewBox="0 0 1 1"><g/></svg>\n```\nor rather\n', 60_000],
    ['pictures in pictures', '<svg><g/>', 3000],
    ['pictures in JSON', '"<svg a=\\"1\\"><g/></svg>",', 100_000],
  ])('let extraction choose among thousands of %s', (title, piece, count) => {
    const text = piece.repeat(count) + (title === 'pictures in pictures' ? '</svg>'.repeat(count) : '')
    const found = extractSvg(text)
    expect(found.ok && found.svg.includes('<g/>')).toBe(true)
  })

  it.each(['as many uses as there may be', 'everything important', '80,000 CDATA sections', 'arcs'])(
    'hold for every preview while a stream grows: %s',
    (title) => {
      const source = BOMBS.find((bomb) => bomb.title === title)?.build() ?? ''
      const step = Math.ceil(source.length / 16)
      for (let length = step; length < source.length; length += step) {
        const preview = previewOf(source.slice(0, length))
        expect((preview?.svg ?? '').length).toBeLessThanOrEqual(1024 * 1024)
      }
      expect(source.length).toBeGreaterThan(100_000)
    },
  )

  it('apply to the output, too: a style that is written once and applies to thousands of elements', () => {
    const families = '<style>g{font-family:a long name, another long name}</style>'
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${families}${'<g/>'.repeat(100)}</svg>`
    expect(sanitizeSvg(svg, { limits: { bytesMax: 2000 } })).toMatchObject({
      ok: false,
      rejection: { code: 'too_large' },
    })
    expect(sanitizeSvg(svg, { limits: { attributesMax: 50 } })).toMatchObject({
      ok: false,
      rejection: { code: 'too_many_attributes' },
    })
    expect(sanitizeSvg(svg)).toMatchObject({ ok: true })
  })

  it('accept their own output: ids and the attributes of the root are counted', () => {
    const shapes = Array.from(
      { length: 20 },
      (_, i) => `<g id="g${i}" style="fill:red;stroke:blue;opacity:.5"/>`,
    )
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${shapes.join('')}</svg>`
    const limits = { attributesMax: 20 * 4 + 4 }
    const once = sanitizeSvg(svg, { limits })
    const twice = once.ok ? sanitizeSvg(once.svg, { limits }) : once
    expect(twice).toMatchObject({ ok: true, svg: once.ok && once.svg })
    expect(sanitizeSvg(svg, { limits: { attributesMax: limits.attributesMax - 1 } })).toMatchObject({
      ok: false,
      rejection: { code: 'too_many_attributes' },
    })
  })

  it('let extraction repair a picture of twenty-five thousand comments', () => {
    const found = extractSvg(`<svg>${'<!-- -- -->&nbsp;<![CDATA[<!--]]>'.repeat(25_000)}<g/></svg>`)
    expect(found.ok && found.svg.length).toBeGreaterThan(100_000)
  })
})
