import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { type AppError, defineErrors } from '../../platform/errors/index.ts'
import { bodyCheckOf, checkedBody } from '../../platform/http/checked-body.ts'
import {
  createCommonPasswordCheck,
  emailField,
  emailRules,
  emailTexts,
  newPasswordField,
  newPasswordRules,
  normalizeEmail,
  parseEmail,
  passwordTexts,
} from './index.ts'

const errors = defineErrors({
  wrong_email: { status: 400, text: emailTexts },
  wrong_password: { status: 400, text: passwordTexts },
})
const body = Type.Object({ email: Type.Optional(emailField), password: Type.Optional(newPasswordField) })
const check = bodyCheckOf(
  checkedBody(body, {
    email: emailRules(errors.wrong_email),
    password: newPasswordRules(
      errors.wrong_password,
      createCommonPasswordCheck(async () => false),
    ),
  }),
)

/** The text of the problem; undefined if there is none. */
const findProblem = (given: { email: string } | { password: string }) =>
  check?.(given).then(
    () => undefined,
    (error: AppError) => error.message,
  )

it.each([
  ['Ada@Example.COM', 'ada@example.com'],
  [' ada@example.com\n', 'ada@example.com'],
  ['Ada@Bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['ada@правда。рф', 'ada@xn--80aafi6cg.xn--p1ai'],
])('%j is read as %s', async (typed, email) => {
  expect(await check?.({ email: typed })).toEqual({ email })
  expect(parseEmail(typed)).toBe(email)
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
])('refuses %s in an address', async (_, typed) => {
  expect(await findProblem({ email: typed })).toBe('Invalid email format')
  expect(parseEmail(typed)).toBeUndefined()
})

it('never makes the address of one person out of another one', () => {
  for (let code = 0x80; code <= 0xffff; code += 1) {
    const local = `x${String.fromCharCode(code)}`
    expect(normalizeEmail(`${local}@example.com`)).toBe(`${local}@example.com`)
  }
})

it('validates a password in the normal form in which it is hashed', async () => {
  // Eight code points that are four characters once they are composed.
  expect(await findProblem({ password: 'e\u0301e\u0301e\u0301e\u0301' })).toBe(
    'Password must be at least 8 characters',
  )
  expect(await findProblem({ password: '\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11' })).toBe(
    'Password is too common',
  )
  // One code point that NFKC decomposes into eighteen.
  expect(await findProblem({ password: '\ufdfa'.repeat(8) })).toBe(
    'Password is too long (max 128 characters)',
  )
  expect(await findProblem({ password: 'e\u0301'.repeat(128) })).toBeUndefined()
})
