import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type ChangedAddress, signUpAndChangeAddress } from '../../../../../test/harness/change-address.ts'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { authenticatorAt, bodyOf, codeOf } from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startMailbox } from '../../../../../test/harness/mail-servers.ts'
import { OauthBrowser, startProviders } from '../../../../../test/harness/oauth-browser.ts'
import { waitFor, waitForLock } from '../../../../../test/harness/wait.ts'
import { makeWebhook } from '../../../../../test/harness/webhook-receiver.ts'
import { addMember, invite, inWorkspace, makeWorkspace } from '../../../../../test/harness/workspace.ts'

const mailbox = keepForSuite(await startMailbox())
const providers = keepForSuite(await startProviders())
const api = keepForSuite(
  await startTestApi({ ...providers.environment, SMTP_URL: mailbox.url, TRUST_PROXY: '1' }, { worker: true }),
)
providers.register(`http://localhost:${new URL(api.url).port}`)
const { pool } = api.database

const hook = { url: 'https://intruder.example/', events: ['job.failed'] }
const undo = (token: string) => api.client().post('/auth/undo-email-change', { token })

/**
 * Sends what an intruder asks while the owner takes the account back: it is authorised before the take-back,
 * and waits behind it for the row of the user, or of a workspace.
 */
async function askDuringTakeBack({ id, undoToken }: ChangedAddress, ask: () => Promise<Answer>, heldId = id) {
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    await holder.query('select from users where id = $1 for no key update', [heldId])
    const undone = undo(undoToken)
    await waitForLock(pool, 'the take-back to wait for the row')
    const asked = ask()
    await waitForLock(pool, 'the request to wait behind the take-back', 2)
    await holder.query('commit')
    expect((await undone).status).toBe(200)
    return await asked
  } finally {
    holder.release()
  }
}

const count = async (table: string, userId: string, condition = 'true'): Promise<number> => {
  const text = `select count(*)::int as count from ${table} where user_id = $1 and ${condition}`
  return (await pool.query<{ count: number }>(text, [userId])).rows[0]?.count ?? -1
}

/** What an intruder may leave behind, after what the owner (`prepare`) and the intruder (`begin`) did. */
type Case = {
  name: string
  prepare?: (owner: Client) => Promise<unknown>
  begin: (account: ChangedAddress) => Promise<() => Promise<Answer>>
  left: (userId: string) => Promise<number>
}

const ownWebhook = (owner: Client) => makeWebhook(owner, { url: 'https://owner.example/' })
async function findWebhook(userId: string): Promise<string> {
  const { rows } = await pool.query('select id from webhooks where user_id = $1', [userId])
  return rows[0].id
}
const countSecrets = async (userId: string) =>
  count('webhook_secrets join webhooks on webhooks.id = webhook_id', userId)

const cases: Case[] = [
  {
    name: 'a webhook',
    begin: async ({ client }) => {
      return () => client.post('/user/webhooks', hook)
    },
    left: (userId) => count('webhooks', userId),
  },
  {
    name: 'a webhook made with an API key',
    begin: async ({ client }) => {
      const { key } = await makeKey(client, { scopes: ['webhooks'] })
      return () => callWithKey(api.url, key, 'POST', '/user/webhooks', { body: hook })
    },
    left: (userId) => count('webhooks', userId),
  },
  {
    name: 'another URL of a webhook',
    prepare: ownWebhook,
    begin: async ({ client, id }) => {
      const webhookId = await findWebhook(id)
      return () => client.patch(`/user/webhooks/${webhookId}`, { url: hook.url })
    },
    left: (userId) => count('webhooks', userId, `url = '${hook.url}'`),
  },
  {
    name: 'a known secret of a webhook',
    prepare: ownWebhook,
    begin: async ({ client, id }) => {
      const webhookId = await findWebhook(id)
      return () => client.post(`/user/webhooks/${webhookId}/rotate`, {})
    },
    left: async (userId) => (await countSecrets(userId)) - 1,
  },
  {
    name: 'an API key',
    begin: async ({ client }) => {
      const body = { name: 'Theirs', scopes: ['pictures:read'], password: testPassword }
      return () => client.post('/user/api-keys', body)
    },
    left: (userId) => count('api_keys', userId, 'revoked_at is null'),
  },
  {
    name: 'a known secret of an API key',
    prepare: (owner) => makeKey(owner),
    begin: async ({ client, id }) => {
      const { rows } = await pool.query('select id from api_keys where user_id = $1', [id])
      return () => client.post(`/user/api-keys/${rows[0].id}/rotate`, { password: testPassword })
    },
    left: async (userId) => (await count('api_key_secrets s join api_keys k on k.id = key_id', userId)) - 1,
  },
  {
    name: 'a passkey',
    begin: async ({ client }) => {
      const options = bodyOf(await client.post('/auth/passkeys/options', { password: testPassword }))
      const credential = authenticatorAt(api.url).create(options)
      return () => client.post('/auth/passkeys/verify', { name: 'Theirs', credential })
    },
    left: (userId) => count('passkeys', userId),
  },
  {
    name: 'a second factor',
    begin: async ({ client }) => {
      const begun = await client.post('/auth/totp/begin', { password: testPassword })
      const { secret } = bodyOf<{ secret: string }>(begun)
      return () => client.post('/auth/totp/confirm', { code: codeOf(secret) })
    },
    left: (userId) => count('totp_secrets', userId),
  },
  {
    name: 'a change of address',
    begin: async ({ client }) => {
      const email = `${crypto.randomUUID()}@intruder.example`
      return () => client.post('/user/email', { email, password: testPassword })
    },
    left: (userId) => count('email_changes', userId, 'used_at is null'),
  },
  {
    name: 'a password',
    begin: async ({ client }) => {
      const change = { currentPassword: testPassword, newPassword: 'a night in the valley' }
      return () => client.post('/auth/change-password', change)
    },
    left: (userId) => count('sessions', userId, 'revoked_at is null'),
  },
]

