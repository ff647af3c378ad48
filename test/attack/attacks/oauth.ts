import { OauthBrowser } from '../../harness/oauth-browser.ts'
import { type Attack, hold, isSignedIn, NotPlayable, signUp, type Target } from '../attack.ts'

const providerNames = ['google', 'github'] as const

/** A sign-in that has been started: the state that we were given. */
async function start(target: Target): Promise<{ browser: OauthBrowser; location: URL; state: string }> {
  for (const provider of providerNames) {
    const browser = new OauthBrowser(target.visitor())
    const { location } = await browser.start(provider)
    const url = new URL(location)
    const state = url.searchParams.get('state')
    if (state) return { browser, location: url, state }
  }
  throw new NotPlayable('the instance has no provider configured')
}

const providerOf = (location: URL) => (location.searchParams.has('nonce') ? 'google' : 'github')

const errorOf = (location: string) => new URL(location).searchParams.get('error')

export const oauthAttacks: Attack[] = [
  {
    row: 'R28',
    name: 'a callback without a state, with a forged one, and with a good one in another browser',
    async play(target) {
      const { location, state } = await start(target)
      const provider = providerOf(location)
      const other = new OauthBrowser(target.visitor())
      const forged = `${state.slice(0, -4)}AAAA`
      for (const query of [
        'code=x',
        `code=x&state=${forged}`,
        `code=x&state=${state}`,
        `code=x&state=${state}&state=${state}`,
      ]) {
        const step = await other.finish(`/auth/${provider}/callback?${query}`)
        hold(
          step.status === 302 && errorOf(step.location) === 'oauth_state',
          `${query} led to ${step.location}`,
        )
        hold(!(await isSignedIn(other.client)), 'somebody was signed in')
      }
      return 'oauth_state for each, nobody signed in'
    },
  },
  {
    row: 'R29',
    name: "a state of one provider at the other's callback",
    async play(target) {
      const { browser, location, state } = await start(target)
      const other = providerOf(location) === 'google' ? 'github' : 'google'
      const step = await browser.finish(`/auth/${other}/callback?code=x&state=${state}`)
      hold(step.status === 302 && errorOf(step.location) !== null, `it led to ${step.location}`)
      hold(!(await isSignedIn(browser.client)), 'somebody was signed in')
      return `${errorOf(step.location)}`
    },
  },
  {
    row: 'R28',
    name: 'a callback that is repeated',
    needs: 'providers',
    async play(target) {
      const { browser, location } = await startKnown(target)
      const callback = await browser.visit(location)
      const first = await browser.finish(callback)
      hold(errorOf(first.location) === null, `the first one led to ${first.location}`)
      const second = await browser.finish(callback)
      hold(errorOf(second.location) === 'oauth_state', `the second one led to ${second.location}`)
      return 'oauth_state'
    },
  },
  {
    row: 'R30',
    name: 'being sent to another site after signing in',
    needs: 'providers',
    async play(target) {
      const attempts = [
        '//evil.test',
        '/\\evil.test',
        '@evil.test',
        'https://evil.test',
        '/%2f%2fevil.test',
        '/\t/evil.test',
        '.evil.test',
        '/%5cevil.test',
      ]
      let front = ''
      for (const path of attempts) {
        const { browser, location } = await startKnown(target, `?redirectUrl=${encodeURIComponent(path)}`)
        const { location: end } = await browser.finish(await browser.visit(location))
        front ||= new URL(end).origin
        hold(new URL(end).origin === front && !new URL(end).host.includes('evil'), `${path} led to ${end}`)
      }
      return `all ${attempts.length} stay at ${front}`
    },
  },
  {
    row: 'R31',
    name: 'an account that was created with the address of another person, who then signs in with Google',
    needs: 'providers',
    async play(target) {
      const { client: attacker, email, password } = await signUp(target)
      if (target.providers)
        target.providers.google.user = {
          sub: crypto.randomUUID(),
          email,
          email_verified: true,
          name: 'Victim',
        }
      const victim = new OauthBrowser(target.visitor())
      const step = await victim.signIn('google')
      hold(errorOf(step.location) === null, `the victim was led to ${step.location}`)
      hold(!(await isSignedIn(attacker)), "the attacker's session went on")
      hold((await attacker.post('/auth/refresh')).status === 401, "the attacker's refresh token still works")
      const login = await target.visitor().post('/auth/login', { email, password })
      hold(login.status === 401, `the attacker's password got ${login.status}`)
      return "the attacker's password, session and refresh token are invalid"
    },
  },
  {
    row: 'R31',
    name: 'an address that the provider has not verified',
    needs: 'providers',
    async play(target) {
      const { email, client } = await signUp(target)
      if (target.providers)
        target.providers.google.user = {
          sub: crypto.randomUUID(),
          email,
          email_verified: false,
          name: 'Attacker',
        }
      const browser = new OauthBrowser(target.visitor())
      const step = await browser.signIn('google')
      hold(errorOf(step.location) === 'email_unverified', `it led to ${step.location}`)
      hold(!(await isSignedIn(browser.client)), 'it signed in')
      hold(await isSignedIn(client), 'the owner of the account was signed out')
      return 'email_unverified, and the account is untouched'
    },
  },
]

async function startKnown(target: Target, query = ''): Promise<{ browser: OauthBrowser; location: string }> {
  if (target.providers) {
    const email = `attack-${crypto.randomUUID()}@example.com`
    target.providers.google.user = { sub: email, email, email_verified: true, name: 'Grace' }
  }
  const browser = new OauthBrowser(target.visitor())
  const { location } = await browser.start('google', query)
  return { browser, location }
}
