import type { Answer as WireAnswer } from '@chatsvg/client'
import { changeBalance } from '../../apps/server/src/features/credits/index.ts'
import { invitationToken } from '../../apps/server/src/features/workspaces/index.ts'
import type { SignedUp, TestApi } from './api.ts'
import type { Answer, Client } from './client.ts'

type Member = WireAnswer<'GET /api/workspaces/{id}/members'>['members'][number]
type Workspace = WireAnswer<'POST /api/workspaces'>['workspace']
type Invited = { role: Member['role']; monthlyCredits?: number | null }

/** Gives an account credits, as an administrator does. */
export const grantCredits = ({ resources }: TestApi, userId: string, amount: number) =>
  resources.database.db.transaction((tx) =>
    changeBalance(tx, { userId, amount, reason: 'GRANT', note: null }),
  )

/** A new user whose address is verified. */
export async function signUpVerified(api: TestApi): Promise<SignedUp> {
  const user = await api.signUp()
  await api.database.pool.query('update users set email_verified_at = now() where id = $1', [user.id])
  return user
}

export async function makeWorkspace(client: Client, name = 'Lighthouse Studio'): Promise<Workspace> {
  return succeed<{ workspace: Workspace }>(await client.post('/workspaces', { name }), 201).workspace
}

/** A fork of the client that sends everything for a workspace. */
export const inWorkspace = (client: Client, workspaceId: string): Client =>
  client.fork(client.url, { 'x-workspace': workspaceId })

/** The token of the last invitation to an address, as its email has it. */
export async function tokenFor({ database, resources }: TestApi, email: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `select id from mail_letters where letter = 'workspace-invitation' and recipient = $1 order by id desc limit 1`,
    [email],
  )
  return invitationToken(rows[0]?.id ?? '', resources.keys.mailedToken)
}

/** Invites an address. */
export async function invite(
  api: TestApi,
  client: Client,
  workspaceId: string,
  email: string,
  invited: Invited,
): Promise<{ invitationId: string; token: string }> {
  const answer = await client.post(`/workspaces/${workspaceId}/invitations`, { email, ...invited })
  const { invitation } = succeed<{ invitation: { id: string } }>(answer, 201)
  return { invitationId: invitation.id, token: await tokenFor(api, email) }
}

/** A new user who has accepted an invitation. */
export async function addMember(
  api: TestApi,
  { client }: Pick<SignedUp, 'client'>,
  workspaceId: string,
  invited: Invited,
): Promise<SignedUp & { memberId: string }> {
  const person = await signUpVerified(api)
  const { token } = await invite(api, client, workspaceId, person.email, invited)
  const joined = await person.client.post('/workspaces/join', { token })
  return { ...person, memberId: succeed<{ workspace: Workspace }>(joined, 200).workspace.memberId }
}

export async function membersOf(client: Client, workspaceId: string): Promise<Member[]> {
  return succeed<{ members: Member[] }>(await client.get(`/workspaces/${workspaceId}/members`), 200).members
}

function succeed<Body>({ status, text, body }: Answer, expected: number): Body {
  if (status !== expected) throw new Error(`answered ${status}: ${text}`)
  return body as Body
}
