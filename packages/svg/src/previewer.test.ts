import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ANSWER_BOMBS } from '../../../test/corpus/answer-bombs.ts'
import * as answers from '../../../test/corpus/answers.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { createRandom, pick } from '../../../tools/random/index.ts'
import { createPreviewer, previewOf, type SanitizeOptions } from './index.ts'

const corpus = new URL('../../../test/corpus/', import.meta.url)
const filesIn = (folder: string): [string, string][] =>
  readdirSync(new URL(folder, corpus)).map((file) => [
    file,
    readFileSync(new URL(`${folder}/${file}`, corpus), 'utf8'),
  ])

/**
 * Reads a text in pieces of random lengths, and compares each preview with the one of the whole prefix.
 * Returns the number of previews that continued the previous one.
 */
function compare(text: string, random: () => number, options: SanitizeOptions = {}): number {
  const previewer = createPreviewer(options)
  let before = ''
  let continued = 0
  const pieceMax = 8 + random() * Math.min(400, text.length / 4)
  for (let end = 0; end < text.length; ) {
    const next = Math.min(text.length, end + 1 + Math.floor(random() * pieceMax))
    previewer.append(text.slice(end, next))
    end = next
    // Sometimes several pieces arrive before the next preview.
    if (random() < 0.2 && end < text.length) continue
    const preview = previewer.read()
    const expected = previewOf(text.slice(0, end), options)
    if (preview === null || expected === null) {
      expect(preview, `after ${end} characters of ${text.slice(0, 200)}`).toEqual(expected)
      continue
    }
    const { kept, ...rest } = preview
    expect(rest, `after ${end} characters of ${text.slice(0, 200)}`).toEqual(expected)
    expect(preview.svg.slice(0, kept)).toBe(before.slice(0, kept))
    expect(preview.svg.slice(kept, kept + 1)).toMatch(/^(?:<|$)/)
    if (kept > 0) continued += 1
    before = preview.svg
  }
  return continued
}

describe('previews that continue have the same bytes as previews from the beginning', () => {
  it.each(['samples', 'cases'])('of the %s of the corpus', (folder) => {
    const random = createRandom(1)
    for (const [, text] of filesIn(folder))
      for (let times = 0; times < 4; times += 1) compare(text, random, { idPrefix: 'p-' })
  })

  it('of answers in all forms', () => {
    const random = createRandom(2)
    for (const list of Object.values(answers)) {
      if (!Array.isArray(list)) continue
      for (const { text } of list as readonly answers.Answer[])
        for (let times = 0; times < 4; times += 1) compare(text, random)
    }
  })

  it('of attacks', () => {
    const random = createRandom(3)
    for (const { source } of readAttacks()) if (source.length < 20_000) compare(source, random)
  })

  it('of answers that are made to be expensive', () => {
    for (const { build } of ANSWER_BOMBS) {
      const text = build().slice(0, 60_000)
      const previewer = createPreviewer()
      for (let at = 0; at < text.length; at += 9_000) {
        previewer.append(text.slice(at, at + 9_000))
        const expected = previewOf(text.slice(0, at + 9_000))
        expect(previewer.read()?.svg).toBe(expected?.svg)
      }
    }
  })

  it('of pictures that are made at random', () => {
    const random = createRandom(4)
    let continued = 0
    for (let times = 0; times < 20; times += 1) continued += compare(randomAnswer(random), random)
    expect(continued).toBeGreaterThan(40)
  })
})

describe('a picture that grows in the usual way', () => {
  const start =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256"><defs><linearGradient id="sky"><stop offset="0" stop-color="#fff"/></linearGradient><clipPath id="round"><circle cx="9" cy="9" r="9"/></clipPath></defs><!-- ground --><rect width="256" height="256" fill="url(#sky)"/>'
  const group = (n: number) =>
    `\n  <!-- part ${n} -->\n  <g id="part-${n}" transform="translate(${n} 2)" clip-path="url(#round)"><path d="M0 ${n}h9" fill="url(#sky)" style="opacity:.5"/><text x="1" y="2" font-size="9">A &amp; B</text><g><circle r="${n}"/></g></g>`

  it('is never written again', () => {
    const previewer = createPreviewer({ idPrefix: 'p-' })
    const before = 'I shall draw it.\n```svg\n'
    previewer.append(before + start)
    let text = before + start
    previewer.read()
    let written = previewer.read()?.svg.length ?? 0
    for (let n = 1; n <= 40; n += 1) {
      previewer.append(group(n))
      text += group(n)
      const preview = previewer.read()
      expect(preview?.kept).toBeGreaterThanOrEqual(written - '</svg>'.length)
      expect(preview?.svg).toBe(previewOf(text, { idPrefix: 'p-' })?.svg)
      written = preview?.svg.length ?? 0
    }
    previewer.append('</svg>\n```')
    expect(previewer.read()).toEqual({ ...previewOf(`${text}</svg>\n\`\`\``, { idPrefix: 'p-' }), kept: 0 })
  })

  it('goes on after a reference to something that comes later', () => {
    const previewer = createPreviewer({ idPrefix: 'p-' })
    let text = ''
    const next = (piece: string) => {
      text += piece
      previewer.append(piece)
      const preview = previewer.read()
      expect(preview?.svg).toBe(previewOf(text, { idPrefix: 'p-' })?.svg)
      return preview?.kept ?? 0
    }
    next(start)
    next(group(1))
    next('<path d="M0 0h5" fill="url(#late)"/>')
    next(group(2))
    next('<radialGradient id="late"><stop stop-color="red"/></radialGradient>')
    next(group(3))
    expect(next(group(4))).toBeGreaterThan(0)
  })
})

