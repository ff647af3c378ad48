import { describe, expect, it } from 'vitest'
import { checkAddress, decideLink, decideSignIn, followAvatar } from './decision.ts'
import { readIdentity } from './identity.ts'

const verified = { email: 'ada@example.com', emailVerified: true }
const unverified = { email: 'ada@example.com', emailVerified: false }
const said = (given: object) => ({
  id: 'x',
  email: 'ada@example.com',
  emailVerified: true,
  name: 'Ada',
  picture: undefined,
  ...given,
})
const user = (given: object) => readIdentity(said(given))

describe('a user whose provider account is not known', () => {
  it.each([
    ['no address', { email: null, emailVerified: false }, undefined, { kind: 'refuse', code: 'no_user' }],
    ['a free address', verified, undefined, { kind: 'create' }],
    ['a free address that nobody verified', unverified, undefined, { kind: 'create' }],
    [
      'an address of an account that nobody verified',
      unverified,
      { emailVerified: true, hasProvider: false },
      { kind: 'refuse', code: 'email_unverified' },
    ],
    ['the address of an account', verified, { emailVerified: true, hasProvider: false }, { kind: 'link' }],
    [
      'the address of an account with another account of this provider',
      verified,
      { emailVerified: true, hasProvider: true },
      { kind: 'refuse', code: 'oauth_failed' },
    ],
    [
      'the address of an account whose maker never proved it',
      verified,
      { emailVerified: false, hasProvider: false },
      { kind: 'claim' },
    ],
    [
      'the same, with another account of this provider that its maker linked',
      verified,
      { emailVerified: false, hasProvider: true },
      { kind: 'claim' },
    ],
    [
      'an unverified address on both sides',
      unverified,
      { emailVerified: false, hasProvider: false },
      { kind: 'refuse', code: 'email_unverified' },
    ],
  ] as const)('with %s', (_case, address, holder, decision) => {
    expect(decideSignIn({ ...user({}), ...address }, holder)).toEqual(decision)
  })
})

it('is linked only if nobody else has the provider account and it is the only one of its provider', () => {
  expect(decideLink('me', undefined, false)).toBe('link')
  expect(decideLink('me', 'me', true)).toBe('linked_already')
  expect(decideLink('me', 'another', false)).toBe('refuse')
  expect(decideLink('me', undefined, true)).toBe('refuse')
})

it('Google must confirm the address, GitHub not always', () => {
  const bare = user({ emailVerified: false })
  expect(() => checkAddress('google', bare)).toThrow(expect.objectContaining({ code: 'email_unverified' }))
  expect(() => checkAddress('google', user({ email: undefined }))).toThrow(
    expect.objectContaining({ code: 'no_user' }),
  )
  expect(() => checkAddress('github', bare)).not.toThrow()
  expect(() => checkAddress('google', user({}))).not.toThrow()
})

it('a picture follows the provider until its owner chooses another one, or none', () => {
  expect(followAvatar(null, null, 'a')).toBe('a')
  expect(followAvatar('a', 'a', 'b')).toBe('b')
  expect(followAvatar('a', 'a', null)).toBe(null)
  expect(followAvatar('a', 'a', 'a')).toBeUndefined()
  expect(followAvatar('mine', 'a', 'b')).toBeUndefined()
  expect(followAvatar(null, 'a', 'b')).toBeUndefined()
})

describe("a provider's claims", () => {
  it.each([undefined, null, '', 42, 'a b', 'x'.repeat(256), 'ж', 'a\u0000'])('%j is no id', (id) => {
    expect(() => user({ id })).toThrow(expect.objectContaining({ code: 'no_user' }))
  })

  it.each([undefined, null, 7, '', 'nobody', 'a@b', `${'a'.repeat(250)}@example.com`, 'a\u0000@example.com'])(
    '%j is no address, and an absent address is not verified',
    (email) => {
      expect(user({ email })).toMatchObject({ email: null, emailVerified: false })
    },
  )

  it('has its address trimmed and lower-cased', () => {
    expect(user({ email: ' Ada@Example.COM ' }).email).toBe('ada@example.com')
  })

  it.each([
    ['  Ada  ', 'Ada'],
    ['Ada\u0000\r\nLovelace', 'Ada Lovelace'],
    [undefined, 'ada'],
    ['   ', 'ada'],
    [{}, 'ada'],
    ['x'.repeat(101), 'x'.repeat(100)],
    [`${'x'.repeat(99)}😀`, `${'x'.repeat(99)}😀`],
    [`${'x'.repeat(100)}😀`, 'x'.repeat(100)],
    ['half \ud83d a pair', 'half \ufffd a pair'],
  ])('%j becomes the name %j', (name, kept) => {
    expect(user({ name }).name).toBe(kept)
  })

  it.each([
    ['https://pics.example/a.png?s=1', 'https://pics.example/a.png?s=1'],
    ['http://pics.example/a.png', null],
    ['javascript:alert(1)', null],
    ['data:image/png;base64,AAAA', null],
    ['//pics.example/a.png', null],
    ['https://user:pass@pics.example/', null],
    [`https://pics.example/${'a'.repeat(2_048)}`, null],
    [7, null],
  ])('%j as a picture becomes %j', (picture, kept) => {
    expect(user({ picture }).avatar).toBe(kept)
  })
})
