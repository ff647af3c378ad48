import type { Bomb } from './bombs.ts'

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (body: string): string => `<svg ${NS} viewBox="0 0 100 100">${body}</svg>`
const range = (count: number, item: (index: number) => string): string => Array.from({ length: count }, (_, index) => item(index)).join('')
const styled = (css: string, body: string): string => svg(`<style>${css}</style>${body}`)
const classes = range(13_000, (i) => `<g class="a b${i % 90}"/>`)

/**
 * Much of one thing, of each thing that some pass looks at more than once. Where the rejection is null the document is within all limits, and
 * must be as cheap as what is refused.
 */
export const FLOODS: readonly Bomb[] = [
  { title: 'a switch of 13,000 branches in German', build: () => svg(`<switch>${'<g systemLanguage="de"/>'.repeat(13_000)}</switch>`), rejection: null },
  { title: 'a million declarations in a style attribute', build: () => svg(`<g style="${'a:b;'.repeat(250_000)}"/>`), rejection: 'style_too_large' },
  { title: '250,000 declarations in a style sheet', build: () => styled(`g{${'a:b;'.repeat(250_000)}}`, '<g/>'), rejection: 'style_too_large' },
  { title: '20,000 declarations for 8,000 elements', build: () => styled(`g{${'fill:red;'.repeat(20_000)}}`, '<g/>'.repeat(8000)), rejection: null },
  { title: 'eighty properties for 13,000 elements', build: () => styled(`g{${range(40, (i) => `--x${i}:1;`)}fill:red;stroke:blue;opacity:1;color:red;stroke-width:2;fill-opacity:1;stroke-opacity:1;font-size:2px;font-weight:bold;font-style:italic}`, classes), rejection: 'too_many_attributes' },
  { title: 'long font families for 13,000 elements', build: () => styled(`g{font-family:${range(11, () => `family with a long name,`)}serif}`, classes), rejection: 'too_large' },
  { title: '400,000 selectors in one list', build: () => styled(`${'a,'.repeat(400_000)}b{fill:red}`, '<g/>'), rejection: 'style_too_large' },
  { title: '300,000 at-rules without a block', build: () => styled('@a;'.repeat(300_000), '<g/>'), rejection: 'style_too_large' },
  { title: '300,000 statements without a name', build: () => styled(';'.repeat(900_000), '<g/>'), rejection: null },
  { title: 'a million opening braces', build: () => styled('{'.repeat(900_000), '<g/>'), rejection: null },
  { title: 'universal selectors for 13,000 elements of different classes', build: () => styled(range(900, (i) => `*{opacity:.${i}}`), range(13_000, (i) => `<g class="c${i}"/>`)), rejection: null },
  { title: 'selectors on any attribute', build: () => styled(range(1900, (i) => `[a${i}*=x]{fill:red}`), range(4000, (i) => `<g a${i % 1900}="${'y'.repeat(90)}x"/>`)), rejection: 'style_too_large' },
  { title: 'sibling selectors in sibling selectors', build: () => styled('a~a~a~a~a~a~g,g~g~g~g~g~g~g~a{fill:red}', '<g/>'.repeat(13_000)), rejection: null },
  { title: 'last children among 40,000 empty sections', build: () => styled(range(900, (i) => `tspan:last-child{opacity:.${i}}`), `<text>${range(60, () => `<tspan/>${'<![CDATA[]]>'.repeat(900)}`)}</text>`), rejection: null },
  { title: 'class lists of 60 names on 3,000 elements', build: () => styled(range(1900, (i) => `.a${i}.b{fill:red}`), range(3000, (i) => `<g class="${range(60, (k) => `a${(i + k * 31) % 1900} `)}"/>`)), rejection: 'style_too_large' },
  { title: 'everything important', build: () => styled(range(900, (i) => `.a${i % 9}{fill:red!important;stroke:blue ! important}`), range(8000, (i) => `<g class="a${i % 9}" style="fill:blue!important"/>`)), rejection: null },
  { title: 'style comments that do not end', build: () => styled('/*'.repeat(400_000), '<g/>'), rejection: null },
  { title: '64,000 attributes', build: () => svg(range(16_000 / 8, () => `<g${range(40, (i) => ` a${i}="1"`)}/>`)), rejection: 'too_many_attributes' },
  { title: 'as many attributes as there may be', build: () => svg(range(8300, (i) => `<rect x="${i}" y="1" width="2" height="3" fill="#abc" opacity=".5"/>`)), rejection: null },
  { title: 'as many elements as there may be', build: () => svg('<g/>'.repeat(13_900)), rejection: null },
  { title: 'as many uses as there may be', build: () => svg(`<g id="a"><rect width="1" height="1"/></g>${'<use href="#a" x="1" y="2"/>'.repeat(7400)}`), rejection: null },
  { title: 'references from everything to everything', build: () => svg(`${range(300, (i) => `<clipPath id="c${i}"><path d="M0 0h1"/></clipPath><mask id="m${i}"/><filter id="f${i}"><feFlood/></filter>`)}${range(900, (i) => `<g clip-path="url(#c${i % 300})" mask="url(#m${i % 300})" filter="${range(10, (k) => `url(#f${(i + k) % 300}) `)}"/>`)}`), rejection: 'expansion_too_large' },
  { title: '13,000 elements with one id', build: () => svg('<g id="a"/>'.repeat(13_000)), rejection: null },
  { title: '8,000 ids that fall together', build: () => svg(range(8000, (i) => `<g id="${'x'.repeat(100)}${i}"/>`)), rejection: null },
  { title: '7,400 uses of what is not there', build: () => svg(range(7400, (i) => `<use href="#n${i}"/>`)), rejection: null },
  { title: 'uses that fall like dominoes', build: () => svg(range(7400, (i) => `<use id="u${i}" href="#u${i + 1}"/>`)), rejection: null },
  { title: 'a ring of 7,400 uses', build: () => svg(range(7400, (i) => `<use id="u${i}" href="#u${(i + 1) % 7400}"/>`)), rejection: 'expansion_too_large' },
  { title: 'gradients with 250 stops each', build: () => svg(range(50, (i) => `<linearGradient id="g${i}">${'<stop offset=".5" stop-color="red"/>'.repeat(250)}</linearGradient>`)), rejection: null },
  { title: 'links in links with text in pieces', build: () => svg(`<text>${'<a>'.repeat(150)}${'x<!---->'.repeat(90_000)}${'</a>'.repeat(150)}</text>`), rejection: null },
  { title: '13,000 spans', build: () => svg(`<text>${'<tspan x="1">a</tspan>'.repeat(13_000)}</text>`), rejection: null },
  { title: '200,000 instructions', build: () => svg('<?a?>'.repeat(200_000)), rejection: null },
  { title: '100,000 comments', build: () => svg('<!---->'.repeat(140_000)), rejection: null },
  { title: '80,000 CDATA sections', build: () => svg(`<text>${'<![CDATA[a]]>'.repeat(75_000)}</text>`), rejection: null },
  { title: 'character references', build: () => svg(`<g fill="${'&#120;'.repeat(80_000)}"/><g stroke="${'&#x78;'.repeat(80_000)}"/>`), rejection: null },
  { title: 'a number of a million digits', build: () => svg(`<path d="M${'9'.repeat(500_000)} 1"/><g opacity="0.${'0'.repeat(500_000)}1"/>`), rejection: null },
  { title: 'numbers that are too large', build: () => svg(`<path d="M0 0${'l9e99 1'.repeat(70_000)}"/>`), rejection: null },
  { title: 'transforms', build: () => svg(range(15, () => `<g transform="${'rotate(1)'.repeat(7000)}"/>`)), rejection: null },
  { title: 'transforms that never close', build: () => svg(range(15, () => `<g transform="${'matrix('.repeat(9000)}"/>`)), rejection: null },
  { title: 'filter functions', build: () => svg(range(15, () => `<g filter="${'blur(1px) '.repeat(6000)}"/>`)), rejection: null },
  { title: 'a shadow of many words', build: () => svg(range(15, () => `<g filter="drop-shadow(${'1px '.repeat(16_000)})"/>`)), rejection: null },
  { title: 'a colour of many arguments', build: () => svg(range(15, () => `<g fill="rgb(${'1,'.repeat(32_000)})"/>`)), rejection: null },
  { title: 'dashes', build: () => svg(range(15, () => `<g stroke-dasharray="${'1 '.repeat(32_000)}"/>`)), rejection: null },
  { title: 'arcs', build: () => svg(`<path d="M0 0${'a1 1 0 00 1 1'.repeat(39_000)}"/>`), rejection: null },
  { title: 'a data address of a megabyte', build: () => svg(`<image href="data:image/png;base64,${'A'.repeat(1_000_000)}"/>`), rejection: null },
  { title: 'a prefix on every element', build: () => svg(range(13_000, (i) => `<p${i % 90}:g xmlns:p${i % 90}="urn:${i}"/>`)), rejection: 'too_many_attributes' },
  { title: 'the same namespace on every element', build: () => svg(`<g ${NS}/>`.repeat(13_000)), rejection: null },
  { title: 'a document type of 3,000 styles', build: () => `<!DOCTYPE svg [${range(3000, (i) => `<!ENTITY s${i} "fill:red;">`)}]>${svg('<g/>')}`, rejection: 'internal_subset' },
  { title: 'a style entity used 50,000 times', build: () => `<!DOCTYPE svg [<!ENTITY s "${'fill:red;'.repeat(100)}">]>${svg(`<g style="${'&s;'.repeat(50_000)}"/>`)}`, rejection: 'malformed' },
  { title: 'a document type that never ends', build: () => `<!DOCTYPE svg ${'"\''.repeat(400_000)}`, rejection: 'malformed' },
  { title: 'a declaration that never ends', build: () => `<?xml version="1.0"${' '.repeat(900_000)}`, rejection: 'malformed' },
  { title: 'a megabyte of white space', build: () => svg(' \n'.repeat(500_000)), rejection: null },
  { title: 'a megabyte of carriage returns', build: () => svg('\r'.repeat(1_000_000)), rejection: null },
  { title: 'a name of a megabyte', build: () => svg(`<g ${'é'.repeat(450_000)}="1"/>`), rejection: null },
]
