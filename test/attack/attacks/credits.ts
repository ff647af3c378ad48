import { OauthBrowser } from '../../harness/oauth-browser.ts'
import { type Attack, Broken, hold, need, signUp } from '../attack.ts'

const attemptsMax = 12

export const creditAttacks: Attack[] = [
  {
    row: 'R36',
    name: 'getting sign-up credits again by deleting an account and coming back with its address',
    async play(target) {
      const { client, email, password } = await signUp(target)
      need(await client.delete('/user', { password }), 200)
      const again = await target
        .visitor()
        .post('/auth/register', { name: 'Again', email, password, agreedToTerms: true })
      need(again, 201)
      const { credits } = (again.body as { user: { credits: number } }).user
      hold(credits === 0, `it was given ${credits} credits`)
      return 'the second account has 0 credits'
    },
  },
  {
    row: 'R41',
    name: 'making accounts by first sign-ins elsewhere, as many as one likes, from one address',
    needs: 'providers',
    async play(target) {
      const visitor = target.visitor()
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const email = `attack-${crypto.randomUUID()}@example.com`
        if (target.providers) target.providers.google.person = { sub: email, email, email_verified: true }
        const { location } = await new OauthBrowser(visitor.fork()).signIn('google')
        if (new URL(location).searchParams.get('error') === 'rate_limited')
          return `rate_limited at number ${attempt}`
      }
      throw new Broken(`${attemptsMax} accounts were made`)
    },
  },
]
