import { type Attack, hold, isSignedIn, signUp } from '../attack.ts'

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** The claims of the browser's own token, which anybody can read. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

export const tokenAttacks: Attack[] = [
  {
    row: 'R1',
    name: 'an access token that is not signed at all',
    async play(target) {
      const { client } = await signUp(target)
      const claims = claimsOf(client.cookies.get('token') ?? '')
      for (const alg of ['none', 'None', 'NONE']) {
        const token = `${encode({ alg, typ: 'at+jwt' })}.${encode(claims)}.`
        const answer = await target.visitor().get('/auth/current-user', { authorization: `Bearer ${token}` })
        hold(answer.status === 401, `alg ${alg} got ${answer.status}`)
      }
      return '401 for none, None and NONE'
    },
  },
  {
    row: 'R2',
    name: 'an access token whose user was replaced',
    async play(target) {
      const [ada, bob] = [await signUp(target), await signUp(target)]
      const [header, , signature] = (ada.client.cookies.get('token') ?? '').split('.')
      const payload = encode({
        ...claimsOf(ada.client.cookies.get('token') ?? ''),
        ...claimsOf(bob.client.cookies.get('token') ?? ''),
      })
      const answer = await target
        .visitor()
        .get('/auth/current-user', { authorization: `Bearer ${header}.${payload}.${signature}` })
      hold(answer.status === 401, `it got ${answer.status}`)
      return '401'
    },
  },
  {
    row: 'R2',
    name: 'a refresh token as an access token, and the reverse',
    async play(target) {
      const { client } = await signUp(target)
      const swapped = target.visitor()
      swapped.cookies.set('token', client.cookies.get('refreshToken') ?? '')
      swapped.cookies.set('refreshToken', client.cookies.get('token') ?? '')
      hold(!(await isSignedIn(swapped)), 'the API accepted the refresh token')
      hold((await swapped.post('/auth/refresh')).status === 401, 'the access token was rotated')
      hold(await isSignedIn(client), 'the attempt ended the session of its owner')
      return '401 for both, and the owner stays signed in'
    },
  },
]
