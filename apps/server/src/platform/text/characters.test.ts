import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countCharacters as countInWebApp,
  cutCharacters as cutInWebApp,
} from '../../../../web/src/design/characters.ts'
import { countCharacters, cutCharacters, hasControlCharacters, isBlank, isTooLong } from './characters.ts'

describe('characters', () => {
  it.each([
    ['', 0],
    ['fox', 3],
    ['🦊', 1],
    ['caf\u00e9', 4],
    ['cafe\u0301', 4],
    ['가', 1],
    ['\u1100\u1161', 1],
    ['❤️', 1],
    ['👩‍🚀', 2],
    ['a\u200bb\u200dc\ufe0f', 3],
    ['\u202efox\u202c', 3],
    ['x\u0307\u0323\u0301', 3],
    ['\ud800', 1],
  ])('of %j are %d', (text, count) => expect(countCharacters(text)).toBe(count))

  it('are counted by the web app as by the service, for every text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('e', '\u0301', '\u200d', '🦊', '\u1100', '\u1161', '\ufe0f') }),
    )
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (written, max) => {
        expect(countInWebApp(written)).toBe(countCharacters(written))
        expect(countCharacters(written.normalize('NFD'))).toBe(countCharacters(written.normalize('NFC')))
        for (const cut of [cutCharacters(written, max), cutInWebApp(written, max)]) {
          expect(written.startsWith(cut)).toBe(true)
          expect(countCharacters(cut)).toBeLessThanOrEqual(max)
        }
        expect(isTooLong(cutCharacters(written, max), max)).toBe(false)
      }),
    )
  })

  it('that are invisible also make a text too long, at four times the limit', () => {
    expect(isTooLong('🦊'.repeat(51), 100)).toBe(false)
    expect(isTooLong('🦊'.repeat(100), 100)).toBe(false)
    expect(isTooLong('🦊'.repeat(101), 100)).toBe(true)
    expect(isTooLong(`fox${'\u200b'.repeat(397)}`, 100)).toBe(false)
    expect(isTooLong(`fox${'\u200b'.repeat(398)}`, 100)).toBe(true)
    expect(isTooLong(`e${'\u0301'.repeat(200)}`, 100)).toBe(true)
    expect(isTooLong('e\u0301'.repeat(100), 100)).toBe(false)
  })
})

describe('a text', () => {
  it.each([
    '',
    ' \t\n\u00a0\u3000',
    '\u200b'.repeat(20),
    '\u200c\u200d\u2060\ufeff\u00ad\u034f',
    '\u200e\u200f\u202a\u202e\u2066\u2069\u061c',
    '\u115f\u1160\u3164\uffa0',
    '\u2800',
    '\u0301\u20e3',
    '\u{e0041}\u{e007f}\ufe0f',
    '\ufff9\ufffb',
    '\u180e\u17b4',
    '\u{1d159}',
    '\u0007\u001b',
    '\u0378\u{10ffff}',
  ])('of nothing that can be seen is blank: %j', (text) => expect(isBlank(text)).toBe(true))

  it.each(['a', '.', '🦊', '狐', '\u200ba', '0\ufe0f\u20e3', '\ufffc', '\ue000', 'ـ'])(
    'with something in it is not: %j',
    (text) => expect(isBlank(text)).toBe(false),
  )

  it('has control characters, of which tabs and line breaks are allowed in some texts', () => {
    for (const text of ['a\0b', 'a\u001b[31m', 'a\u007f', 'a\u0085b']) {
      expect(hasControlCharacters(text, 'many lines')).toBe(true)
      expect(hasControlCharacters(text, 'one line')).toBe(true)
    }
    expect(hasControlCharacters('a\tb\r\nc', 'many lines')).toBe(false)
    expect(hasControlCharacters('a\tb', 'one line')).toBe(true)
    expect(hasControlCharacters('نص \u200fمن اليمين', 'one line')).toBe(false)
  })
})
