import { describe, expect, it } from 'vitest'
import { type SanitizeOptions, sanitizeSvg } from './index.ts'

function clean(source: string, options?: SanitizeOptions) {
  const result = sanitizeSvg(source, options)
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message}`)
  return result
}
function inside(body: string, attributes = ''): string {
  const { svg } = clean(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${body}</svg>`,
    { idPrefix: 'x-' },
  )
  return svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '')
}

describe('the root', () => {
  it.each([
    ['<svg width="30" height="20"/>', [0, 0, 30, 20]],
    ['<svg width="1in" height="10mm"/>', [0, 0, 96, 37.7953]],
    ['<svg viewBox="1,2 3 4" width="30"/>', [1, 2, 3, 4]],
    ['<svg viewBox="0 0 0 4" width="30" height="7px"/>', [0, 0, 30, 7]],
    ['<svg width="100%" height="5"/>', [0, 0, 300, 5]],
    ['<svg width="300"/>', [0, 0, 300, 150]],
    ['<svg width="10em" height="2lh"/>', [0, 0, 160, 38]],
    ['<svg style="width:40px;height:calc(1em + 4px)"/>', [0, 0, 40, 20]],
    ['<svg/>', [0, 0, 300, 150]],
  ])('%s has a view box', (source, viewBox) => {
    const result = clean(source)
    expect(result.viewBox).toEqual(viewBox)
    expect(result.svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*viewBox="/)
  })

  it('is scaled down when it is larger than any screen', () => {
    expect(clean('<svg width="81920" height="40960"/>').svg).toContain(
      'width="4096" height="2048" viewBox="0 0 81920 40960"',
    )
  })

  it('moves transform and filter to an inner group, so that its box stays', () => {
    const { svg } = clean(
      '<svg viewBox="0 0 50 50" transform="scale(2)" filter="blur(2)" opacity=".5"><rect/></svg>',
    )
    expect(svg).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50" opacity=".5" width="150" height="150"><g transform="matrix(2 0 0 2 -25 -25)" filter="blur(2px)"><rect/></g></svg>',
    )
  })

  it('may be written with a namespace prefix', () => {
    const source =
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><s:g><s:rect width="1"/></s:g></s:svg>'
    expect(clean(source).svg).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="200" height="150"><g><rect width="1"/></g></svg>',
    )
  })
})

describe('styles become attributes', () => {
  it.each([
    ['a class', '.a{fill:red}', '<rect class="a"/>', 'fill="red"'],
    ['several classes', '.b{fill:red}.a{stroke:blue}', '<rect class="a b"/>', 'fill="red" stroke="#00f"'],
    ['an element', 'rect{fill:red}', '<rect/>', 'fill="red"'],
    ['an id', '#q{fill:red}', '<rect id="q"/>', 'fill="red"'],
    ['a rule over a presentation attribute', 'rect{fill:red}', '<rect fill="blue"/>', 'fill="red"'],
    ['a class over an element', '.a{fill:red}rect{fill:blue}', '<rect class="a"/>', 'fill="red"'],
    [
      'an id over many classes',
      '#q{fill:red}.a.b.c{fill:blue}',
      '<rect id="q" class="a b c"/>',
      'fill="red"',
    ],
    ['the later of equals', '.a{fill:blue}.b{fill:red}', '<rect class="b a"/>', 'fill="red"'],
    ['the style attribute over rules', '#q{fill:blue}', '<rect id="q" style="fill:red"/>', 'fill="red"'],
    [
      'importance over the style attribute',
      '.a{fill:red!important}',
      '<rect class="a" style="fill:blue"/>',
      'fill="red"',
    ],
    [
      'importance within the style attribute',
      '.a{fill:blue!important}',
      '<rect class="a" style="fill:red !important"/>',
      'fill="red"',
    ],
    ['a list of selectors', 'circle, .a , #z{fill:red}', '<rect class="a"/>', 'fill="red"'],
    ['a compound', 'rect.a{fill:red}circle.a{fill:blue}', '<rect class="a"/>', 'fill="red"'],
    ['a descendant', 'g rect{fill:red}', '<g><g><rect/></g></g>', 'fill="red"'],
    ['a child', 'svg>rect{fill:red}g>circle{fill:blue}', '<rect/>', 'fill="red"'],
    ['a sibling', 'circle+rect{fill:red}', '<circle/> <rect/>', 'fill="red"'],
    ['an attribute', '[stroke-width="2"]{fill:red}', '<rect stroke-width="2"/>', 'fill="red"'],
    ['comments', '/* x */.a/**/{/* y: z; */fill:/**/red/**/}', '<rect class="a"/>', 'fill="red"'],
    ['a sheet after the element', '', '<rect class="z"/><style>.z{fill:red}</style>', 'fill="red"'],
    ['a bad value, which loses', '.a{fill:nonsense}', '<rect class="a" fill="red"/>', 'fill="red"'],
    [
      'a bad declaration among good ones',
      '.a{fill:{;};stroke:red}.b{fill:red}',
      '<rect class="b"/>',
      'fill="red"',
    ],
    [
      'the marker shorthand',
      '.a{marker:none}',
      '<path class="a" d="M0 0"/>',
      'marker-start="none" marker-mid="none" marker-end="none"',
    ],
    [
      'the font shorthand',
      '.a{font:italic bold 12px/1.5 "Open Sans",serif}',
      '<text class="a">x</text>',
      'font-style="italic" font-variant="normal" font-weight="bold" font-stretch="normal" font-size="12" font-family="Open Sans, serif"',
    ],
    ['geometry', '.a{r:4px}', '<circle class="a"/>', 'r="4"'],
    [
      'a transform',
      '.a{transform:translate(3px, 4px) rotate(45deg)}',
      '<g class="a"><rect/></g>',
      'transform="translate(3 4)rotate(45)"',
    ],
    [
      'what only CSS knows, as a style',
      '.a{mix-blend-mode:multiply;isolation:isolate}',
      '<g class="a"><rect/></g>',
      'style="mix-blend-mode:multiply;isolation:isolate"',
    ],
  ])('%s', (_, css, body, wanted) => {
    expect(inside(`<style>${css.replaceAll('>', '&gt;')}</style>${body}`)).toContain(wanted)
  })

  it('leaves neither style elements nor classes', () => {
    expect(inside('<style>.a{fill:red}</style><rect class="a" style="stroke:red"/>')).toBe(
      '<rect fill="red" stroke="red"/>',
    )
  })
})

