import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import {
  changedSubject,
  confirmSubject,
  signUpAndChangeAddress,
  tokenIn as tokenOfMail,
} from '../../../../../test/harness/change-address.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import {
  addPasskey,
  askForTicket,
  authenticatorAt,
  enableTotp,
  signInWithPasskey,
} from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { linkOf, startMailbox } from '../../../../../test/harness/mail-servers.ts'
import { makeWebhook } from '../../../../../test/harness/webhook-receiver.ts'

const mailbox = keepForSuite(await startMailbox())
const api = keepForSuite(await startTestApi({ SMTP_URL: mailbox.url, TRUST_PROXY: '1' }, { worker: true }))

const deviceSubject = 'A new device signed in to chatSVG'
const resetSubject = 'Reset your chatSVG password'

const newEmail = () => `${crypto.randomUUID()}@example.org`

const tokenIn = (to: string, subject: string, page: RegExp) => tokenOfMail(mailbox, to, subject, page)
const ask = (client: Client, email: string, password = testPassword) =>
  client.post('/user/email', { email, password })
const confirm = (client: Client, token: string) => client.post('/auth/confirm-email', { token })
const undo = (token: string) => api.client().post('/auth/undo-email-change', { token })
const logIn = (email: string, password = testPassword, headers = {}) => {
  const client = api.client()
  return { client, answer: client.post('/auth/login', { email, password }, headers) }
}

const changed = (prepare?: (client: Client) => Promise<void>) => signUpAndChangeAddress(api, mailbox, prepare)

async function emailsTo(recipient: string): Promise<string[]> {
  const { rows } = await api.database.pool.query(
    'select letter from mail_letters where recipient = $1 order by id',
    [recipient],
  )
  return rows.map(({ letter }) => letter)
}

describe('a change of address', () => {
  it('takes the password, a link to the new address and the same account, and tells the old one', async () => {
    const { client, email: oldEmail } = await api.signUp()
    const email = newEmail()
    expect((await ask(client, email, 'a guess')).status).toBe(403)
    expect((await ask(client, email)).body).toMatchObject({ message: expect.stringContaining('link') })
    expect((await client.get('/auth/current-user')).body).toMatchObject({ email: oldEmail })

    const token = await tokenIn(email, confirmSubject, /confirm-email/)
    const { client: stranger } = await api.signUp()
    expect((await confirm(stranger, token)).status).toBe(400)
    expect((await confirm(api.client(), token)).status).toBe(401)
    expect((await confirm(client, token)).body).toMatchObject({ email })
    expect((await confirm(client, token)).status).toBe(400)
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { email, emailVerified: true } })
    expect((await logIn(oldEmail).answer).status).toBe(401)
    expect((await logIn(email).answer).status).toBe(200)
    await mailbox.waitForEmail(oldEmail, changedSubject)
  })

  it('leaves both addresses known: accounts that are created with them later get no sign-up credits', async () => {
    const { client, oldEmail, email } = await changed()
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    for (const address of [oldEmail, email])
      expect(await api.client().register(address)).toMatchObject({ credits: 0 })
  })

  it('does not reveal who has an account, and sends no email to an address with one', async () => {
    const { email: taken } = await api.client().register()
    const { client, email } = await api.signUp()
    const free = newEmail()
    const [about, ofTaken] = [await ask(client, free), await ask(client, taken)]
    expect({ ...(ofTaken.body as object), requestId: 0 }).toEqual({ ...(about.body as object), requestId: 0 })
    expect(await emailsTo(taken)).not.toContain('confirm-email')
    expect((await ask(client, email)).body).toMatchObject({ error: 'This is your address already' })
    expect((await ask(client, 'no address')).body).toMatchObject({ code: 'invalid_email' })
  })

  it('of two that are asked for only the last can be confirmed', async () => {
    const { client } = await api.signUp()
    const [first, second] = [newEmail(), newEmail()]
    await ask(client, first)
    const token = await tokenIn(first, confirmSubject, /confirm-email/)
    await ask(client, second)
    expect((await confirm(client, token)).status).toBe(400)
    expect((await confirm(client, await tokenIn(second, confirmSubject, /confirm-email/))).status).toBe(200)
  })

  it('to one address by two accounts succeeds for one of them', async () => {
    const email = newEmail()
    const clients = [api.client(), api.client()]
    const tokens: string[] = []
    for (const client of clients) {
      await client.register()
      await ask(client, email)
      tokens.push(await tokenIn(email, confirmSubject, /confirm-email/))
    }
    const answers = await Promise.all(clients.map((client, at) => confirm(client, tokens[at] ?? '')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.find(({ status }) => status === 400)?.body).toMatchObject({ code: 'email_unavailable' })
  })
})

