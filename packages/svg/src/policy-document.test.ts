import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { elementRules } from './elements.ts'
import { sanitizeSvg } from './index.ts'
import { defaultLimits } from './limits.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'

const text = readFileSync(new URL('../../../docs/svg-policy.md', import.meta.url), 'utf8')
const report = readFileSync(new URL('./report.ts', import.meta.url), 'utf8')

const section = (title: string) => text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const codeIn = (part: string) => [...part.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const rowsOf = (title: string) =>
  [...section(title).matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(
    ([, name = '', rest = '']): [string, string] => [name, rest],
  )
const codesOf = (type: string) =>
  [...(report.split(`export type ${type} =`)[1]?.split('\n\n')[0] ?? '').matchAll(/'(\w+)'/g)].map(
    ([, code = '']) => code,
  )

describe('docs/svg-policy.md', () => {
  it('names every element that is written, with its attributes', () => {
    const written = [...elementRules].map(([name, { attributes }]) => [name, [...attributes.keys()]])
    expect(rowsOf('Elements and their attributes').map(([name, rest]) => [name, codeIn(rest)])).toEqual(
      written,
    )
  })

  it('names every property, and those that are written as a style', () => {
    const [, list = '', styled = ''] = section('Properties').split('\n\n')
    expect(codeIn(list)).toEqual([...propertyGrammars.keys()])
    expect(codeIn(styled.split('. `x`')[0] ?? '')).toEqual([...writtenAsStyle])
  })

  it('names every limit with its number', () => {
    expect(rowsOf('Limits').map(([name, rest]) => [name, rest.split(' | ')[0]])).toEqual(
      Object.entries(defaultLimits).map(([name, most]) => [name, most.toLocaleString('en')]),
    )
  })

  it('names every code of a rejection and of a note', () => {
    const rejections = codesOf('RejectionCode')
    const notes = codesOf('NoteCode')
    expect([rejections.length, notes.length]).toEqual([14, 13])
    const classes = codeIn(section('Classes of hostile content'))
    expect(rejections.filter((code) => !classes.includes(code))).toEqual([])
    expect(codeIn(section('What is reported').split('Codes:')[1] ?? '').slice(0, notes.length)).toEqual(notes)
  })

  it.each([
    ['<!DOCTYPE svg [<!ENTITY a "<b/>">]><svg xmlns="http://www.w3.org/2000/svg"/>', 'internal_subset'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><text>&nbsp;</text></svg>', 'malformed'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><text>\ud800</text></svg>', 'bad_characters'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'not_svg'],
  ])('says of %s what happens', (source, code) => {
    expect(sanitizeSvg(source)).toMatchObject({ ok: false, rejection: { code } })
    expect(section('Classes of hostile content')).toMatch(new RegExp(`rejects: \`${code}\``))
  })

  it.each([
    ['<a href="https://evil.test/"><rect width="9" height="9"/></a>', /<g><rect/],
    ['<rect width="9" height="9" fill="url(https://evil.test/#a) red"/>', /<rect [^>]*fill="none"/],
    ['<rect width="9" height="9" fill="url(#a) red"/>', /<rect [^>]*fill="red"/],
    ['<rect width="9" height="9" style="position:fixed;fill:red"/>', /<rect [^>]*fill="red"\/>/],
    [
      '<filter id="f"><feImage href="a.png"/></filter><rect width="9" height="9" filter="url(#f)"/>',
      /<feFlood/,
    ],
    ['<image href="a.png"/><rect width="9" height="9"/>', /width="150" height="150">\s*<rect/],
    [`<text>${Buffer.from([0x61, 0xff, 0xc0, 0x62]).toString('utf8')}</text>`, /a\uFFFD\uFFFDb/],
  ])('says of %s what is left', (body, left) => {
    const result = sanitizeSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${body}</svg>`)
    expect(result.ok && result.svg).toMatch(left)
  })
})