/** A random answer: some have only usual elements, others many unusual ones. */
function randomAnswer(random: () => number): string {
  const wildness = pick(random, [0, 0, 0.01, 0.1])
  const isWild = () => random() < wildness
  const number = () => String(Math.round(random() * 2000) / 10)
  let named = 0
  const ids: Record<'paint' | 'clip' | 'filter' | 'mask' | 'other', string[]> = {
    paint: [],
    clip: [],
    filter: [],
    mask: [],
    other: [],
  }
  const idOf = (kind: keyof typeof ids) => {
    named += 1
    const id = isWild() ? pick(random, ['a', 'Sun 1', 'mark.1', '', 'preview-x']) : `${kind}-${named}`
    ids[kind].push(id)
    return id
  }
  const idIn = (kind: keyof typeof ids) =>
    isWild() ? pick(random, ['late', 'a', ...ids.other]) : pick(random, ids[kind])
  const paint = () =>
    random() < 0.3 && ids.paint.length > 0
      ? `url(#${idIn('paint')})`
      : pick(random, ['red', '#123', 'none', 'currentColor', 'rgb(1 2 3 / .5)'])
  const refersTo = (kind: 'clip' | 'filter' | 'mask', name: string) =>
    random() < 0.1 && ids[kind].length > 0 ? ` ${name}="url(#${idIn(kind)})"` : ''
  const attributes = () =>
    [
      random() < 0.3 ? ` id="${idOf('other')}"` : '',
      random() < 0.6 ? ` fill="${paint()}"` : '',
      random() < 0.2 ? ` style="stroke:${paint()};stroke-width:${number()}"` : '',
      random() < 0.1 ? ` transform="rotate(${number()})"` : '',
      random() < 0.05 ? ` class="c" data-x='1'` : '',
      random() < 0.05 ? ' opacity=".5"' : '',
      isWild() ? ' transform-origin="50% 50%" style="transform-box:fill-box"' : '',
      isWild() ? ' clip-path="circle(5px)"' : '',
      refersTo('clip', 'clip-path'),
      refersTo('filter', 'filter'),
      refersTo('mask', 'mask'),
    ].join('')
  const rare = [
    '<style>.c{fill:blue}</style>',
    '<use href="#other-1" x="5"/>',
    '<script>1</script>',
    '<circle r=5 fill=red>',
    '<foreignObject><p>no</p></foreignObject>',
    '<image href="x.png"/>',
    '<path d="M0 0h1" d="M0 0h2"/>',
    '</g>',
    '<think>not so</think>',
    '<switch><g><circle r="1"/></g></switch>',
    '<svg x="5"><rect width="3" height="3"/></svg>',
    '<![CDATA[x]]>',
    '<title>A &copy; B</title>',
    '&nbsp;',
    '<text>without a size</text>',
    '<marker id="k" orient="auto-start-reverse"><path d="M0 0h3"/></marker>',
    '<radialGradient id="focal" fr="5%"><stop/></radialGradient>',
    '<!-- the <svg> goes on',
  ]
  const leaf = () =>
    isWild()
      ? pick(random, rare)
      : pick(random, [
          () => `<circle cx="${number()}" r="${number()}"${attributes()}/>`,
          () => `<path d="M${number()} ${number()}l${number()} ${number()}z"${attributes()}/>`,
          () => `<rect width="${number()}" height="${number()}"${attributes()} />`,
          () => `<text x="${number()}" font-size="9"${attributes()}>Tom &amp; <tspan>J</tspan>erry</text>`,
          () =>
            `<linearGradient id="${idOf('paint')}"><stop offset="0" stop-color="${paint()}"/></linearGradient>`,
          () => `<clipPath id="${idOf('clip')}"><rect width="${number()}" height="9"/></clipPath>`,
          () => `<filter id="${idOf('filter')}"><feDropShadow dx="1" dy="2" stdDeviation="3"/></filter>`,
          () => `<mask id="${idOf('mask')}"><circle r="9" fill="#fff"/></mask>`,
          () => `<pattern id="${idOf('paint')}" width="5" height="5"><circle r="9" fill="#fff"/></pattern>`,
          () => `<!-- ${pick(random, ['the sky', 'a > b', 'not -- closed', '<path/>'])} -->`,
          () => pick(random, ['\n', '\n  ', 'words', '<line x2="5" stroke="red"/>', '<title>A part</title>']),
        ])()
  const inside = (depth: number): string => {
    const parts = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
      if (depth > 3 || random() > 0.3) return leaf()
      const name = pick(random, ['g', 'g', 'g', 'g', 'a'])
      return `<${name}${attributes()}>${random() < 0.1 ? '' : inside(depth + 1)}</${name}>`
    })
    return parts.join(random() < 0.5 ? '\n' : '')
  }
  const root = pick(random, [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">',
    '<svg viewBox="0 0 100 100" fill="none" stroke="#000">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150" style="background:#eee">',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 50 50" transform="rotate(5)">',
    ...(isWild() ? ['<svg id="top" viewBox="0 0 9 9">', "<svg viewBox='0 0 9 9' onload=x>"] : []),
  ])
  const before = pick(random, [
    '',
    'Sure!\n```svg\n',
    '<think>Let me draw.</think>\n',
    '<think>A <svg> with a sun.</think>',
    '[THINK]no[/THINK]',
  ])
  return `${before}${root}<defs>${leaf()}${leaf()}</defs>${inside(0)}${inside(0)}${inside(1)}</svg>\n\`\`\`\nEnjoy!`
}