describe('ids', () => {
  it('are prefixed, and so are all references to them', () => {
    expect(
      inside(
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b) red" stroke="url( \'#a\' )"/>',
      ),
    ).toBe(
      '<linearGradient id="x-a"/><linearGradient id="x-b" href="#x-a"/><rect fill="url(#x-b) red" stroke="url(#x-a)"/>',
    )
  })

  it('differ between pictures and not between runs', () => {
    const one = '<svg viewBox="0 0 1 1"><g id="a"/></svg>'
    const other = '<svg viewBox="0 0 1 1"><g id="a" fill="red"/></svg>'
    expect(clean(one).svg).toBe(clean(one).svg)
    expect(/ id="([^"]*)"/.exec(clean(one).svg)).not.toEqual(/ id="([^"]*)"/.exec(clean(other).svg))
  })

  it('stay different when their names would become equal', () => {
    const names = [
      ...inside('<g id="x-a"/><g id="a"/><g id="a b"/><g id="a_20_b"/>').matchAll(/id="([^"]*)"/g),
    ].map((found) => found[1])
    expect(new Set(names).size).toBe(4)
  })

  it('keep the first of two equal ones', () => {
    expect(inside('<g id="a"/><rect id="a"/><use href="#a"/>')).toBe('<g id="x-a"/><rect/><use href="#x-a"/>')
  })

  it('refuse an unsafe prefix', () => {
    expect(() => sanitizeSvg('<svg/>', { idPrefix: '"><script>' })).toThrow(TypeError)
  })
})

describe('names that editors give to parts', () => {
  const open = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"'
  const labelsIn = (content: string): string[] => {
    const { svg } = clean(`${open} viewBox="0 0 9 9" data-name="Whole">${content}</svg>`)
    expect(clean(svg).svg).toBe(svg)
    return [...svg.matchAll(/aria-label="([^"]*)"/g)].map(([, label = '']) => label)
  }
  const shape = '<path d="M0 0h9v9z"/>'

  it('become labels, whether Inkscape or Illustrator wrote them', () => {
    expect(
      labelsIn(`<g i:label="Front  door" style="fill:red" transform="scale(2)">${shape}</g>
        <g data-name="Roof &lt;left&gt;">${shape}</g><path i:label="Sky" d="M0 0h9v9z" clip-path="circle(2px)"/>
        <g data-name="first" i:label="second">${shape}</g>`),
    ).toEqual(['Front door', 'Roof left', 'Sky', 'first'])
  })

  it('do not replace a label, and those that count layers are none', () => {
    expect(
      labelsIn(`<g aria-label="Moon" i:label="Layer with moon">${shape}</g><g i:label="Layer 1">${shape}</g>
        <g data-name="Calque 2">${shape}</g><g i:label="  ">${shape}</g>`),
    ).toEqual(['Moon'])
    expect(labelsIn(`<g xmlns:i="http://example.com/" i:label="Other">${shape}</g>`)).toEqual([])
  })

  it('are short, and on drawn elements only', () => {
    expect(labelsIn(`<g data-name="${'n'.repeat(70_000)}">${shape}</g>`)).toEqual(['n'.repeat(400)])
    expect(
      labelsIn(`<linearGradient id="a" i:label="Sun"><stop stop-color="red"/></linearGradient>
        <rect width="9" height="9" fill="url(#a)"/>`),
    ).toEqual([])
  })
})

