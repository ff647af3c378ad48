import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksOf, TextWriter } from './text-writer.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const texts = fc.array(
  fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('&', 'a"b', '<\n', '\t', '\r', '>é')),
  { maxLength: 40 },
)

describe('writing text', () => {
  it('escapes every value and text, and counts bytes as UTF-8', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const writer = new TextWriter()
        let expected = ''
        for (const piece of pieces) {
          writer.writeMarks(marksOf(' a="'))
          writer.writeQuoted(piece)
          writer.writeText(piece)
          const value = escaped(piece)
            .replaceAll('"', '&quot;')
            .replace(/[\t\n\r]/g, ' ')
          expected += ` a="${value}"${escaped(piece).replaceAll('\r', ' ')}`
        }
        expect(writer.finish()).toEqual({ text: expected, bytes: Buffer.byteLength(expected) })
      }),
    )
  })

  it('writes texts of any length', () => {
    const long = 'x<é'.repeat(50_000)
    const writer = new TextWriter()
    writer.writeText(long)
    writer.writeQuoted('y'.repeat(200_000))
    expect(writer.finish().text).toBe(`${escaped(long)}${'y'.repeat(200_000)}"`)
  })
})
