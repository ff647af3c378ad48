import { expect, it } from 'vitest'
import { createBrowserSecret, createStates } from './state.ts'

const states = createStates(new Uint8Array(32).fill(1))
const browser = createBrowserSecret()

it('opens the state that it issued, and derives the same secrets from it again', () => {
  const secrets = states.issue('google', browser)
  expect(states.open('google', browser, secrets.state)).toEqual(secrets)
  expect(new Set(Object.values(secrets)).size).toBe(4)
  // RFC 7636, section 4.1: 43 to 128 unreserved characters.
  expect(secrets.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(states.issue('google', browser)).not.toEqual(secrets)
})

it('opens it for no other provider, no other browser and under no other key', () => {
  const { state } = states.issue('google', browser)
  expect(states.open('github', browser, state)).toBeUndefined()
  expect(states.open('google', createBrowserSecret(), state)).toBeUndefined()
  expect(states.open('google', undefined, state)).toBeUndefined()
  expect(states.open('google', '', state)).toBeUndefined()
  expect(createStates(new Uint8Array(32).fill(2)).open('google', browser, state)).toBeUndefined()
})

it('refuses a state that was changed, truncated or invented', () => {
  const { state } = states.issue('google', browser)
  const [random = '', signature = ''] = state.split('.')
  const changed = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
  const forged = [
    null,
    '',
    '.',
    random,
    `${random}.`,
    `.${signature}`,
    `${changed(random)}.${signature}`,
    `${random}.${changed(signature)}`,
    `${state}.${signature}`,
    `${state} `,
    `${random}\n.${signature}`,
    state.slice(0, -1),
    `${'ж'.repeat(43)}.${signature}`,
  ]
  for (const state of forged) expect(states.open('google', browser, state), `${state}`).toBeUndefined()
})