describe('undoing a change of address', () => {
  it('restores the address, ends all sessions, invalidates the password and asks for a new one', async () => {
    const { client, oldEmail, email, undoToken } = await changed()
    const socket = client.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    expect((await undo(undoToken)).status).toBe(200)
    await closed
    expect((await client.get('/auth/current-user')).status).toBe(401)
    for (const address of [oldEmail, email]) expect((await logIn(address).answer).status).toBe(401)
    const token = await tokenIn(oldEmail, resetSubject, /reset-password/)
    const reset = { token, newPassword: 'an evening in the hills' }
    expect((await api.client().post('/auth/reset-password', reset)).status).toBe(200)
    expect((await logIn(oldEmail, reset.newPassword).answer).status).toBe(200)
  })

  it('works once, also when it is done twenty times at once', async () => {
    const { undoToken } = await changed()
    const answers = await Promise.all(Array.from({ length: 20 }, () => undo(undoToken)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await undo(undoToken)).status).toBe(400)
  })

  it('undoes later changes as well, which cannot be undone in turn', async () => {
    const { client, id, oldEmail, email, undoToken } = await changed()
    const third = newEmail()
    await ask(client, third)
    await confirm(client, await tokenIn(third, confirmSubject, /confirm-email/))
    const thiefsUndo = await tokenIn(email, changedSubject, /undo-email/)
    expect((await undo(undoToken)).status).toBe(200)
    expect((await undo(thiefsUndo)).status).toBe(400)
    const { rows } = await api.database.pool.query('select email from users where id = $1', [id])
    expect(rows).toEqual([{ email: oldEmail }])
  })

  it('is possible because nobody else gets the old address in that time', async () => {
    const { oldEmail, undoToken, client } = await changed()
    const taking = { name: 'Mallory', email: oldEmail, password: testPassword, agreedToTerms: true }
    expect((await api.client().post('/auth/register', taking)).body).toMatchObject({
      code: 'email_unavailable',
    })
    const { client: other } = await api.signUp()
    await ask(other, oldEmail)
    expect(await emailsTo(oldEmail)).not.toContain('confirm-email')
    expect((await client.get('/auth/current-user')).status).toBe(200)
    expect((await undo(undoToken)).status).toBe(200)
  })

  it('never loses against a sign-up that takes the old address in the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { client, email: oldEmail } = await api.signUp()
      const email = newEmail()
      await ask(client, email)
      const token = await tokenIn(email, confirmSubject, /confirm-email/)
      const taking = { name: 'Mallory', email: oldEmail, password: testPassword, agreedToTerms: true }
      const takers = Array.from({ length: 6 }, () => api.client())
      await Promise.all(takers.map((taker) => taker.get('/csrf')))
      const [confirmed, ...taken] = await Promise.all([
        confirm(client, token),
        ...takers.map((taker) => taker.post('/auth/register', taking)),
      ])
      expect(confirmed.status).toBe(200)
      expect(taken.map(({ status }) => status)).toEqual(takers.map(() => 400))
    }
  })

  it('removes passkeys that were added since, and keeps earlier ones', async () => {
    const [before, since] = [authenticatorAt(api.url), authenticatorAt(api.url)]
    const { client, undoToken } = await changed(async (owner) => void (await addPasskey(owner, before)))
    await addPasskey(client, since)
    expect((await undo(undoToken)).status).toBe(200)
    expect((await signInWithPasskey(api.client(), since)).status).toBe(401)
    expect((await signInWithPasskey(api.client(), before)).status).toBe(200)
  })

  it('disables webhooks that were made or rotated since, and keeps earlier ones', async () => {
    const url = 'https://hooks.example/'
    const earlier: string[] = []
    const { client, undoToken } = await changed(async (owner) => {
      for (let made = 0; made < 2; made += 1) earlier.push((await makeWebhook(owner, { url })).id)
    })
    await makeWebhook(client, { url })
    await client.post(`/user/webhooks/${earlier[0]}/rotate`, {})
    expect((await undo(undoToken)).status).toBe(200)
    const { rows } = await api.database.pool.query(
      `select disabled_reason as reason from webhooks where user_id = (select user_id from webhooks where id = $1) order by created_at`,
      [earlier[0]],
    )
    expect(rows.map(({ reason }) => reason)).toEqual(['recovery', null, 'recovery'])
  })

  it('expires after seven days, and then the address is free', async () => {
    const { id, oldEmail, undoToken } = await changed()
    await api.database.pool.query(
      `update email_changes set undo_until = now() - interval '1 second' where user_id = $1`,
      [id],
    )
    expect((await undo(undoToken)).status).toBe(400)
    await api.client().register(oldEmail)
  })
})

