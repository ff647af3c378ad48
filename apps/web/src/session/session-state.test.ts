import { expect, it } from 'vitest'
import type { SignedInUser } from '../api/index.ts'
import { unknownSession, withChange, withEnd, withSignOut, withUser } from './session-state.ts'

const ada: SignedInUser = {
  id: '1',
  name: 'Ada',
  email: 'ada@example.com',
  avatar: null,
  credits: 10,
  plan: 'FREE',
  role: 'USER',
  creditsPerPicture: 1,
  emailVerified: true,
}
const signedIn = withUser(unknownSession, ada)
const visitor = withUser(unknownSession, null)

it('nobody is signed in at first: the page has a visitor, not an ended session', () => {
  expect(visitor.session).toEqual({ kind: 'visitor' })
})

it('a session that ends elsewhere is reported until the user signs in again', () => {
  const ended = withUser(signedIn, null)
  expect(ended.session).toEqual({ kind: 'ended' })
  expect(withEnd(ended)).toBe(ended)
  expect(withUser(ended, null)).toBe(ended)
  expect(withUser(ended, ada)).toEqual(signedIn)
  expect(ended.signOuts).toBe(0)
})

it('a visitor has no session that could end', () => {
  expect(withEnd(visitor)).toBe(visitor)
})

it('signing out leaves a visitor and is counted, also when it happens twice', () => {
  const signedOut = withSignOut(withSignOut(signedIn))
  expect(signedOut).toEqual({ session: { kind: 'visitor' }, signOuts: 2 })
})

it('a change belongs to the user who is signed in, and to nobody else', () => {
  expect(withChange(signedIn, { credits: 9 }).session).toEqual({ kind: 'user', user: { ...ada, credits: 9 } })
  expect(withChange(visitor, { credits: 9 })).toBe(visitor)
})
