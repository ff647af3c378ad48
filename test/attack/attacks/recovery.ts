import { type Attack, hold, isSignedIn, need, readToken, signUp } from '../attack.ts'

const asBrowser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

export const recoveryAttacks: Attack[] = [
  {
    row: 'R17',
    name: 'keeping an account after changing its address with a known password, so that its owner cannot recover it',
    needs: 'emails',
    async play(target) {
      const { client: thief, email, password } = await signUp(target)
      const next = `attack-${crypto.randomUUID()}@example.com`
      const alone = await thief.post('/user/email', { email: next })
      hold(alone.status === 403, `a session alone got ${alone.status}`)
      need(await thief.post('/user/email', { email: next, password }), 200)
      need(
        await thief.post('/auth/confirm-email', { token: await readToken(target, next, '/confirm-email') }),
        200,
      )
      const taking = { name: 'M', email, password, agreedToTerms: true }
      const taken = await target.visitor().post('/auth/register', taking)
      hold(taken.status === 400, `somebody else could register the old address: ${taken.status}`)
      const token = await readToken(target, email, '/undo-email-change')
      const back = await target.visitor().post('/auth/undo-email-change', { token })
      hold(back.status === 200, `its owner got ${back.status}`)
      hold(!(await isSignedIn(thief)), "the thief's session goes on")
      const again = await target.visitor().post('/auth/login', { email, password })
      hold(again.status === 401, `the password that the thief knows got ${again.status}`)
      return 'its owner has it back; sessions and the password are invalid'
    },
  },
  {
    row: 'R14',
    name: 'staying signed in to an account after its owner reported the sign-in',
    needs: 'emails',
    async play(target) {
      const { email, password } = await signUp(target)
      const thief = target.visitor()
      need(await thief.post('/auth/login', { email, password }, asBrowser), 200)
      const token = await readToken(target, email, '/not-me')
      need(await target.visitor().post('/auth/not-me', { token }), 200)
      hold(!(await isSignedIn(thief)), 'the session is still alive')
      const refreshed = await thief.post('/auth/refresh')
      hold(refreshed.status === 401, `a refresh got ${refreshed.status}`)
      const again = await thief.post('/auth/login', { email, password }, asBrowser)
      hold(again.status === 401, `the password got ${again.status}`)
      return '401 for session, refresh and password'
    },
  },
]