describe('an intruder whose request arrives during the take-back leaves nothing behind:', () => {
  it.each(cases)('$name', async ({ prepare, begin, left }) => {
    const account = await signUpAndChangeAddress(api, mailbox, prepare)
    const answer = await askDuringTakeBack(account, await begin(account))
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'invalid_token' }])
    expect(await left(account.id)).toBe(0)
  })

  it('a provider account with the address that the account no longer has', async () => {
    const account = await signUpAndChangeAddress(api, mailbox)
    providers.google.user = { sub: account.email, email: account.email, email_verified: true }
    const browser = new OauthBrowser(api.client())
    const callback = await browser.visit((await browser.start('google')).location)
    await askDuringTakeBack(account, async () => (await browser.finish(callback)).answer)
    expect(await count('oauth_accounts', account.id)).toBe(0)
    const { id } = (await browser.client.get('/auth/current-user')).body as { id: string }
    expect(id).not.toBe(account.id)
  })

  it('a link for a new password to the address that the account no longer has', async () => {
    const account = await signUpAndChangeAddress(api, mailbox)
    const { email } = account
    await askDuringTakeBack(account, () => api.client().post('/auth/forgot-password', { email }))
    const status = await waitFor('the email to be dealt with', async () => {
      const text = `select status from mail_letters where recipient = $1 and letter = 'reset-password' and status <> 'QUEUED'`
      return (await pool.query(text, [email])).rows[0]?.status
    })
    expect(status).toBe('DROPPED')
  })
})

/** Somebody with a verified address who owns a workspace, in which `before` was done before an intrusion. */
async function takeOver(before: (owner: Client, workspaceId: string) => Promise<unknown> = async () => {}) {
  let workspaceId = ''
  const account = await signUpAndChangeAddress(api, mailbox, async (client) => {
    const { id } = (await client.get('/auth/current-user')).body as { id: string }
    await pool.query('update users set email_verified_at = now() where id = $1', [id])
    workspaceId = (await makeWorkspace(client)).id
    await before(client, workspaceId)
  })
  return { ...account, workspaceId, acting: inWorkspace(account.client, workspaceId) }
}

const list = async (text: string, workspaceId: string): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(text, [workspaceId])
  return rows.map(({ name }) => name).sort()
}
const leftIn = async (workspaceId: string) => ({
  keys: await list(
    `select name from api_keys where user_id = $1 and kind = 'key' and revoked_at is null`,
    workspaceId,
  ),
  webhooks: await list(
    'select url as name from webhooks where user_id = $1 and disabled_at is null',
    workspaceId,
  ),
  invitations: await list(
    'select email as name from workspace_invitations where workspace_id = $1 and accepted_at is null and revoked_at is null',
    workspaceId,
  ),
  members: await list(
    `select user_id || ' ' || role as name from workspace_members where workspace_id = $1`,
    workspaceId,
  ),
})

