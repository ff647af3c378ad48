import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { Refusal } from './report.ts'
import { readXml } from './xml.ts'

/**
 * The content of a document, as lines: tags with their attributes, and joined texts. Null if it is refused.
 */
type Events = string[] | null

function addText(events: string[], text: string): void {
  if (text === '') return
  const last = events.at(-1)
  if (last?.startsWith('text ')) events[events.length - 1] = last + text
  else events.push(`text ${text}`)
}

function readOurs(source: string, unfinished = false): Events {
  const events: string[] = []
  let depth = 0
  try {
    readXml(
      source,
      {
        countElement: () => {},
        countAttribute: () => {},
        open: (name, attributes) => {
          depth++
          events.push(`open ${name} ${JSON.stringify([...attributes])}`)
        },
        close: () => {
          depth--
          events.push('close')
        },
        text: (text) => addText(events, text),
        wantsText: () => depth > 0,
        instruction: (target) => events.push(`instruction ${target}`),
      },
      unfinished,
    )
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
  return events
}

/** The same by an independent parser. */
function readTheirs(source: string): Events {
  const events: string[] = []
  let depth = 0
  const parser = new SaxesParser({
    xmlns: false,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth++
    events.push(`open ${name} ${JSON.stringify(Object.entries(attributes))}`)
  })
  parser.on('closetag', () => {
    depth--
    events.push('close')
  })
  parser.on('text', (text) => {
    if (depth > 0) addText(events, text)
  })
  parser.on('cdata', (text) => addText(events, text))
  parser.on('processinginstruction', ({ target }) => events.push(`instruction ${target}`))
  try {
    parser.write(source).close()
  } catch {
    return null
  }
  return events
}

const attacks = readAttacks().map(({ source }) => source)
const PIECES = [
  ...'<>/&;=\'"! ?-[]x:\n\r\t1é·𐐀'.split(''),
  '<a>',
  '</a>',
  '<a/>',
  '<!--',
  '-->',
  '--',
  '<![CDATA[',
  ']]>',
  '<?p ',
  '?>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a>',
  '<!DOCTYPE a SYSTEM "x>">',
  '&amp;',
  '&#65;',
  '&#x10FFFF;',
  '&#0;',
  '&#xD800;',
  '&nope;',
  ' b="1"',
  " c='&lt;'",
  '\uFFFE',
  '\u0001',
  '\uFEFF',
]

/** An attack with inserted pieces of markup, or only pieces. */
const document = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => `<a>${pieces.join('')}</a>`),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc
    .tuple(
      fc.constantFrom(...attacks),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...PIECES)), {
        maxLength: 3,
      }),
    )
    .map(([base, edits]) =>
      edits.reduce((text, [at, piece]) => {
        const i = Math.floor(at * text.length)
        return text.slice(0, i) + piece + text.slice(i)
      }, base),
    ),
)

/**
 * Only our reader supports subsets. Half a surrogate pair and NUL are refused before the reader gets them.
 */
const isComparable = (source: string): boolean =>
  !/<!DOCTYPE[^>]*\[/.test(source) && !/[\0]|[\uD800-\uDFFF]/u.test(source)

describe('reading XML', () => {
  it('accepts what another strict parser accepts, and reads the same from it', () => {
    fc.assert(
      fc.property(document.filter(isComparable), (source) => {
        expect(readOurs(source)).toEqual(readTheirs(source))
      }),
      { numRuns: 6000 },
    )
  })

  it.each(attacks.filter(isComparable).map((source): [string] => [source]))(
    'reads the same from %j',
    (source) => {
      expect(readOurs(source)).toEqual(readTheirs(source))
    },
  )

  it('keeps names apart that share a place among the kept names, in one document and in the next', () => {
    // Names of the same length and hash; the longer ones are not kept.
    const pairs = [
      ['b0', 'aO'],
      ['unknown-name-b0', 'unknown-name-aO'],
    ]
    for (const [name, other] of pairs) {
      for (const written of [name, other, name, `${name}="" ${other}`, `${other}="" ${name}`])
        expect(readOurs(`<${name} ${written}=""/>`)).toEqual(readTheirs(`<${name} ${written}=""/>`))
      expect(readOurs(`<g ${name}="" ${other}="" ${name}=""/>`)).toBeNull()
    }
  })

  it('accepts any beginning of a valid document as unfinished', () => {
    const source =
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><!-- c --><svg a="1" b=\'&lt;\'><?p q?>t&amp;<g/><![CDATA[x]]></svg >\n'
    for (let end = 1; end <= source.length; end++) expect(readOurs(source.slice(0, end), true)).not.toBeNull()
    expect(readOurs(source)).not.toBeNull()
    for (let end = 1; end < source.length - 1; end++) expect(readOurs(source.slice(0, end))).toBeNull()
  })
})