describe('references', () => {
  it.each([
    ['to nothing, with a fallback', '<rect fill="url(#no) red"/>', '<rect fill="red"/>'],
    ['to nothing, without', '<rect fill="url(#no)"/>', '<rect fill="none"/>'],
    [
      'to the wrong kind',
      '<g id="g"/><rect fill="url(#g)" mask="url(#g)"/>',
      '<g id="x-g"/><rect fill="none"/>',
    ],
    ['by use to nothing', '<use href="#no"/>', ''],
    ['by use to a use of nothing', '<use id="a" href="#no"/><use href="#a"/>', ''],
    [
      'by xlink without its declaration',
      '<g id="g"/><use xlink:href="#g"/>',
      '<g id="x-g"/><use href="#x-g"/>',
    ],
    [
      'both ways, where href wins',
      '<g id="a"/><g id="b"/><use href="#a" xlink:href="#b"/>',
      '<g id="x-a"/><g id="x-b"/><use href="#x-a"/>',
    ],
  ])('%s', (_, body, wanted) => {
    expect(inside(body)).toBe(wanted)
  })
})

describe('groups', () => {
  it.each([
    ['that hold nothing are gone, and those around them', '<g><g/><defs> </defs></g><rect/>', '<rect/>'],
    ['with an id stay', '<g id="a"/>', '<g id="x-a"/>'],
    [
      'with a filter stay',
      '<filter id="f"><feFlood/></filter><g filter="url(#f)"/>',
      '<filter id="x-f"><feFlood/></filter><g filter="url(#x-f)"/>',
    ],
  ])('%s', (_, body, wanted) => {
    expect(inside(body)).toBe(wanted)
  })
})

describe('opacity of colours', () => {
  it.each([
    ['goes beside them', '<rect fill="rgb(0 0 0 / 15%)"/>', '<rect fill="#000" fill-opacity=".15"/>'],
    [
      'is multiplied',
      '<rect fill="#00000080" fill-opacity="50%"/>',
      '<rect fill="#000" fill-opacity=".251"/>',
    ],
    [
      'is inherited with the colour',
      '<g fill="rgba(0,0,0,.5)"><rect fill-opacity=".5"/></g>',
      '<g fill="#000" fill-opacity=".5"><rect fill-opacity=".25"/></g>',
    ],
    [
      'ends where another colour begins',
      '<g stroke="hsl(0 0 0 / .5)"><rect stroke="red"/></g>',
      '<g stroke="#000" stroke-opacity=".5"><rect stroke="red" stroke-opacity="1"/></g>',
    ],
    [
      'comes with currentColor',
      '<g color="#ff000080"><rect fill="currentColor"/></g>',
      '<g color="red"><rect fill="currentColor" fill-opacity=".502"/></g>',
    ],
    [
      'of stops',
      '<linearGradient id="a"><stop stop-color="transparent"/></linearGradient>',
      '<linearGradient id="x-a"><stop stop-color="#000" stop-opacity="0"/></linearGradient>',
    ],
  ])('%s', (_, body, wanted) => {
    expect(inside(body)).toBe(wanted)
  })
})

