import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROGRAM_EXPORTS } from '../../../test/corpus/program-exports.ts'
import { canRunBrowser } from '../../../test/harness/browser.ts'
import { type ChromiumRenderer, openChromiumRenderer } from '../../../test/renderers/chromium.ts'
import { compareSameRenderer } from '../../../test/renderers/compare-renderings.ts'
import { sanitizeSvg } from './index.ts'

function clean(source: string): string {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message}`)
  return result.svg
}

const canCompare = canRunBrowser()
let chromium: ChromiumRenderer
beforeAll(async () => {
  if (canCompare) chromium = await openChromiumRenderer()
})
afterAll(() => chromium?.[Symbol.asyncDispose]())

/** A browser shows the same for the source, without what the documented policy drops, and for the output. */
async function expectSameLook(source: string): Promise<void> {
  const [kept = ''] = await chromium.stripDropped([source])
  const [before, after] = await chromium.renderImages(
    [kept, clean(source)].map((svg) => ({ svg, sizing: { sideMax: 512 } })),
  )
  if (!before?.ok || !after?.ok) throw new Error('Chromium does not show it')
  expect(before.pixels.rgba.some((channel) => channel > 0)).toBe(true)
  expect(compareSameRenderer(before.pixels, after.pixels)).not.toMatchObject({ verdict: 'different' })
}

describe.runIf(canCompare)('what programs export', () => {
  it.each(PROGRAM_EXPORTS.map((item): [string, typeof item] => [item.program, item]))(
    '%s: is kept and renders as its source',
    async (_, { source }) => {
      await expectSameLook(source)
      const svg = clean(source)
      expect(clean(svg) === svg).toBe(true)
    },
  )
})

/**
 * Valid but rare features that the renderer supports. Features that only browsers support (`font`,
 * `!important`, geometry in CSS) are in `sanitize.test.ts`.
 */
const strange: [string, string][] = [
  [
    'units',
    '<rect x="1mm" y=".5em" width="2.5cm" height="36pt" font-size="20"/><circle cx="50%" cy="4pc" r="10%"/>',
  ],
  [
    'a nested svg that overflows',
    '<svg x="10" y="10" width="30" height="30" viewBox="0 0 10 10" overflow="visible"><circle cx="10" cy="10" r="8"/></svg>',
  ],
  [
    'a nested svg that clips',
    '<svg x="10" y="10" width="50%" height="30" viewBox="0 0 10 10" preserveAspectRatio="xMaxYMin slice"><circle cx="10" cy="10" r="8"/></svg>',
  ],
  ['a nested svg without a size', '<svg viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'],
  [
    'a symbol resized by its use',
    '<symbol id="s" viewBox="0 0 10 10" preserveAspectRatio="none"><circle cx="5" cy="5" r="5"/></symbol><use href="#s" x="10" y="20" width="80" height="30"/>',
  ],
  [
    'a symbol without a size of its use',
    '<symbol id="s" viewBox="0 0 10 10" overflow="visible"><circle cx="9" cy="5" r="5"/></symbol><use href="#s"/>',
  ],
  [
    'a use of an svg',
    '<defs><svg id="s" width="20" height="20" viewBox="0 0 1 1"><rect width="1" height="1"/></svg></defs><use href="#s" x="5" y="5" width="60" height="40"/>',
  ],
  [
    'a use of what comes later',
    '<use href="#late" x="20" fill="red"/><rect id="late" width="20" height="20"/>',
  ],
  [
    'a use of a use',
    '<defs><rect id="a" width="10" height="10"/><use id="b" href="#a" x="10"/></defs><use href="#b" y="10" transform="scale(2)"/>',
  ],
  [
    'inherited paint',
    '<g fill="red" stroke="blue" stroke-width="4"><rect x="10" y="10" width="30" height="30" fill="inherit"/><g fill="none"><circle cx="70" cy="70" r="20" stroke="inherit"/></g></g>',
  ],
  [
    'currentColor',
    '<g color="#0a0"><rect width="50" height="50" fill="currentColor"/><g style="color:red"><circle cx="70" cy="70" r="20" stroke="currentcolor"/></g></g>',
  ],
  [
    'specificity',
    '<style>rect{fill:red}.a.b{fill:lime}.a{fill:blue}#q{fill:black}g rect.c{stroke:red;stroke-width:5}</style><g><rect id="q" class="b a" width="40" height="40"/><rect class=" c  b " x="50" width="40" height="40"/></g>',
  ],
  [
    'inherit in a style sheet',
    '<style>g{fill:teal}rect{fill:inherit}</style><g><rect width="40" height="40"/></g>',
  ],
  [
    'a transform origin',
    '<rect x="20" y="20" width="40" height="40" transform="rotate(45)" transform-origin="40 40"/>',
  ],
  [
    'paint order',
    '<path d="M20 50h60" stroke="red" stroke-width="20" fill="blue" paint-order="stroke"/><circle cx="50" cy="50" r="20" stroke="lime" stroke-width="12" style="paint-order:stroke fill"/>',
  ],
  [
    'a stroke that does not scale',
    '<path transform="scale(5)" d="M2 2h10v10" vector-effect="non-scaling-stroke" stroke="red" fill="none" stroke-width="4"/>',
  ],
  [
    'blending and isolation',
    '<rect width="60" height="60" fill="#fa0"/><g style="isolation:isolate"><circle cx="50" cy="50" r="30" fill="#0af" style="mix-blend-mode:multiply"/><circle cx="70" cy="50" r="20" fill="#fa0" style="mix-blend-mode:screen"/></g>',
  ],
  [
    'a mask of alpha',
    '<mask id="m" mask-type="alpha"><circle cx="50" cy="50" r="30" fill-opacity=".5"/></mask><rect width="100" height="100" mask="url(#m)"/>',
  ],
  [
    'a mask in units of the box',
    '<mask id="m" maskContentUnits="objectBoundingBox" x="0" y="0" width="1" height="1"><circle cx=".5" cy=".5" r=".4" fill="#fff"/></mask><rect x="10" width="80" height="100" mask="url(#m)"/>',
  ],
  [
    'a switch',
    '<switch><g systemLanguage="de"><rect width="99" height="99"/></g><g systemLanguage="fr,en"><circle cx="30" cy="30" r="20"/></g><rect width="9" height="9"/></switch>',
  ],
  [
    'markers that turn',
    '<marker id="k" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker><polyline points="10,80 50,20 90,80" fill="none" stroke="#000" marker-start="url(#k)" marker-mid="url(#k)" marker-end="url(#k)"/>',
  ],
  [
    'a clip rule',
    '<clipPath id="c"><path clip-rule="evenodd" d="M0 0H90V90H0z M20 20H60V60H20z"/></clipPath><rect width="100" height="100" clip-path="url(#c)"/>',
  ],
  [
    'a clipped clip',
    '<clipPath id="a"><circle cx="40" cy="50" r="30"/></clipPath><clipPath id="b" clip-path="url(#a)"><rect x="30" width="50" height="100"/></clipPath><rect width="100" height="100" clip-path="url(#b)"/>',
  ],
  [
    'a clip in units of the box',
    '<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath><rect x="20" y="10" width="60" height="80" clip-path="url(#c)"/>',
  ],
  [
    'gradients by inheritance',
    '<linearGradient id="a"><stop stop-color="red"/><stop offset="100%" stop-color="blue"/></linearGradient><linearGradient id="b" href="#a" gradientUnits="userSpaceOnUse" x1="0" x2="100"/><linearGradient id="c" href="#b" gradientTransform="rotate(90)" spreadMethod="reflect" x2="30%"/><rect width="100" height="50" fill="url(#b)"/><rect y="50" width="100" height="50" fill="url(#c)"/>',
  ],
  [
    'a radial gradient from a linear one',
    '<linearGradient id="a"><stop offset=".2" stop-color="#fff"/><stop offset="1"/></linearGradient><radialGradient id="r" href="#a" cx="40%" cy=".4" r="60%" fx="30%" fy="30%" fr="5%"/><rect width="100" height="100" fill="url(#r)"/>',
  ],
  [
    'a pattern with a view box',
    '<pattern id="p" viewBox="0 0 4 4" width="20%" height="20%" preserveAspectRatio="xMidYMid slice" patternTransform="rotate(30)"><rect width="2" height="2" fill="red"/></pattern><rect width="100" height="100" fill="url(#p)"/>',
  ],
  [
    'a pattern by inheritance',
    '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="4"/></pattern><pattern id="q" href="#p" patternTransform="scale(2)"/><rect width="100" height="100" fill="url(#q)"/>',
  ],
  [
    'dashes in percent',
    '<path d="M0 50h100" stroke="#000" stroke-width="10" stroke-dasharray="10% 5%" stroke-dashoffset="2%"/>',
  ],
  [
    'an odd number of dashes',
    '<path d="M0 50h100" stroke="#000" stroke-width="10" stroke-dasharray="10,5 3"/>',
  ],
  [
    'what is not displayed',
    '<g display="none"><rect width="100" height="100"/></g><g visibility="hidden"><rect width="50" height="50"/><circle cx="70" cy="70" r="20" visibility="visible"/></g>',
  ],
  [
    'automatic radii',
    '<rect x="5" y="5" width="40" height="40" rx="15" ry="auto"/><rect x="50" y="5" width="40" height="40" ry="12"/><ellipse cx="50" cy="75" rx="30" ry="auto"/>',
  ],
  [
    'arc flags without separators',
    '<path d="M20 50a30 30 0 0160 0a30 20 0 01-60 0z"/><path d="M10 10a5 5 0 1110 0 5 5 0 10-10 0"/>',
  ],
  [
    'numbers without separators',
    '<path d="M.5.5L99.5.5-.5 99.5l+9-9z"/><path d="M1e1 5E1h3.5e+1v-1.e0"/><polygon points="60,60,90,60 90-1e1"/>',
  ],
  ['a moveto that goes on as lines', '<path d="m10,10 30,0 0,30zm40 0 20,0 0,20"/>'],
  [
    'colours',
    '<rect width="20" height="20" fill="rgb(50%, 20%, 10%)"/><rect x="20" width="20" height="20" fill="hsl(120, 50%, 50%)"/><rect x="40" width="20" height="20" fill="#f0a8"/><rect x="60" width="20" height="20" fill="#ff00aa80"/><rect y="20" width="20" height="20" fill="rgba(0,0,255,.5)"/><rect x="20" y="20" width="20" height="20" fill="rgb(200 100 0 / 50%)"/><rect x="40" y="20" width="20" height="20" fill="RED"/><rect x="60" y="20" width="20" height="20" fill="transparent"/><rect y="40" width="20" height="20" fill="hsla(240,100%,50%,0.3)"/><rect x="20" y="40" width="20" height="20" fill="hsl(200deg 50% 50%)"/>',
  ],
  [
    'opacity in percent',
    '<rect width="50" height="50" opacity="40%" fill-opacity="50%"/><rect x="50" width="50" height="50" style="opacity:.4;stroke-opacity:50%" stroke="red" stroke-width="10"/>',
  ],
  [
    'transforms with every separator',
    '<g transform=" translate( 10 , 20 ) rotate(45,20,20),scale(1.5 , .5)skewX( 10 )\n"><rect width="30" height="30"/></g>',
  ],
  ['a polygon with an odd number', '<polygon points="10,10 90,10 50,80 20"/>'],
  ['a path with an error', '<path d="M10 10h50v50 nonsense L90 90"/>'],
  [
    'filters',
    '<filter id="f" x="-20%" y="-20%" width="140%" height="140%" primitiveUnits="userSpaceOnUse"><feGaussianBlur in="SourceAlpha" stdDeviation="3"/><feOffset dx="4" dy="4" result="o"/><feComponentTransfer><feFuncA type="linear" slope=".5"/></feComponentTransfer><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter><rect x="20" y="20" width="50" height="50" fill="red" filter="url(#f)"/>',
  ],
  [
    'filter functions',
    '<rect x="20" y="20" width="50" height="50" fill="red" style="filter: blur(2px) hue-rotate(90deg) drop-shadow(3px 3px 2px red)"/>',
  ],
  [
    'percentages against a view box',
    '<line x1="0%" y1="0%" x2="100%" y2="50%" stroke="#000" stroke-width="5%"/>',
  ],
  [
    'path length',
    '<path d="M0 50h100" pathLength="10" stroke-dasharray="1" stroke="#000" stroke-width="9"/>',
  ],
]

/** The same with text, which needs the fonts of the machine. */
const strangeText: [string, string][] = [
  [
    'text on a path',
    '<path id="p" d="M10 60Q50 10 90 60" fill="none"/><text font-size="12"><textPath href="#p" startOffset="10%">along the way</textPath></text>',
  ],
  [
    'preserved space',
    '<text y="30" font-size="12" xml:space="preserve">a   b</text><text y="60" font-size="12">a   b</text>',
  ],
  ['lists of places', '<text x="10 30,50" y="40" dy="0 5 10" rotate="0 20 40" font-size="20">abc</text>'],
  [
    'spans that inherit',
    '<g font-size="14" fill="red"><text x="5" y="50">a<tspan font-weight="bold" fill="blue" dx="1em">b<tspan baseline-shift="super" font-size="60%">c</tspan></tspan>d</text></g>',
  ],
  [
    'anchors and lengths',
    '<text x="50" y="40" text-anchor="middle" textLength="80" lengthAdjust="spacingAndGlyphs">mid</text><text x="50%" y="80" style="font-size:16px;text-anchor:end;letter-spacing:2px">end</text>',
  ],
  [
    'decoration',
    '<text x="5" y="40" font-size="20" text-decoration="underline">under</text><text x="5" y="80" font-size="20" text-decoration="line-through" stroke="red">thru</text>',
  ],
  [
    'a link in text',
    '<text x="5" y="40" font-size="20">a<a href="#x"><tspan fill="red">link</tspan></a>b</text>',
  ],
  ['entities in text', '<text x="5" y="40" font-size="20">&lt;a&#160;&amp;&#x62;></text>'],
]

const picture = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="200" height="200">${body}</svg>`

