import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { sanitizeSvg } from './index.ts'

const folder = new URL('../../../test/corpus/samples/', import.meta.url)
const sources = [
  ...readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')),
  ...readAttacks().map(({ source }) => source),
]
const words = { title: 'A “fox” <b>&', description: 'It sits\u0001 under a tree.\nIt looks at us.' }
const written = (body: string, root = '') => {
  const result = sanitizeSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" ${root}>${body}</svg>`,
    { describe: words },
  )
  return result.ok ? result.svg.replace(/^<svg[^>]*?( role="img")?( aria-label="[^"]*")?>/, '<svg$1$2>') : ''
}
const shape = '<path d="M1 1H4V4z"/>'
const title = '<title>A “fox” &lt;b&gt;&amp;</title>'
const desc = '<desc>It sits under a tree. It looks at us.</desc>'

describe('a picture that is described', () => {
  it('is an image with a title and a description, in this order', () => {
    expect(written(shape)).toBe(`<svg role="img">${title}${desc}${shape}</svg>`)
  })

  it('keeps its own title and description', () => {
    expect(written(`${shape}<desc>mine</desc>`)).toBe(
      `<svg role="img">${title}<desc>mine</desc>${shape}</svg>`,
    )
    expect(
      written(`<desc>mine</desc><title>two</title><title/>${shape}<g><title>sub</title>${shape}</g>`),
    ).toBe(
      `<svg role="img"><title>two</title><desc>mine</desc>${shape}<g><title>sub</title>${shape}</g></svg>`,
    )
  })

  it('does not change when it is sanitised again, with the description or without', () => {
    for (const source of sources) {
      const first = sanitizeSvg(source, { describe: words })
      if (!first.ok) continue
      const prefix = /\bid="(s[a-z0-9]*-)/.exec(first.svg)?.[1] ?? 's-'
      expect(sanitizeSvg(first.svg, { describe: words })).toMatchObject({ svg: first.svg })
      expect(sanitizeSvg(first.svg, { idPrefix: prefix })).toMatchObject({ svg: first.svg })
    }
  })
})

describe('names of parts', () => {
  it('survive: ids, titles, roles and labels, whether or not something refers to them', () => {
    const body = `<g id="sky" role="group" aria-label=" The \n sky "><title>Sky</title>${shape}</g>`
    const result = sanitizeSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`, {
      idPrefix: 'p-',
    })
    expect(result.ok && result.svg).toContain(
      `<g id="p-sky" role="group" aria-label="The sky"><title>Sky</title>${shape}</g>`,
    )
  })

  it('are plain: no other role, no markup, no other attribute of ARIA', () => {
    const body = `<g role="button" aria-label="&lt;/g>&lt;b>" aria-hidden="true" aria-labelledby="x">${shape}</g>`
    expect(written(body)).toBe(`<svg role="img">${title}${desc}<g aria-label="/g b">${shape}</g></svg>`)
  })
})
