import { describe, expect, it } from 'vitest'
import { extractSvg, sanitizeSvg } from './index.ts'

const xmlns = 'xmlns="http://www.w3.org/2000/svg"'
const picture = (inner: string): string => `<svg ${xmlns} viewBox="0 0 9 9">${inner}</svg>`
function found(text: string): string {
  const result = extractSvg(text)
  return result.ok ? result.svg : result.reason
}

describe('extraction finds', () => {
  it.each([
    ['a bare picture', picture('<g/>')],
    ['one in a fence', `Here you go:\n\`\`\`svg\n${picture('<g/>')}\n\`\`\`\nEnjoy!`],
    ['one behind a declaration', `<?xml version="1.0"?><!DOCTYPE svg>${picture('<g/>')}`],
    ['one after prose that speaks of <svg>', `I will write an <svg> with a <g> in it. ${picture('<g/>')}`],
    ['one after an example of a tag', `Use \`<svg viewBox="0 0 9 9">\` first.\n${picture('<g/>')}`],
    ['the last of several', `${picture('<rect/>')} or better ${picture('<g/>')}`],
    ['the drawing before a small example', `${picture('<g/>')} (an empty one is <svg></svg>)`],
    ['one escaped for HTML', picture('<g/>').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    ['one in a JSON string', JSON.stringify({ svg: picture('<g/>') })],
  ])('%s', (_, text) => {
    expect(found(text)).toBe(picture('<g/>'))
  })

  it('the larger one when the last one is only a detail', () => {
    const large = picture('<rect/>'.repeat(50))
    expect(found(`${large} with the detail ${picture('<g/>')}`)).toBe(large)
  })

  it('the outer of nested ones', () => {
    const nested = picture(`<svg><g/></svg><svg/>`)
    expect(found(`x ${nested} y`)).toBe(nested)
  })

  it('the end despite an end tag in a comment or in CDATA', () => {
    const tricky = `<svg ${xmlns}><desc>a</desc><style><![CDATA[ </svg> ]]></style><g/></svg>`
    expect(found(tricky)).toBe(tricky)
    expect(found(`<svg ${xmlns}><!-- </svg> --><g/></svg>`)).toBe(`<svg ${xmlns}><g/></svg>`)
  })
})

describe('extraction repairs', () => {
  it.each([
    [
      'a missing namespace',
      '<svg viewBox="0 0 1 1"><g/></svg>',
      `<svg ${xmlns} viewBox="0 0 1 1"><g/></svg>`,
    ],
    ['HTML entities', picture('<text>&nbsp;&copy;&hearts;&Omega;</text>'), picture('<text>\u00a0©♥Ω</text>')],
    [
      'entities of XML, by leaving them',
      picture('<text>&lt;&amp;&#65;&#x41;</text>'),
      picture('<text>&lt;&amp;&#65;&#x41;</text>'),
    ],
    [
      'ampersands on their own',
      picture('<text>R&D & co &unknown;</text>'),
      picture('<text>R&amp;D &amp; co &amp;unknown;</text>'),
    ],
    ['references to no character', picture('<text>a&#0;b&#xD800;c</text>'), picture('<text>abc</text>')],
    ['comments with dashes inside', picture('<!-- -- head -- --><g/>'), picture('<g/>')],
  ])('%s', (_, text, wanted) => {
    expect(found(text)).toBe(wanted)
    expect(sanitizeSvg(found(text)).ok).toBe(true)
  })
})

describe('extraction reports', () => {
  it.each([
    ['Sorry, I cannot draw that.', 'missing'],
    ['', 'missing'],
    ['An <svg> element', 'truncated'],
    [picture('<g/>').slice(0, -8), 'truncated'],
    ['```svg\n<svg viewBox="0 0 1 1"><path d="M0 0', 'truncated'],
    [`${picture('<g/>')}\nNow in full: <svg ${xmlns}>${'<rect/>'.repeat(100)}`, 'truncated'],
    ['<svg></svg>', 'empty'],
    [picture('  '), 'empty'],
  ])('%j as %s', (text, reason) => {
    expect(extractSvg(text)).toEqual({ ok: false, reason })
  })
})
