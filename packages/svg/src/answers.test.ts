import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  DISC,
  FAULTY_ANSWERS,
  THOUGHTFUL_ANSWERS,
  WORDY_ANSWERS,
  WRAPPED_ANSWERS,
} from '../../../test/corpus/answers.ts'
import { extractSvg, previewOf, sanitizeSvg } from './index.ts'

const picture = sanitizeSvg(DISC, { idPrefix: 'p-' })
const rows = (answers: readonly Answer[]) =>
  answers.map((answer): [string, string] => [answer.title, answer.text])

function drawn(text: string): string {
  const found = extractSvg(text)
  if (!found.ok) return found.reason
  const result = sanitizeSvg(found.svg, { idPrefix: 'p-' })
  return result.ok ? result.svg : result.rejection.message
}

/** The previews while an answer arrives in pieces, each picture once. */
function shown(text: string): string[] {
  const previews: string[] = []
  for (let end = 1; end <= text.length + 6; end += 7) {
    const preview = previewOf(text.slice(0, end), { idPrefix: 'p-' })?.svg
    if (preview !== undefined && preview !== previews.at(-1)) previews.push(preview)
  }
  return previews
}

const discText = picture.ok ? picture.svg : ''

describe('of a model that writes its thoughts, the last words are the answer', () => {
  it.each(rows(THOUGHTFUL_ANSWERS))('%s', (_, text) => {
    expect(drawn(text)).toBe(discText)
  })

  const hidden = THOUGHTFUL_ANSWERS.filter(
    ({ title }) => !/without a beginning|after a draft|speaks of/.test(title),
  )
  it.each(rows(hidden))('and its drafts are not previewed: %s', (_, text) => {
    const previews = shown(text)
    expect(previews.at(-1)).toBe(discText)
    expect(previews.filter((preview) => preview.includes('#0a0'))).toEqual([])
  })

  it('a draft in a reasoning block that does not end is neither an answer nor a preview', () => {
    for (const text of [
      `<think>${DISC}`,
      `[THINK]\n${DISC} and then`,
      `<|channel|>analysis<|message|>${DISC}`,
    ]) {
      expect(extractSvg(text).ok).toBe(false)
      expect(shown(text)).toEqual([])
    }
  })

  it('an end mark without a beginning makes everything before it a draft, whatever follows', () => {
    expect(extractSvg(`${DISC}</think>I cannot draw that.`)).toEqual({ ok: false, reason: 'missing' })
    expect(extractSvg(`${DISC}</think>\n${DISC.slice(0, 90)}`)).toEqual({ ok: false, reason: 'truncated' })
  })

  it('marks within a picture are part of it', () => {
    const marked = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style><![CDATA[ /* </think> */ ]]></style><text>[/THINK] ◁/think▷</text></svg>`
    expect(extractSvg(`Here: ${marked} Done.`)).toEqual({ ok: true, svg: marked })
  })
})

describe('in an answer of many words the picture is found', () => {
  it.each(rows(WORDY_ANSWERS))('%s', (_, text) => {
    expect(drawn(text)).toBe(discText)
  })

  it.each(rows(WORDY_ANSWERS))('and is the last preview: %s', (_, text) => {
    const previews = shown(text)
    expect(previews.at(-1)).toBe(discText)
    // Once a picture has replaced another, it stays.
    const colours = previews.map((preview) => preview.includes('#0a0'))
    expect(colours.lastIndexOf(true)).toBeLessThan(colours.indexOf(false) < 0 ? 1 : colours.length)
  })

  it('a tag in prose is not a preview', () => {
    expect(shown('I use an <svg> root with a <circle r="5"/> in it, then </svg>.')).toEqual([])
  })

  it('a last picture that was cut off counts more than a short draft', () => {
    const long = DISC.replace('<rect', `${'<path d="M0 0h1"/>'.repeat(90)}<rect`)
    expect(extractSvg(`${DISC} In full: ${long.slice(0, -20)}`)).toEqual({ ok: false, reason: 'truncated' })
  })

  it('a picture inside one that was cut off is not an answer', () => {
    const cut = `<svg viewBox="0 0 9 9"><svg x="1"><circle r="3"/></svg><rect width="1"`
    expect(extractSvg(cut)).toEqual({ ok: false, reason: 'truncated' })
  })

  it('a preview changes from a draft to the next picture once, and not back', () => {
    const second = DISC.replace('#e33', '#33e')
    const seen = shown(`First:\n${DISC}\nBetter:\n${second}\nA detail: <svg><circle r="7"/></svg>`)
    const isSecond = seen.map(
      (preview) => !preview.includes('#e33') && seen.indexOf(preview) > seen.indexOf(discText),
    )
    expect(isSecond.indexOf(true)).toBeGreaterThan(0)
    expect(isSecond.slice(isSecond.indexOf(true)).every(Boolean)).toBe(true)
    expect(seen.at(-1)).toContain('#33e')
  })
})

describe('an answer is unwrapped:', () => {
  it.each(rows(WRAPPED_ANSWERS))('%s', (_, text) => {
    expect(drawn(text)).toBe(discText)
    expect(shown(text).at(-1)).toBe(discText)
  })
})

describe('a picture is repaired:', () => {
  it.each(rows(FAULTY_ANSWERS))('%s', (_, text) => {
    const repaired = drawn(text)
    expect(repaired.replace(/ aria-label="[^"]*"| role="[^"]*"/g, '')).toBe(discText)
    expect(shown(text).at(-1)).toBe(repaired)
  })

  it.each([
    ['a < b', 'a &lt; b'],
    ['1<2', '1&lt;2'],
    ['I <3 you', 'I &lt;3 you'],
    ['if a<b then c>d', 'if a&lt;b then c&gt;d'],
    ['one<br>two', 'one two'],
    ['one<br/>two', 'one two'],
    ['R&D', 'R&amp;D'],
    ['fish &amp; chips', 'fish &amp; chips'],
  ])('text %j', (text, wanted) => {
    const result = drawn(`<svg viewBox="0 0 9 9"><text>${text}</text></svg>`)
    expect(/<text>(.*)<\/text>/.exec(result)?.[1]).toBe(wanted)
  })

  it('with the entities that its document type declares', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><g style="&s;"/></svg>'
    const typed = `<!DOCTYPE svg [<!ENTITY s "fill:red;">]>`
    expect(extractSvg(`<?xml version="1.0"?>\n${typed}\n${svg}`)).toEqual({
      ok: true,
      svg: `${typed}\n${svg}`,
    })
  })

  it('but not one whose quotes never end', () => {
    expect(drawn(DISC.replace('r="70"', 'r="70'))).not.toBe(discText)
  })
})

const xmlns = 'xmlns="http://www.w3.org/2000/svg"'
const attribute = fc.tuple(
  fc.constantFrom('fill', 'id', 'd', 'aria-label', 'data-x', 'xlink:href', 'viewBox'),
  fc.constantFrom(
    'red',
    'a > b',
    '#e33',
    "it's",
    '&amp;&lt;',
    '',
    'url(#a)',
    'M0 0h1',
    '[/THINK]',
    '“x”',
    '```',
  ),
)
const tag = fc
  .tuple(
    fc.constantFrom('g', 'path', 'text', 'svg', 'a:b', 'title'),
    fc.uniqueArray(attribute, { maxLength: 4, selector: ([name]) => name }),
  )
  .map(([name, attributes]) => ({
    name,
    text: attributes.map(([key, value]) => ` ${key}="${value}"`).join(''),
  }))
const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      tag,
      fc.array(
        fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom(
            'words',
            ' \n ',
            '&#65;&quot;',
            '<![CDATA[ </svg> <think> & ]]>',
            '◁/think▷',
            '"',
            '```js\n',
            '\\n',
            '=\\"',
          ),
          tie('element'),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([{ name, text }, children]) =>
      children.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${children.join('')}</${name}>`,
    ),
})).element
const prose = fc.array(
  fc.constantFrom(
    'Here it is: ',
    'an <svg> root. ',
    '```svg\n',
    '\n```\n',
    'a < b & c ',
    '</g> ',
    '"',
    '<!-- ',
    '{"a": 1}',
    '\n',
    '<b>bold</b> ',
    '&lt;svg&gt; ',
  ),
  { maxLength: 5 },
)

describe('extraction', () => {
  it('of a well-formed picture in prose gives exactly it', () => {
    fc.assert(
      fc.property(
        prose,
        fc.array(element, { minLength: 1, maxLength: 4 }),
        prose,
        (before, elements, after) => {
          const svg = `<svg ${xmlns} viewBox="0 0 9 9">${elements.join('')}</svg>`
          expect(extractSvg(`${before.join('')}\n${svg}\n${after.join('')}`)).toEqual({ ok: true, svg })
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('and previews never throw', () => {
    const all = [...THOUGHTFUL_ANSWERS, ...WORDY_ANSWERS, ...WRAPPED_ANSWERS, ...FAULTY_ANSWERS].map(
      ({ text }) => text,
    )
    const piece = fc.oneof(
      fc
        .tuple(fc.constantFrom(...all), fc.nat(400), fc.nat(400))
        .map(([text, start, size]) => text.slice(start, start + size)),
      fc.constantFrom(
        '<svg',
        '>',
        '<',
        '"',
        "'",
        '=',
        '/',
        '&',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<think>',
        '</think>',
        '\\u003csvg',
        '\ud83d',
        '\0',
        '&lt;svg',
        '[/THINK]',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const found = extractSvg(text)
        expect(found.ok ? typeof found.svg : found.reason).toEqual(expect.any(String))
        if (found.ok) sanitizeSvg(found.svg)
        previewOf(text)
      }),
      { numRuns: 3000 },
    )
  })
})
