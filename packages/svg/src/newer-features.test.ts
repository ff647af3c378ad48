import { describe, expect, it } from 'vitest'
import { sanitizeSvg } from './sanitize.ts'

const inPicture = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">${body}</svg>`

/** The output for the body of a picture. Sanitising it again, also without a prefix, does not change it. */
function write(body: string): string {
  for (const idPrefix of [undefined, 'p']) {
    const options = idPrefix === undefined ? {} : { idPrefix }
    const once = sanitizeSvg(inPicture(body), options)
    if (once.ok) expect(sanitizeSvg(once.svg, options)).toMatchObject({ ok: true, svg: once.svg })
  }
  const first = sanitizeSvg(inPicture(body), { idPrefix: 'p' })
  if (!first.ok) throw new Error(first.rejection.message)
  return first.svg.slice(first.svg.indexOf('>') + 1, -'</svg>'.length)
}

describe('a drop shadow', () => {
  const shadow = (filter: string) =>
    write(`<filter id="f">${filter}</filter><rect width="9" height="9" filter="url(#f)"/>`)

  it('is written as equivalent primitives, with its defaults', () => {
    expect(shadow('<feDropShadow/>')).toBe(
      '<filter id="pf"><feGaussianBlur in="SourceGraphic" stdDeviation="2"/><feOffset dx="2" dy="2" result="r1"/><feFlood/>' +
        '<feComposite in2="r1" operator="in"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>' +
        '<rect width="9" height="9" filter="url(#pf)"/>',
    )
  })

  it('keeps its input, its result, its colour and its region', () => {
    const written = shadow(
      '<feFlood flood-color="red" result="r1"/><feDropShadow in="SourceAlpha" x="1" width="5" dx="0" dy="3" stdDeviation="1 4" flood-color="navy" flood-opacity=".4" color-interpolation-filters="sRGB" result="s"/><feOffset in="s" dx="1"/>',
    )
    expect(written).toContain(
      '<feGaussianBlur color-interpolation-filters="sRGB" in="SourceAlpha" stdDeviation="1 4"/>',
    )
    expect(written).toContain('<feOffset color-interpolation-filters="sRGB" dx="0" dy="3" result="r2"/>')
    expect(written).toContain(
      '<feFlood color-interpolation-filters="sRGB" flood-color="navy" flood-opacity=".4"/>',
    )
    expect(written).toContain(
      '<feMerge color-interpolation-filters="sRGB" x="1" width="5" result="s"><feMergeNode/><feMergeNode in="SourceAlpha"/></feMerge><feOffset in="s"',
    )
  })

  it('without an input uses the previous result, which gets a name', () => {
    expect(shadow('<feOffset dx="1"/><feDropShadow dx="1"/>')).toContain(
      '<feOffset dx="1" result="r1"/><feGaussianBlur in="r1"',
    )
    expect(shadow('<feOffset dx="1" result="o"/><feDropShadow/>')).toContain('<feGaussianBlur in="o"')
  })

  it('stays a drop shadow if the filter would have too many primitives', () => {
    const written = shadow('<feDropShadow/>'.repeat(40))
    expect(written.match(/<feDropShadow/g)).toHaveLength(40)
    expect(shadow('<feDropShadow/>'.repeat(12))).not.toContain('feDropShadow')
  })
})

describe('drop shadows', () => {
  it('do not change if the picture would become too expensive, and are accepted as before', () => {
    const body = `<filter id="f"><feDropShadow flood-color="currentColor" color="navy"/></filter>${'<rect width="1" height="1" filter="url(#f)"/>'.repeat(2_000)}`
    expect(write(body)).toContain('<feDropShadow')
    expect(write(body.replace(/(<rect.*?>){1900}/, ''))).toMatch(
      /<feFlood color="navy" flood-color="currentColor"\/>/,
    )
  })
})

