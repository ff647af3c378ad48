import { expect, it } from 'vitest'
import { createPasswordCheck, normalizeEmail, readEmail } from './index.ts'

const checkPassword = createPasswordCheck(async () => false)

it.each([
  ['Ada@Example.COM', 'ada@example.com'],
  [' ada@example.com\n', 'ada@example.com'],
  ['Ada@Bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['ada@правда。рф', 'ada@xn--80aafi6cg.xn--p1ai'],
])('%j is read as %s', (typed, email) => {
  expect(readEmail(typed)).toEqual({ email })
  expect(normalizeEmail(email)).toBe(email)
})

it.each([
  ['the Kelvin sign, which lower-cases into a k', 'mi\u212ae@example.com'],
  ['a dotted capital I', '\u0130an@example.com'],
  ['letters beyond ASCII', 'jörg@example.com'],
  ['full-width letters', '\uff41da@example.com'],
  ['a zero-width space', 'a\u200bda@example.com'],
  ['a domain that is none', 'ada@\u200d.example'],
  ['a domain with a space in it', 'ada@exam ple.com'],
  ['two at signs', 'ada@home@example.com'],
])('refuses %s in an address', (_, typed) => {
  expect(readEmail(typed)).toEqual({ problem: 'Invalid email format' })
})

it('never turns the address of one user into that of another', () => {
  for (let code = 0x80; code <= 0xffff; code += 1) {
    const local = `x${String.fromCharCode(code)}`
    expect(normalizeEmail(`${local}@example.com`)).toBe(`${local}@example.com`)
  }
})

it('judges a password as it is hashed, in its normal form', async () => {
  // Eight code points that are four characters once they are composed.
  expect(await checkPassword('e\u0301e\u0301e\u0301e\u0301')).toBe('Password must be at least 8 characters')
  expect(await checkPassword('\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11')).toBe(
    'Password is too common',
  )
  // One code point that is eighteen once it is taken apart, as NFKC does.
  expect(await checkPassword('\ufdfa'.repeat(8))).toBe('Password is too long (max 128 characters)')
  expect(await checkPassword('e\u0301'.repeat(128))).toBeUndefined()
})
