import { type Attack, hold, isSignedIn, need, readToken, signUp, type Target } from '../attack.ts'

const newPassword = 'an evening in the hills'
const samples = 31
/** The allowed difference: the larger of these, because a busy machine varies. */
const differenceMax = { ms: 5, share: 0.1 }

export const passwordAttacks: Attack[] = [
  {
    row: 'R24',
    name: 'finding out who has an account by the answers of the login, or by their time',
    async play(target) {
      const { email } = await signUp(target)
      const known: number[] = []
      const unknown: number[] = []
      let difference = ''
      for (let turn = 0; turn < samples; turn += 1) {
        const wrong = await timed(target, { email, password: 'not the password' })
        const nobody = await timed(target, {
          email: `nobody-${crypto.randomUUID()}@example.com`,
          password: 'not the password',
        })
        if (wrong.text !== nobody.text) difference = `${wrong.text} and ${nobody.text}`
        known.push(wrong.ms)
        unknown.push(nobody.ms)
      }
      hold(difference === '', `the answers differ: ${difference}`)
      const apart = median(known.map((ms, pair) => ms - (unknown[pair] ?? 0)))
      const usual = median(known)
      const text = `medians of ${samples} pairs: ${usual.toFixed(1)} ms, and ${apart.toFixed(1)} ms of difference`
      hold(Math.abs(apart) <= Math.max(differenceMax.ms, usual * differenceMax.share), text)
      return `equal answers; ${text}`
    },
  },
  {
    row: 'R25',
    name: 'finding out who has an account by the answers for a forgotten password',
    async play(target) {
      const { email } = await signUp(target)
      const known = await target.visitor().post('/auth/forgot-password', { email })
      const unknown = await target
        .visitor()
        .post('/auth/forgot-password', { email: `nobody-${crypto.randomUUID()}@example.com` })
      need(known, 200)
      hold(
        known.text === unknown.text && known.status === unknown.status,
        `${known.text} and ${unknown.text}`,
      )
      return 'equal answers'
    },
  },
  {
    row: 'R26',
    name: 'using the link of a forgotten password twice, and an earlier one',
    needs: 'emails',
    async play(target) {
      const { client, email } = await signUp(target)
      const first = await askForReset(target, email)
      const second = await askForReset(target, email, first)
      const reset = (token: string) => target.visitor().post('/auth/reset-password', { token, newPassword })
      hold((await reset(first)).status === 400, 'the earlier link worked')
      const used = await reset(second)
      need(used, 200)
      hold(
        used.headers.getSetCookie().every((cookie) => !/^token=[^;]/.test(cookie)),
        'it signed somebody in',
      )
      hold((await reset(second)).status === 400, 'it worked twice')
      hold(!(await isSignedIn(client)), 'sessions went on')
      return '400 for both; every session ended, nobody signed in'
    },
  },
  {
    row: 'R27',
    name: 'guessing a password from one address',
    async play(target) {
      const { email, password } = await signUp(target)
      const guesser = target.visitor()
      const statuses: number[] = []
      for (let guess = 0; guess < 7; guess += 1)
        statuses.push((await guesser.post('/auth/login', { email, password: `guess ${guess}` })).status)
      const allowed = statuses.filter((status) => status !== 429).length
      hold(statuses.includes(429), `${allowed} guesses and no limit`)
      const owner = await target.visitor().post('/auth/login', { email, password })
      hold(owner.status === 200, `its owner, elsewhere, got ${owner.status}`)
      return `429 after ${allowed}; its owner can still sign in`
    },
  },
  {
    row: 'R17',
    name: 'changing the password, adding or removing a way to sign in, or deleting the account with only a stolen session',
    async play(target) {
      const { client } = await signUp(target)
      const change = await client.post('/auth/change-password', { newPassword })
      hold(change.status === 403, `the change got ${change.status}`)
      const link = await client.post('/auth/github/link', {})
      hold([403, 404].includes(link.status), `linking a provider got ${link.status}`)
      const unlink = await client.delete('/auth/providers/github', {})
      hold(unlink.status === 403, `unlinking a provider got ${unlink.status}`)
      const deletion = await client.delete('/user', {})
      hold(deletion.status === 403, `the deletion got ${deletion.status}`)
      hold(await isSignedIn(client), 'the account is gone')
      return '403 for all'
    },
  },
  {
    row: 'R31',
    name: "taking somebody's address by a letter that lower-cases into one of its own",
    async play(target) {
      const name = `k${crypto.randomUUID()}`
      const user = { name: 'Kim', password: newPassword, agreedToTerms: true }
      need(await target.visitor().post('/auth/register', { ...user, email: `${name}@example.com` }), 201)
      const twin = { ...user, email: `\u212a${name.slice(1)}@example.com` }
      const answer = await target.visitor().post('/auth/register', twin)
      hold(answer.status === 400, `it got ${answer.status}`)
      hold(answer.text.includes('Invalid email format'), `it was compared with others: ${answer.text}`)
      return '400: the local part of an address must be ASCII'
    },
  },
  {
    row: 'R27',
    name: 'preventing the owner of a stolen session from changing the password, by guessing it in that session',
    async play(target) {
      const { client: stolen, email, password } = await signUp(target)
      const owner = target.visitor()
      need(await owner.post('/auth/login', { email, password }), 200)
      const change = (client: typeof owner, currentPassword: string) =>
        client.post('/auth/change-password', { currentPassword, newPassword })
      let last = 0
      for (let guess = 0; guess < 8 && last !== 429; guess += 1)
        last = (await change(stolen, `guess ${guess}`)).status
      hold(last === 429, `eight guesses and no limit, the last got ${last}`)
      const own = await change(owner, password)
      hold(own.status === 200, `the owner got ${own.status}`)
      return '429 for the thief, 200 for the owner'
    },
  },
  {
    row: 'R31',
    name: "a verified address by the victim's click on a letter that the attacker caused",
    needs: 'emails',
    async play(target) {
      const { client: attacker, email: victimsAddress } = await signUp(target)
      const token = await readToken(target, victimsAddress, '/verify-email')
      const victim = target.visitor()
      const click = await victim.post('/auth/verify-email', { token })
      hold(click.status === 401, `the click got ${click.status}`)
      const { user } = (await attacker.get('/user/profile')).body as { user: { emailVerified: boolean } }
      hold(!user.emailVerified, "the attacker's account is verified")
      return '401: the email alone verifies nothing'
    },
  },
]

async function timed(target: Target, body: object): Promise<{ ms: number; text: string }> {
  const visitor = target.visitor()
  await visitor.get('/csrf')
  const startedAt = performance.now()
  const answer = await visitor.post('/auth/login', body)
  const ms = performance.now() - startedAt
  need(answer, 401)
  return { ms, text: JSON.stringify({ ...(answer.body as object), requestId: undefined }) }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function askForReset(target: Target, email: string, notThis?: string): Promise<string> {
  need(await target.visitor().post('/auth/forgot-password', { email }), 200)
  return readToken(target, email, '/reset-password', notThis)
}
