import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../../../test/harness/browser.ts'
import { launchBrowser } from '../../../test/harness/browser-path.ts'
import { sanitizeSvg } from './index.ts'

const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

/**
 * An example of everything that selectors can test. Every shape has a unique width, by which it is found in
 * the output.
 */
const body = `<g id="one" class="group first"><rect width="11" class="a"/><rect width="12" class="b größe"/><circle r="13" class="a b"/><title/><rect width="14" data-kind="Big box"/></g>
<metadata/><g id="two" class="group" fill="#123456"><image/><rect width="21" class="a:b"/><a xlink:href="#one"><rect width="22" id="x1"/></a><a><rect width="23" class="1st"/></a><g> <rect width="24" lang="de-AT"/></g></g>
<g id="three"><ellipse rx="31" ry="1" class="a"/><rect width="32" style="fill:#0000ff"/><rect width="33" fill="#00ff00" class="b"/><g class="deep"><g class="deep"><path d="M0 0h34" class="leaf"/></g></g><rect width="35"/></g>`

const sheets: readonly (readonly [string, string])[] = [
  ['a selector that never matches beside one that does', '.a, .a:hover{fill:red}'],
  ['parts of elements', '.a::before, .a:first-line, .b{fill:red}.a::selection{fill:blue}'],
  ['places', 'rect:nth-child(2){fill:red}rect:nth-child(odd){stroke:blue}'],
  [
    'places by steps',
    ':nth-child(2n+1){fill:red}:nth-child( -n + 2 ){stroke:red}:nth-child(+3n - 2){stroke:blue}',
  ],
  ['places from the end', ':nth-last-child(2){fill:red}rect:nth-last-child(n+2){stroke:red}'],
  ['places among those of a type', 'rect:nth-of-type(2){fill:red}rect:nth-last-of-type(1){stroke:red}'],
  ['places among those that pass', ':nth-child(2 of .a, .b){fill:red}:nth-last-child(1 of rect){stroke:red}'],
  ['first and last of a type', 'rect:first-of-type{fill:red}rect:last-of-type{stroke:red}'],
  ['the only one', ':only-child{fill:red}:only-of-type{stroke:red}'],
  ['first and last', ':first-child{fill:red}:last-child{stroke:red}'],
  ['the first behind what we do not know', '#two > rect:nth-child(2){fill:red}image + rect{stroke:red}'],
  ['not', 'rect:not(.a){fill:red}rect:not(.a, .b, [id]){stroke:red}'],
  ['not within a place', 'g:not(#one) > rect:not(:first-child){fill:red}'],
  ['not what never is', 'rect:not(:hover){fill:red}rect:not(:focus, .a){stroke:red}'],
  ['is', ':is(.a, #x1){fill:red}:is(g, a) > :is(rect, circle){stroke:red}'],
  ['is, with something unknown', ':is(.a, :unknown){fill:red}'],
  ['is, which weighs as much as its heaviest', ':is(.a, #none){fill:red}.a.a{fill:blue}'],
  ['where, which weighs nothing', ':where(#one .a){fill:red}rect{fill:blue}'],
  ['has', 'g:has(> ellipse){fill:red}g:has(.leaf){stroke:red}rect:has(+ circle){fill:blue}'],
  ['has no', 'g:not(:has(rect)){stroke:red}a:has(#x1) rect{fill:red}rect:has(~ ellipse){fill:blue}'],
  ['empty', 'g:empty{fill:red}rect:empty{stroke:red}g:not(:empty) > rect{fill:red}'],
  ['the root', ':root{fill:red}svg:root > g > rect{stroke:red}:scope > #one .b{fill:blue}'],
  ['links', ':link rect{fill:red}a:not(:any-link) rect{fill:blue}'],
  ['languages', ':lang(de){fill:red}rect:lang(de-at){stroke:red}:lang(d){stroke:blue}'],
  ['attributes', '[data-kind]{fill:red}[data-kind="big box"]{fill:blue}[data-kind~=box]{stroke:red}'],
  ['attributes whatever the case', '[data-kind="big box" i]{fill:red}[data-kind^=BIG i]{stroke:red}'],
  [
    'parts of attributes',
    '[class^=a]{fill:red}[class$=b]{stroke:red}[lang|=de]{fill:red}[class*="b g"]{fill:blue}',
  ],
  [
    'attributes with a namespace',
    '@namespace xlink "http://www.w3.org/1999/xlink";[xlink|href] rect{fill:red}[href] rect{fill:blue}[*|href] rect{stroke:red}',
  ],
  [
    'elements with a namespace',
    '@namespace svg url(http://www.w3.org/2000/svg);@namespace x "urn:x";svg|rect{fill:red}*|circle{fill:red}x|rect{fill:blue}|ellipse{fill:blue}',
  ],
  ['another namespace by default', '@namespace "urn:x";rect{fill:red}*|rect{stroke:red}'],
  ['escapes', '.a\\:b{fill:red}.\\31 st{fill:red}#\\78 1{fill:red}.\\00067röße{fill:red}'],
  ['names beyond ASCII', '.größe{fill:red}'],
  ['names that are none', '.1st{fill:blue}#-{fill:blue}.b{fill:red}'],
  ['case', 'RECT{fill:red}.A{fill:red}rect:NTH-CHILD(EVEN){fill:RED}rect:Not(.b){STROKE:Blue}'],
  ['comments in odd places', '/**/rect/**/./* } */a/**/{/**/fill:/*;*/red/**/;/**/}/* not ended'],
  ['a string that looks like a comment', 'text{font-family:"/*"}.a{fill:red}text{font-family:"*/"}'],
  ['combinators', '#one>.a~circle{fill:red}#one  .a + .b{stroke:red}g g>path{fill:red}'],
  [
    'selectors in braces that go wrong',
    '.a{fill:red}.b{fill:{blue};stroke:red}.b{;;stroke:blue;fill}circle{fill:red}}rect{fill:blue}ellipse{fill:blue}',
  ],
  [
    'at-rules that go wrong',
    '@foo;@bar{rect{fill:red}}@media{circle{fill:red}}@font-face{font-family:x}ellipse{fill:red}',
  ],
  [
    'media',
    '@media screen{.a{fill:red}}@media print{.b{fill:blue}}@media all, print{circle{stroke:red}}@media not print{path{fill:red}}@media only screen{ellipse{stroke:red}}',
  ],
  [
    'media that are not known',
    '@media (unknown){.a{fill:red}}@media not (unknown){.b{fill:red}}@media screen and (unknown), all{path{fill:red}}@media screnn{ellipse{fill:red}}',
  ],
  [
    'features',
    '@media (prefers-color-scheme: light){.a{fill:red}}@media (prefers-color-scheme:dark){.a{fill:blue}}@media (min-width:0){.b{fill:red}}@media not all and (monochrome){path{stroke:red}}',
  ],
  [
    'ranges',
    '@media (width >= 1px){.a{fill:red}}@media (0 < width <= 99999px) and (height > 0px){.b{fill:red}}@media (width: 3px) or (color){path{fill:red}}',
  ],
  [
    'nested media',
    '@media screen{@media (min-width:1px){.a{fill:red}}.b{fill:red}@media print{.b{fill:blue}}}',
  ],
  [
    'supports',
    '@supports (fill:red){.a{fill:red}}@supports not (fill:red){.a{fill:blue}}@supports (no:thing){.b{fill:blue}}@supports ((no:thing) or (opacity:0)) and (not (fill:4em)){path{fill:red}}',
  ],
  [
    'supports a selector',
    '@supports selector(:nth-child(2 of .a)){.a{fill:red}}@supports selector(:nonsense){.b{fill:red}}@supports (--x:y){path{fill:red}}',
  ],
  [
    'layers',
    '@layer one,two;@layer two{.a{fill:red}}@layer one{.a.a{fill:blue}#x1{stroke:red}}rect{stroke:blue}',
  ],
  [
    'layers in layers',
    '@layer a{@layer b{.a{fill:blue;stroke:red}}.a{fill:red}}@layer a.b{rect.a{fill:blue}}@layer{.a{stroke:blue}}@layer{.b{fill:red}}',
  ],
  [
    'important layers',
    '@layer one,two;@layer one{.a{fill:red!important}}@layer two{.a{fill:blue!important}}.a{fill:lime!important}',
  ],
  [
    'importance',
    '.a{fill:red!important}#one .a{fill:blue}rect{fill:lime ! important}[style]{fill:red!IMPORTANT}',
  ],
  [
    'nesting',
    'g{fill:blue;& > .a{fill:red}.b &{stroke:red}& & {stroke:blue}.leaf{fill:red}> circle{stroke:lime}}',
  ],
  [
    'nesting with media',
    '.a{@media screen{fill:red;&.b{stroke:red}}@media print{fill:blue}}#one{rect{@supports (fill:red){stroke:blue}}}',
  ],
  ['order around nested rules', '.a{fill:blue;&{fill:lime}fill:red}rect{.x &{}stroke:red;}'],
  ['nested lists', '.a,.b{&:first-child,+ circle{fill:red}:is(&,path){stroke:red}}'],
  ['nesting weighs as much as its heaviest', '#none,.a{&{fill:red}}.a.a.a{fill:blue}'],
  ['variables', ':root{--c:red}.a{fill:var(--c)}.b{fill:var(--none,blue)}path{fill:var(--none)}'],
  ['variables by inheritance', 'svg{--c:red}#one{--c:blue}g .a{fill:var(--c)}#two *{--c:lime;fill:var(--c)}'],
  [
    'variables in variables',
    ':root{--r:255;--rgb:var(--r), 0,0;--c:rgb(var(--rgb))}.a{fill:var(--c)}.b{stroke:rgba(var(--rgb), 1)}',
  ],
  [
    'circles of variables',
    ':root{--a:var(--b);--b:var(--a,red);--c:var(--a,blue)}.a{fill:var(--a)}.b{fill:var(--c)}path{stroke:var(--b,lime)}',
  ],
  [
    'fallbacks with commas',
    '.a{fill:var(--x, rgb(255, 0, 0))}.b{fill:var(--x,var(--y,var(--z, blue)))}circle{stroke:var( --x , )}',
  ],
  [
    'variables that turn out wrong',
    ':root{--c:12px}#two rect{fill:lime}.a,#x1{fill:red;fill:var(--c)}#three rect{fill:var(--c)}',
  ],
  [
    'variables set to words',
    ':root{--c:red}#one{--c:initial}.a{fill:var(--c,blue)}#three{--c:inherit}.leaf{stroke:var(--c)}',
  ],
  [
    'variables in names of case and escapes',
    ':root{--C:red;--c:blue;--größe:lime;--a\\:b:red}.a{fill:var(--C)}.b{fill:var(--c)}path{fill:var(--größe)}ellipse{stroke:var(--a\\:b)}',
  ],
  ['important variables', '.a{--c:red!important}rect{--c:blue}circle{--c:lime}.a,.b{fill:var(--c)}'],
  [
    'registered variables',
    '@property --c{syntax:"<color>";inherits:false;initial-value:red}#one{--c:blue;fill:var(--c)}.a{fill:var(--c)}',
  ],
  [
    'tokens that stay apart',
    ':root{--n:1}.a{stroke-width:var(--n)0}.b{opacity:.var(--n)}path{fill:rgb(var(--n)%,0%,0%)}',
  ],
  ['environment', '.a{fill:env(nothing, red)}.b{stroke-width:env(safe-area-inset-top, 9px)}'],
  [
    'words for every property',
    '#two{fill:red}#two rect{fill:inherit}.a{fill:blue}#one .a{fill:unset}g{fill:lime}.b{fill:initial}path{fill:revert;stroke:revert-layer}',
  ],
  [
    'important words',
    '#three rect{fill:inherit!important}#three{fill:red}.b{opacity:unset;opacity:.5}.b{opacity:initial!important}',
  ],
]