describe('a sign-in from a new device', () => {
  const elsewhere = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

  it('is reported to the owner, who can end it with one link and choose a new password', async () => {
    const { client: owner, email } = await api.signUp()
    const { client: thief, answer } = logIn(email, testPassword, elsewhere)
    expect((await answer).status).toBe(200)
    const message = await mailbox.waitForEmail(email, deviceSubject)
    expect(message.text).toContain('Firefox on Linux')
    const token = new URL(linkOf(message, /not-me/)).searchParams.get('token')
    const disown = () => api.client().post('/auth/not-me', { token })
    expect((await disown()).status).toBe(200)
    for (const client of [owner, thief]) {
      expect((await client.get('/auth/current-user')).status).toBe(401)
      expect((await client.post('/auth/refresh')).status).toBe(401)
    }
    expect((await logIn(email).answer).status).toBe(401)
    await mailbox.waitForEmail(email, resetSubject)
    expect((await disown()).status).toBe(400)
  })

  it('loses passkeys and the second factor that came since, also a sign-in that waits for its code', async () => {
    const { client: owner, email } = await api.signUp()
    const own = authenticatorAt(api.url)
    await addPasskey(owner, own)
    const { client: thief, answer } = logIn(email, testPassword, elsewhere)
    expect((await answer).status).toBe(200)
    const message = await mailbox.waitForEmail(email, deviceSubject)
    const token = new URL(linkOf(message, /not-me/)).searchParams.get('token')
    const theirs = authenticatorAt(api.url)
    await addPasskey(thief, theirs)
    const { recoveryCodes } = await enableTotp(thief)
    const ticket = await askForTicket(thief, email)
    expect((await api.client().post('/auth/not-me', { token })).status).toBe(200)
    const [code] = recoveryCodes
    expect((await thief.post('/auth/second-factor', { ticket, code })).status).toBe(401)
    expect((await signInWithPasskey(thief, theirs)).status).toBe(401)
    expect((await signInWithPasskey(owner, own)).status).toBe(200)
    expect((await owner.get('/auth/factors')).body).toMatchObject({ totp: null, recoveryCodesLeft: 0 })
  })

  it('is not reported when the browser, or the program at its address, has signed in before', async () => {
    const { client: owner, email } = await api.signUp()
    await owner.post('/auth/logout')
    expect((await owner.post('/auth/login', { email, password: testPassword }, elsewhere)).status).toBe(200)
    expect((await logIn(email).answer).status).toBe(200)
    expect(await emailsTo(email)).not.toContain('new-device')
    // Without the browser's cookie, but with its user agent and its address.
    expect((await logIn(email, testPassword, elsewhere).answer).status).toBe(200)
    const { answer: failed } = logIn(email, 'a guess', { 'user-agent': 'curl/8' })
    await failed
    expect((await emailsTo(email)).filter((name) => name === 'new-device')).toHaveLength(0)
  })
})
