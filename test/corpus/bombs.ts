import { FLOODS } from './floods.ts'

/** Documents that are made to be expensive. They are built on demand, because some have 50 MB. */
export interface Bomb {
  title: string
  build: () => string
  /** The expected rejection; null for a document that is accepted within the same time and memory. */
  rejection: string | null
}

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (body: string): string => `<svg ${NS} viewBox="0 0 100 100">${body}</svg>`
const range = (count: number, item: (index: number) => string): string => Array.from({ length: count }, (_, index) => item(index)).join('')

/** Each level uses the one before `width` times. */
const doubling = (levels: number, width: number, level: (index: number, inside: string) => string, use: (index: number) => string): string =>
  range(levels, (index) => level(index, index === 0 ? '<rect width="1" height="1"/>' : range(width, () => use(index - 1))))

export const BOMBS: readonly Bomb[] = [
  { title: 'nesting 10,000 deep', build: () => svg(`${'<g>'.repeat(10_000)}${'</g>'.repeat(10_000)}`), rejection: 'too_deep' },
  { title: 'nesting 100,000 deep, never closed', build: () => `<svg ${NS}>${'<g>'.repeat(100_000)}`, rejection: 'too_many_elements' },
  { title: 'nesting 11,000 deep in a foreign namespace', build: () => svg(`<x xmlns="urn:x">${'<y>'.repeat(11_000)}`), rejection: 'too_deep' },
  { title: 'a million elements', build: () => svg('<g/>'.repeat(1_000_000)), rejection: 'too_large' },
  { title: '100,000 elements', build: () => svg('<g/>'.repeat(100_000)), rejection: 'too_many_elements' },
  { title: '50,000 attributes', build: () => `<svg ${NS}${range(50_000, (i) => ` a${i}=""`)}/>`, rejection: 'too_many_attributes' },
  { title: 'a million attributes', build: () => `<svg ${NS}${range(1_000_000, (i) => ` a${i}=""`)}/>`, rejection: 'too_large' },
  { title: '5 MB of path', build: () => svg(`<path d="M0 0${'l1 1'.repeat(1_300_000)}"/>`), rejection: 'too_large' },
  { title: '2.4 MB of path', build: () => svg(`<path d="M0 0${'l1 1'.repeat(600_000)}"/>`), rejection: null },
  { title: '50 MB', build: () => svg(`<!--${'x'.repeat(50_000_000)}-->`), rejection: 'too_large' },
  { title: '3-byte characters that pass by count only', build: () => svg(`<desc>${'€'.repeat(1_100_000)}</desc>`), rejection: 'too_large' },
  { title: '1.1 MB of text', build: () => svg(`<text>${'word '.repeat(220_000)}</text>`), rejection: 'too_much_text' },
  { title: 'a bomb of entities', build: () => `<!DOCTYPE svg [${range(30, (i) => `<!ENTITY e${i} "${range(10, () => `&e${i - 1};`)}">`)}]>${svg('&e29;')}`, rejection: 'internal_subset' },
  { title: 'use doubled 30 times', build: () => svg(`<defs>${doubling(30, 2, (i, inside) => `<g id="u${i}">${inside}</g>`, (i) => `<use href="#u${i}"/>`)}</defs><use href="#u29"/>`), rejection: 'expansion_too_large' },
  { title: 'use of symbols, ten at a time', build: () => svg(`${doubling(9, 10, (i, inside) => `<symbol id="u${i}">${inside}</symbol>`, (i) => `<use href="#u${i}"/>`)}<use href="#u8"/>`), rejection: 'expansion_too_large' },
  { title: 'a chain of 9,000 uses', build: () => svg(`<g id="u0"><rect width="1" height="1"/></g>${range(9000, (i) => `<use id="u${i + 1}" href="#u${i}"/>`)}`), rejection: 'expansion_too_large' },
  { title: 'a chain of 9,000 gradients', build: () => svg(`${range(9000, (i) => `<linearGradient id="g${i}" href="#g${i + 1}"/>`)}<rect width="1" height="1" fill="url(#g0)"/>`), rejection: 'expansion_too_large' },
  { title: 'patterns in patterns', build: () => svg(`${doubling(9, 10, (i, inside) => `<pattern id="p${i}" width="1" height="1">${inside}</pattern>`, (i) => `<rect width="9" height="9" fill="url(#p${i})"/>`)}<rect width="9" height="9" fill="url(#p8)"/>`), rejection: 'expansion_too_large' },
  { title: 'patterns inherited by many shapes', build: () => svg(`${doubling(5, 30, (i, inside) => `<pattern id="p${i}" width="1" height="1">${i === 0 ? inside : `<g fill="url(#p${i - 1})">${'<rect width="9" height="9"/>'.repeat(30)}</g>`}</pattern>`, () => '')}<rect width="9" height="9" fill="url(#p4)"/>`), rejection: 'expansion_too_large' },
  { title: 'masks in masks', build: () => svg(`${doubling(9, 10, (i, inside) => `<mask id="m${i}">${inside}</mask>`, (i) => `<rect width="9" height="9" mask="url(#m${i})"/>`)}<rect width="9" height="9" mask="url(#m8)"/>`), rejection: 'expansion_too_large' },
  { title: 'clip paths in clip paths', build: () => svg(`${doubling(9, 10, (i, inside) => `<clipPath id="c${i}">${inside}</clipPath>`, (i) => `<rect width="9" height="9" clip-path="url(#c${i})"/>`)}<rect width="9" height="9" clip-path="url(#c8)"/>`), rejection: 'expansion_too_large' },
  { title: 'markers on markers', build: () => svg(`${range(6, (i) => `<marker id="k${i}"><path d="M0 0${'h1v1'.repeat(20)}"${i > 0 ? ` marker-mid="url(#k${i - 1})"` : ''}/></marker>`)}<path d="M0 0h9" marker-end="url(#k5)"/>`), rejection: 'expansion_too_large' },
  { title: 'filters on thousands of shapes', build: () => svg(`<filter id="f">${'<feGaussianBlur stdDeviation="9"/>'.repeat(10)}</filter>${'<rect width="9" height="9" filter="url(#f)"/>'.repeat(5000)}`), rejection: 'expansion_too_large' },
  { title: 'a filter of 1,000 primitives', build: () => svg(`<filter id="f">${'<feTurbulence/>'.repeat(1000)}</filter>`), rejection: 'filter_too_large' },
  { title: 'a merge of 1,000 nodes', build: () => svg(`<filter id="f"><feMerge>${'<feMergeNode/>'.repeat(1000)}</feMerge></filter>`), rejection: 'filter_too_large' },
  { title: 'a gradient of 10,000 stops', build: () => svg(`<linearGradient id="g">${'<stop/>'.repeat(10_000)}</linearGradient>`), rejection: 'too_many_stops' },
  { title: '20,000 style rules', build: () => svg(`<style>${range(20_000, (i) => `.a${i}{fill:red}`)}</style>`), rejection: 'style_too_large' },
  { title: 'selectors that backtrack', build: () => svg(`<style>${'g g g g g g g .x,'.repeat(50)}g g g g g g g rect{fill:red}</style>${'<g>'.repeat(150)}${'<rect class="x"/>'.repeat(5000)}${'</g>'.repeat(150)}`), rejection: null },
  { title: 'sibling selectors over many siblings', build: () => svg(`<style>a ~ rect{fill:red}</style>${'<rect/>'.repeat(10_000)}`), rejection: null },
  { title: 'a class list of 300 KB under 900 rules', build: () => svg(`<style>${range(900, (i) => `rect.a${i}{fill:red}`)}</style>${'<rect class="'}${range(900, (i) => `a${i} `)}${'x '.repeat(140_000)}"/>`), rejection: 'style_too_large' },
  { title: 'a chain of 1,900 uses', build: () => svg(`<g id="u0"><rect width="1" height="1"/></g>${range(1900, (i) => `<use id="u${i + 1}" href="#u${i}"/>`)}`), rejection: 'expansion_too_large' },
  { title: 'a chain of 9,000 uses under a prefix', build: () => `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g id="u0"><s:rect width="1" height="1"/></s:g>${range(9000, (i) => `<s:use id="u${i + 1}" href="#u${i}"/>`)}</s:svg>`, rejection: 'expansion_too_large' },
  { title: 'a chain of 1,900 gradients', build: () => svg(`${range(1900, (i) => `<linearGradient id="g${i}" href="#g${i + 1}"/>`)}<rect width="1" height="1" fill="url(#g0)"/>`), rejection: 'expansion_too_large' },
  { title: 'filters on 3,000 shapes, by class', build: () => svg(`<style>.f{filter:url(#f)}</style><filter id="f">${'<feGaussianBlur stdDeviation="9"/>'.repeat(10)}</filter>${'<rect width="9" height="9" class="f"/>'.repeat(8000)}`), rejection: 'expansion_too_large' },
  { title: '46,000 namespaces, 250 on each of 186 levels', build: () => `<svg ${NS}>${range(186, (i) => `<g${range(240, (k) => ` xmlns:${i.toString(36)}_${k.toString(36)}=""`)}>`).slice(0, 500_000)}`, rejection: 'too_many_attributes' },
  { title: 'a megabyte of entities', build: () => svg(`<desc>${'&amp;'.repeat(200_000)}</desc>`), rejection: null },
  { title: 'a megabyte of point lists', build: () => svg(`<polyline points="${'1 1 '.repeat(250_000)}"/>`), rejection: null },
  { title: 'a megabyte that never ends: an attribute', build: () => `<svg ${NS} a="${'x'.repeat(1_000_000)}`, rejection: 'malformed' },
  { title: 'a megabyte that never ends: a tag', build: () => `<svg ${NS} ${'a '.repeat(500_000)}`, rejection: 'malformed' },
  { title: '80,000 comments that never end', build: () => svg('<!--'.repeat(80_000)), rejection: 'malformed' },
  { title: 'the second half of a surrogate pair', build: () => svg('<text>\ude00</text>'), rejection: 'bad_characters' },
  { title: 'a lone surrogate', build: () => svg('<text>\ud83d</text>'), rejection: 'bad_characters' },
  { title: 'a NUL', build: () => svg('<text>\0</text>'), rejection: 'bad_characters' },
  ...FLOODS,
]
