import { addPasskey, authenticatorAt, codeOf, enableTotp } from '../../harness/factors.ts'
import { type Attack, hold, isSignedIn, need, signUp, type Target } from '../attack.ts'

const guessesMax = 5

async function askForTicket(target: Target, email: string, password: string) {
  const thief = target.visitor()
  const answer = await thief.post('/auth/login', { email, password })
  need(answer, 401)
  return { thief, ticket: (answer.body as { ticket?: string }).ticket }
}

export const factorAttacks: Attack[] = [
  {
    row: 'R45',
    name: 'signing in with a stolen password to an account with an authenticator app',
    async play(target) {
      const { client, email, password } = await signUp(target)
      const { secret, recoveryCodes } = await enableTotp(client)
      const { thief, ticket } = await askForTicket(target, email, password)
      hold(!(await isSignedIn(thief)), 'the password alone started a session')
      const used = codeOf(secret, -1)
      for (let guess = 0; guess < guessesMax; guess += 1) {
        const code = guess === 0 ? used : `${guess}`.repeat(6)
        const answer = await thief.post('/auth/second-factor', { ticket, code })
        hold(
          answer.status !== 200,
          `the code ${guess === 0 ? 'that was used' : 'that was guessed'} was accepted`,
        )
      }
      const late = await thief.post('/auth/second-factor', { ticket, code: recoveryCodes[0] })
      hold(late.status === 401 || late.status === 429, `after ${guessesMax} guesses it got ${late.status}`)
      hold(!(await isSignedIn(thief)), 'a session was started')
      return `no session; after ${guessesMax} wrong codes a right one got ${late.status}`
    },
  },
  {
    row: 'R45',
    name: 'using one recovery code many times at once',
    async play(target) {
      const { client, email, password } = await signUp(target)
      const { recoveryCodes } = await enableTotp(client)
      const [code] = recoveryCodes
      const tries = []
      for (let count = 0; count < 3; count += 1) tries.push(await askForTicket(target, email, password))
      const answers = await Promise.all(
        tries.map(({ thief, ticket }) => thief.post('/auth/second-factor', { ticket, code })),
      )
      const opened = answers.filter(({ status }) => status === 200).length
      hold(opened === 1, `it opened ${opened} sessions`)
      return 'one session for all requests'
    },
  },
  {
    row: 'R46',
    name: 'a passkey answer of another page, without user verification, for another browser, and a second time',
    async play(target) {
      const { client } = await signUp(target)
      const authenticator = authenticatorAt(target.url)
      await addPasskey(client, authenticator)
      const begin = async (visitor = target.visitor()) => ({
        visitor,
        options: (await visitor.post('/auth/passkeys/sign-in/options')).body,
      })
      for (const deviation of [
        { origin: 'https://chatsvg.example' },
        { rpId: 'chatsvg.example' },
        { isUnverified: true },
        { userHandle: Buffer.from(crypto.randomUUID()).toString('base64url') },
      ]) {
        const { visitor, options } = await begin()
        const credential = authenticator.get(options, deviation)
        const answer = await visitor.post('/auth/passkeys/sign-in', { credential })
        hold(answer.status === 401, `${JSON.stringify(deviation)} got ${answer.status}`)
      }
      const { visitor, options } = await begin()
      const credential = authenticator.get(options, { counter: 0 })
      const elsewhere = await target.visitor().post('/auth/passkeys/sign-in', { credential })
      hold(elsewhere.status === 401, `another browser got ${elsewhere.status}`)
      need(await visitor.post('/auth/passkeys/sign-in', { credential }), 200)
      const again = await visitor.fork().post('/auth/passkeys/sign-in', { credential })
      hold(again.status === 401, `a second time got ${again.status}`)
      return '401 for each'
    },
  },
  {
    row: 'R46',
    name: 'adding a passkey or switching the second factor off with a stolen session',
    async play(target) {
      const { client } = await signUp(target)
      await enableTotp(client)
      for (const [method, path] of [
        ['POST', '/auth/passkeys/options'],
        ['POST', '/auth/recovery-codes'],
        ['DELETE', '/auth/totp'],
      ] as const) {
        const answer = await client.send(method, path, { body: {} })
        hold(answer.status === 403, `${method} ${path} got ${answer.status}`)
      }
      return '403 without the password'
    },
  },
]
