import { type Attack, hold, isSignedIn, need, readToken, signUp } from '../attack.ts'

const asBrowser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

export const recoveryAttacks: Attack[] = [
  {
    row: 'R17',
    name: 'keeping an account whose address was changed with a known password, and its owner from coming back',
    needs: 'letters',
    async play(target) {
      const { client: thief, email, password } = await signUp(target)
      const next = `attack-${crypto.randomUUID()}@example.com`
      const alone = await thief.post('/user/email', { email: next })
      hold(alone.status === 403, `a session alone was answered ${alone.status}`)
      need(await thief.post('/user/email', { email: next, password }), 200)
      need(
        await thief.post('/auth/confirm-email', { token: await readToken(target, next, '/confirm-email') }),
        200,
      )
      const taking = { name: 'M', email, password, agreedToTerms: true }
      const taken = await target.visitor().post('/auth/register', taking)
      hold(taken.status === 400, `the old address went to somebody else: ${taken.status}`)
      const token = await readToken(target, email, '/undo-email-change')
      const back = await target.visitor().post('/auth/undo-email-change', { token })
      hold(back.status === 200, `its owner was answered ${back.status}`)
      hold(!(await isSignedIn(thief)), "the thief's session goes on")
      const again = await target.visitor().post('/auth/login', { email, password })
      hold(again.status === 401, `the password that the thief knows was answered ${again.status}`)
      return 'its owner has it back; sessions and the password are void'
    },
  },
  {
    row: 'R14',
    name: 'staying in an account after its owner has said that the sign-in was somebody else',
    needs: 'letters',
    async play(target) {
      const { email, password } = await signUp(target)
      const thief = target.visitor()
      need(await thief.post('/auth/login', { email, password }, asBrowser), 200)
      const token = await readToken(target, email, '/not-me')
      need(await target.visitor().post('/auth/not-me', { token }), 200)
      hold(!(await isSignedIn(thief)), 'the session goes on')
      const refreshed = await thief.post('/auth/refresh')
      hold(refreshed.status === 401, `a refresh was answered ${refreshed.status}`)
      const again = await thief.post('/auth/login', { email, password }, asBrowser)
      hold(again.status === 401, `the password was answered ${again.status}`)
      return '401 for session, refresh and password'
    },
  },
]