describe('a marker that is reversed at the start', () => {
  const arrow = (attributes: string, content = '<path d="M0 0L9 5L0 9z"/>') =>
    `<marker id="m" orient="auto-start-reverse" ${attributes}>${content}</marker>`
  const line = '<path d="M9 9h9" marker-start="url(#m)" marker-end="url(#m)"/>'

  it('gets a copy for the start, turned by 180 degrees about its reference point', () => {
    expect(write(arrow('viewBox="0 0 10 10" refX="9" refY="5"') + line)).toBe(
      '<marker id="pm" orient="auto" viewBox="0 0 10 10" refX="9" refY="5"><path d="M0 0L9 5L0 9z"/></marker>' +
        '<marker id="pstart-1" orient="auto" viewBox="8 0 10 10" refX="9" refY="5"><g transform="rotate(180 9 5)"><path d="M0 0L9 5L0 9z"/></g></marker>' +
        '<path d="M9 9h9" marker-start="url(#pstart-1)" marker-end="url(#pm)"/>',
    )
  })

  it('is "auto" if no line begins with it', () => {
    expect(
      write(`${arrow('refX="1"')}<path d="M9 9h9" marker-end="url(#m)" marker-mid="url(#m)"/>`),
    ).not.toContain('rotate')
  })

  it('has its box and its alignment turned, too, and the box of its size if it has no other', () => {
    expect(write(arrow('markerWidth="4" markerHeight="6" refX="4"') + line)).toContain('viewBox="4 -6 4 6"')
    expect(write(arrow('viewBox="0 0 4 2" preserveAspectRatio="xMinYMax slice"') + line)).toContain(
      'preserveAspectRatio="xMaxYMin slice"',
    )
  })

  it('is copied without ids, and refers to what the first refers to', () => {
    const written = write(
      `${arrow('', '<linearGradient id="g"><stop stop-color="red"/></linearGradient><g id="x"><rect id="y" width="3" height="3" fill="url(#g)"/><use href="#y"/></g>')}${line}`,
    )
    expect(written.match(/id="pg"/g)).toHaveLength(1)
    expect(written.match(/fill="url\(#pg\)"/g)).toHaveLength(2)
    expect(written.match(/href="#py"/g)).toHaveLength(2)
  })

  it('counts as often as it is drawn', () => {
    const many = '<rect width="1" height="1"/>'.repeat(300)
    const corners = `<path d="M0 0${'h1'.repeat(40)}" marker-start="url(#m)"/>`.repeat(20)
    expect(sanitizeSvg(inPicture(arrow('', many) + corners), { limits: { drawnMax: 5_000 } })).toMatchObject({
      ok: false,
      rejection: { code: 'expansion_too_large' },
    })
  })

  it('that refers to itself does not repeat without end', () => {
    expect(write(arrow('', line) + line)).toMatch(
      /<g [^>]*><path d="M9 9h9" marker-start="none" marker-end="none"/,
    )
  })

  it('does not change if the picture would have too many uses or definitions', () => {
    const uses = arrow('', `<path id="x" d="M0 0h1v1z"/>${'<use href="#x"/>'.repeat(4_000)}`) + line
    expect(write(uses)).toContain('auto-start-reverse')
    const markers = Array.from(
      { length: 2_500 },
      (_, at) =>
        `<marker id="m${at}" orient="auto-start-reverse"><path d="M0 0h1v1z"/></marker><path d="M9 9h9" marker-start="url(#m${at})"/>`,
    )
    const written = write(markers.join(''))
    expect(written.match(/auto-start-reverse/g)).toHaveLength(1_000)
  })

  it('does not change if its reference point is a keyword', () => {
    expect(write(arrow('refX="center"') + line)).toContain('auto-start-reverse')
  })
})

describe('a gradient that begins on a circle', () => {
  const gradient = (attributes: string, rest = '') =>
    write(
      `<radialGradient id="g" ${attributes}><stop stop-color="red"/><stop offset="1" stop-color="gold"/></radialGradient>${rest}<rect width="9" height="9" fill="url(#g)"/>`,
    )

  it('about its centre begins in the centre, its stops moved out', () => {
    const written = gradient('r="50%" fr="20%"')
    expect(written).not.toContain('fr=')
    expect(written).toMatch(/<stop [^>]*offset="0?\.4"/)
    expect(written).toContain('offset="1"')
  })

  it('has offsets of as many digits as are read, within the gradient', () => {
    for (const fr of ['13%', '7.7%', '33.333%']) gradient(`fr="${fr}"`)
    const odd = '<stop offset="-1" stop-color="navy"/><stop offset=".33333"/><stop offset="7"/>'
    expect(
      write(
        `<radialGradient id="g" fr="20%">${odd}</radialGradient><rect width="9" height="9" fill="url(#g)"/>`,
      ),
    ).toMatch(/offset="0?\.4".*offset="0?\.6".*offset="1"/)
  })

  it.each(['fr="20%" fx="10%"', 'fr="20%" spreadMethod="repeat"', 'fr="0.2"', 'fr="60%" r="50%"'])(
    'stays where that would say something else: %s',
    (attributes) => expect(gradient(attributes)).toContain('fr='),
  )

  it('does not change if others use its stops', () => {
    expect(
      gradient('fr="20%"', '<radialGradient id="h" href="#g"/><circle r="4" fill="url(#h)"/>'),
    ).toContain('fr=')
  })
})

it('a use that leads from a clip path to another use is left out, as browsers do', () => {
  const result = sanitizeSvg(
    inPicture(
      '<defs><rect id="a" width="9" height="9"/><use id="b" href="#a"/></defs><clipPath id="c"><use href="#b"/><use href="#a"/></clipPath><rect width="50" height="50" clip-path="url(#c)"/>',
    ),
  )
  expect(result.ok && result.svg.match(/<clipPath[^>]*>(.*)<\/clipPath>/)?.[1]?.match(/<use/g)).toHaveLength(
    1,
  )
  expect(result.ok && result.notes).toEqual([])
})