describe('transform origins and clips', () => {
  it.each([
    [
      'about a point',
      '<rect transform="rotate(90)" transform-origin="5 5"/>',
      '<rect transform="rotate(90 5 5)"/>',
    ],
    [
      'about the middle of the view box',
      '<rect style="transform:scale(2);transform-origin:50% 50%"/>',
      '<rect transform="matrix(2 0 0 2 -5 -5)"/>',
    ],
    [
      'about the middle of its own box',
      '<rect x="2" width="4" height="4" style="transform-box:fill-box;transform-origin:center;transform:rotate(.25turn)"/>',
      '<rect x="2" width="4" height="4" transform="rotate(90 4 2)"/>',
    ],
    [
      'by the properties',
      '<rect style="translate:1px 2px;rotate:90deg;scale:2;transform:skewX(0deg)"/>',
      '<rect transform="translate(1 2)rotate(90)scale(2)skewX(0)"/>',
    ],
    [
      'a group about the middle of what it holds',
      '<g style="transform-box:fill-box;transform-origin:50% 50%" transform="scale(-1 1)"><rect width="6" height="2"/></g>',
      '<g transform="matrix(-1 0 0 1 6 0)"><rect width="6" height="2"/></g>',
    ],
    [
      'a shape that clips',
      '<rect x="1" width="4" height="4" style="clip-path:inset(1px)"/>',
      '<rect x="1" width="4" height="4" clip-path="url(#x-clip-1)"/><defs><clipPath id="x-clip-1"><path d="M2 1H4V3H2V1z"/></clipPath></defs>',
    ],
    [
      'a text along its own path',
      '<text font-size="9"><textPath path="M 0 0 L 9 9">a</textPath></text>',
      '<text font-size="9"><textPath href="#x-path-1">a</textPath></text><defs><path id="x-path-1" d="M0 0 9 9"/></defs>',
    ],
  ])('%s', (_, body, wanted) => {
    expect(inside(body)).toBe(wanted)
  })
})

describe('elements that are replaced by equivalent ones', () => {
  it.each([
    ['a link to a group', '<a href="https://x.test"><circle/></a>', '<g><circle/></g>'],
    ['a link in text to a span', '<text>a<a href="#">b</a>c</text>', '<text>a<tspan>b</tspan>c</text>'],
    [
      'a switch to the branch in English',
      '<switch><g systemLanguage="de"/><rect systemLanguage="fr, en-GB"/><circle/></switch>',
      '<g><rect/></g>',
    ],
    [
      'a switch away from extensions',
      '<switch><g requiredExtensions="x"/><circle/></switch>',
      '<g><circle/></g>',
    ],
    [
      'feImage to nothing',
      '<filter id="f"><feImage href="x.png" result="a"/></filter>',
      '<filter id="x-f"><feFlood result="a" flood-opacity="0"/></filter>',
    ],
    ['path data up to its first error', '<path d="M0 0L1 1 2 x 3"/>', '<path d="M0 0 1 1"/>'],
    [
      'white space in values to spaces',
      '<text font-family="A,&#10;B">a</text>',
      '<text font-family="A, B">a</text>',
    ],
    [
      'path data and points to their shortest form',
      '<path d="M 0 , 0&#10;L 5.50 5"/>',
      '<path d="M0 0 5.5 5"/>',
    ],
    ['points to whole pairs', '<polyline points="0,0 5.50,-5 7"/>', '<polyline points="0 0 5.5 -5"/>'],
  ])('%s', (_, body, wanted) => {
    expect(inside(body)).toBe(wanted)
  })
})

describe('the report', () => {
  it('names what was left out, once, with a count', () => {
    const { notes } = clean('<svg viewBox="0 0 1 1"><image/><image/><rect onclick="x" fill="bad"/></svg>')
    expect(notes).toContainEqual({ code: 'element_dropped', subject: 'image', count: 2 })
    expect(notes).toContainEqual({ code: 'attribute_dropped', subject: 'onclick', count: 1 })
    expect(notes).toContainEqual({ code: 'value_dropped', subject: 'rect/fill', count: 1 })
  })

  it('is short whatever the source contains', () => {
    const { notes } = clean(
      `<svg viewBox="0 0 1 1">${Array.from({ length: 5000 }, (_, i) => `<z${i}${'y'.repeat(50)}/>`).join('')}</svg>`,
    )
    expect(notes.length).toBeLessThanOrEqual(100)
    expect(Math.max(...notes.map(({ subject }) => subject.length))).toBeLessThanOrEqual(60)
  })

  it('counts elements and bytes of the output', () => {
    const result = clean('<svg viewBox="0 0 1 1"><text>€</text></svg>')
    expect(result).toMatchObject({ elements: 2, bytes: new TextEncoder().encode(result.svg).length })
  })
})

describe('groups that have become empty', () => {
  it.each([
    '<g id=""/>',
    '<g id="a"/><g id="a"/>',
    '<g><use href="#nowhere"/></g>',
    '<g id="q"/><g><g><g id="q"/></g></g>',
    '<defs><g id=""/></defs>',
  ])('are not written: %s', (body) => {
    const source = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="3" height="3"/>${body}</svg>`
    const { svg } = clean(source)
    expect(svg).not.toContain('<g/>')
    expect(clean(svg).svg).toBe(svg)
  })
})