describe.runIf(canCompare)('unusual but valid', () => {
  it.each([...strange, ...strangeText])('%s renders as its source', (_, body) =>
    expectSameLook(picture(body)),
  )
})

describe('entities', () => {
  const typed = (body: string): string =>
    `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY st "fill:red"><!ENTITY red "red"><!ELEMENT svg ANY><!ATTLIST svg x CDATA "3">]><svg xmlns="&ns;" viewBox="0 0 9 9">${body}</svg>`

  it.each([
    ['in a style', '<rect width="9" style="&st;"/>', '<rect width="9" fill="red"/>'],
    ['in an attribute', '<rect width="9" fill="&red;"/>', '<rect width="9" fill="red"/>'],
    ['in text', '<text font-family="A" font-size="9">&red;&amp;&st;</text>', '>red&amp;fill:red</text>'],
    ['in a style sheet', '<style>rect{fill:&red;}</style><rect width="9"/>', '<rect width="9" fill="red"/>'],
    ['where it means nothing', '<g style="&ns;"><circle r="1"/></g>', '<g><circle r="1"/></g>'],
  ])('stand for their text %s', (_, body, wanted) => {
    expect(clean(typed(body))).toContain(wanted)
  })

  it.each([
    ['markup', '<!ENTITY a "<rect/>">'],
    ['a reference', '<!ENTITY a "&b;">'],
    ['a parameter', '<!ENTITY % a "b">'],
    ['a file', '<!ENTITY a SYSTEM "file:///etc/passwd">'],
  ])('that stand for %s are refused', (_, declaration) => {
    const source = `<!DOCTYPE svg [${declaration}]><svg xmlns="http://www.w3.org/2000/svg"/>`
    expect(sanitizeSvg(source)).toMatchObject({ ok: false, rejection: { code: 'internal_subset' } })
  })

  it('do not multiply', () => {
    const source = `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(999)}">]><svg xmlns="http://www.w3.org/2000/svg"><text>${'&a;'.repeat(70)}</text></svg>`
    expect(sanitizeSvg(source)).toMatchObject({ ok: false, rejection: { code: 'malformed' } })
  })
})