/** The properties that are compared for every shape. */
const properties = ['fill', 'stroke', 'opacity', 'stroke-width']

describe.runIf(canRunBrowser())('styles have the same effect as in Chromium', () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Awaited<ReturnType<typeof browser.newPage>>
  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage()
  })
  afterAll(() => browser.close())

  /** Opened as a document of its own, so that its root is the root. */
  const stylesOf = async (svg: string): Promise<unknown> => {
    await page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)
    return page.evaluate(`Object.fromEntries([...document.querySelectorAll('rect, circle, ellipse, path')].map((shape) => {
      const style = getComputedStyle(shape)
      const name = ['width', 'r', 'rx', 'd'].map((key) => shape.getAttribute(key) ?? '').join(' ').trim().split(' ')[0]
      return [shape.localName + name, ${JSON.stringify(properties)}.map((property) => style.getPropertyValue(property)).join(' | ')]
    }))`)
  }

  it.each(sheets)('%s', async (_, css) => {
    const source = `<svg ${ns} viewBox="0 0 100 100"><style>${css.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>${body}</svg>`
    const result = sanitizeSvg(source)
    if (!result.ok) throw new Error(result.rejection.message)
    expect(result.svg).not.toMatch(/<style|var\(|--/)
    expect(await stylesOf(result.svg)).toEqual(await stylesOf(source))
  })

  const lengths = [
    'font-size',
    'letter-spacing',
    'word-spacing',
    'stroke-width',
    'stroke-dashoffset',
    'baseline-shift',
  ]
  const written = ['3', '3px', '0', '-2.5', '.5e1', '3 px']
  const textStyle = async (svg: string): Promise<unknown> => {
    await page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)
    return page.evaluate(
      `${JSON.stringify(lengths)}.map((name) => getComputedStyle(document.querySelector('text')).getPropertyValue(name))`,
    )
  }

  it.each(lengths)(
    '%s without a unit, in a sheet, in a style attribute and as an attribute',
    async (name) => {
      for (const value of written)
        for (const text of [
          `<style>text{${name}:${value}}</style><text stroke="red">a b</text>`,
          `<text stroke="red" style="${name}:${value}">a b</text>`,
          `<text stroke="red" ${name}="${value}">a b</text>`,
        ]) {
          const source = `<svg ${ns} viewBox="0 0 100 100">${text}</svg>`
          const result = sanitizeSvg(source)
          if (!result.ok) throw new Error(result.rejection.message)
          expect(await textStyle(result.svg), text).toEqual(await textStyle(source))
        }
    },
  )
})