describe('in a workspace of the person,', () => {
  it.each<{ name: string; begin: (acting: Client, id: string) => Promise<() => Promise<Answer>> }>([
    {
      name: 'an API key',
      begin: async (acting) => () =>
        acting.post('/user/api-keys', {
          ...{ name: 'Theirs', scopes: ['pictures:read'], password: testPassword },
        }),
    },
    { name: 'a webhook', begin: async (acting) => () => acting.post('/user/webhooks', hook) },
    {
      name: 'a webhook by an API key',
      begin: async (acting) => {
        const { key } = await makeKey(acting, { scopes: ['webhooks'] })
        return () => callWithKey(api.url, key, 'POST', '/user/webhooks', { body: hook })
      },
    },
    {
      name: 'an invitation',
      begin: async (acting, id) => () =>
        acting
          .fork(acting.url, {})
          .post(`/workspaces/${id}/invitations`, { email: 'x@intruder.example', role: 'admin' }),
    },
  ])('$name that is asked for during the take-back is refused', async ({ begin }) => {
    const account = await takeOver()
    const ask = await begin(account.acting, account.workspaceId)
    const answer = await askDuringTakeBack(account, ask, account.workspaceId)
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'invalid_token' }])
    expect(await leftIn(account.workspaceId)).toEqual({
      ...{ keys: [], webhooks: [], invitations: [] },
      members: [`${account.id} owner`],
    })
  })

  it('an invitation of the intruder that is accepted during the take-back is refused', async () => {
    const account = await takeOver()
    const accomplice = await api.signUp()
    await pool.query('update users set email_verified_at = now() where id = $1', [accomplice.id])
    const { token } = await invite(api, account.client, account.workspaceId, accomplice.email, {
      role: 'admin',
    })
    const join = () => accomplice.client.post('/workspaces/join', { token })
    const answer = await askDuringTakeBack(account, join, account.workspaceId)
    expect([answer.status, answer.body]).toMatchObject([410, { code: 'invalid_invitation' }])
    expect((await leftIn(account.workspaceId)).members).toEqual([`${account.id} owner`])
  })

  it('what an intruder and their accomplices did ends, what others did stays, and the person owns it again', async () => {
    let rotatedId = ''
    let honest: Awaited<ReturnType<typeof addMember>> | undefined
    const account = await takeOver(async (owner, id) => {
      honest = await addMember(api, { client: owner }, id, { role: 'admin' })
      await makeKey(inWorkspace(owner, id), { name: 'Kept' })
      rotatedId = (await makeKey(inWorkspace(owner, id), { name: 'Rotated' })).id
      await ownWebhook(inWorkspace(owner, id))
    })
    if (!honest) throw new Error('the workspace was not prepared')
    const { client, id, workspaceId, acting } = account
    const succeed = async (asked: Promise<Answer>, status = 200) => {
      const answer = await asked
      expect([answer.status, answer.text]).toEqual([status, answer.text])
    }
    const honestly = inWorkspace(honest.client, workspaceId)
    await makeKey(honestly, { name: 'Honest' })
    await makeWebhook(honestly, { url: 'https://honest.example/' })
    await invite(api, honest.client, workspaceId, 'colleague@example.com', { role: 'viewer' })

    const { key } = await makeKey(acting, { name: 'Theirs', scopes: ['webhooks'] })
    await succeed(callWithKey(api.url, key, 'POST', '/user/webhooks', { body: hook }), 201)
    await succeed(acting.post(`/user/api-keys/${rotatedId}/rotate`, { password: testPassword }))
    await invite(api, client, workspaceId, `open@intruder.example`, { role: 'admin' })
    const accomplice = await addMember(api, account, workspaceId, { role: 'admin' })
    const members = `/workspaces/${workspaceId}/members`
    await succeed(client.patch(`${members}/${accomplice.memberId}`, { role: 'owner' }))
    await makeKey(inWorkspace(accomplice.client, workspaceId), { name: 'Of the accomplice' })
    await addMember(api, accomplice, workspaceId, { role: 'member' })
    const { workspace } = (await client.get(`/workspaces/${workspaceId}`)).body as {
      workspace: { memberId: string }
    }
    await succeed(accomplice.client.delete(`${members}/${workspace.memberId}`))

    await succeed(undo(account.undoToken))
    expect(await leftIn(workspaceId)).toEqual({
      keys: ['Honest', 'Kept'],
      webhooks: ['https://honest.example/', 'https://owner.example/'],
      invitations: ['colleague@example.com'],
      members: [`${id} owner`, `${honest.id} admin`].sort(),
    })
    const refused = await inWorkspace(accomplice.client, workspaceId).get('/user/profile')
    expect(refused.body).toMatchObject({ code: 'workspace_not_found' })
    await mailbox.waitForEmail(honest.email, 'Changes in a workspace were undone')
  })
})
