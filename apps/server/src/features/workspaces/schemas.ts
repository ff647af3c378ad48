import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import {
  accountErrors,
  emailField,
  emailRules,
  nameField,
  nameRules,
  planNames,
  signupPlan,
} from '../accounts/index.ts'
import { jobErrors } from '../jobs/index.ts'
import { authLimited, proofRules, sessionErrors } from '../sessions/index.ts'
import { bounds } from './bounds.ts'
import { invitationsLimited, workspaceErrors } from './errors.ts'
import { roles } from './roles.ts'

const about = { tags: ['Workspaces'] as [string], access: 'caller' as const }
const uuid = Type.String({ format: 'uuid' })
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()])
const role = Type.Enum([...roles])
const limit = Type.Union([Type.Integer({ minimum: 0, maximum: bounds.monthlyCreditsMax }), Type.Null()], {
  description: 'credits that may be charged in a month (UTC); null: all',
})

const workspace = Type.Object(
  {
    id: uuid,
    name: Type.String(),
    plan: Type.Enum([...planNames]),
    credits: Type.Integer(),
    monthlyCredits: limit,
    spentThisMonth: Type.Integer({ description: 'charges of this month (UTC), less refunds' }),
    role: Type.Enum([...roles], { description: 'your own' }),
    memberId: Type.String({ format: 'uuid', description: 'your membership' }),
    members: Type.Integer({ description: 'how many there are' }),
    suspended: Type.Boolean(),
    createdAt: moment,
  },
  { title: 'Workspace' },
)
const member = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'of the membership; `requestedBy` of its jobs' }),
    userId: uuid,
    name: Type.String(),
    avatar: orNull(Type.String()),
    role,
    joinedAt: moment,
    email: Type.Optional(Type.String({ description: 'only for admins and the member' })),
    monthlyCredits: Type.Optional(limit),
    spentThisMonth: Type.Optional(Type.Integer()),
  },
  { title: 'WorkspaceMember' },
)
const invitation = Type.Object(
  {
    id: uuid,
    email: Type.String(),
    role,
    monthlyCredits: limit,
    invitedBy: Type.Union([Type.String(), Type.Null()], { description: 'the name of a person' }),
    expired: Type.Boolean(),
    createdAt: moment,
    sentAt: moment,
    expiresAt: moment,
  },
  { title: 'WorkspaceInvitation' },
)

const example = {
  id: '0198c0de-0000-7000-8000-000000000001',
  name: 'Lighthouse Studio',
  plan: signupPlan,
  credits: 480,
  monthlyCredits: null,
  spentThisMonth: 20,
  role: 'owner' as const,
  memberId: '0198c0de-0000-7000-8000-000000000002',
  members: 3,
  suspended: false,
  createdAt: '2026-11-30T12:00:00.000Z',
}
const invitationExample = {
  id: '0198c0de-0000-7000-8000-000000000003',
  email: 'grace@example.com',
  role: 'member' as const,
  monthlyCredits: 100,
  invitedBy: 'Ada Lovelace',
  expired: false,
  createdAt: '2026-11-30T12:00:00.000Z',
  sentAt: '2026-11-30T12:00:00.000Z',
  expiresAt: '2026-12-07T12:00:00.000Z',
}

const params = Type.Object({ id: Type.String() })
const memberParams = Type.Object({ id: Type.String(), memberId: Type.String() })
const invitationParams = Type.Object({ id: Type.String(), invitationId: Type.String() })

const wrong = workspaceErrors.invalid_workspace
const limitRules = { read: asSent, problems: wrong.monthlyCredits }
const notMember = accountErrors.workspace_not_found
const suspended = sessionErrors.account_suspended
const memberProblems = [notMember, suspended, workspaceErrors.insufficient_role('admin')]
const isOk = Type.Object({ ok: Type.Boolean() })

export const list = operation({
  ...about,
  summary: 'List your workspaces',
  response: { 200: Type.Object({ workspaces: Type.Array(workspace) }) },
  answers: { 200: { example: { workspaces: [example] } } },
})

export const create = operation({
  ...about,
  summary: 'Make a workspace',
  description: `You are its owner. It has no credits until somebody buys some, or an administrator grants them. A person owns at most ${bounds.ownedMax}.`,
  body: checkedBody(Type.Object({ name: nameField }), { name: nameRules(wrong.name) }),
  bodyExample: { name: example.name },
  response: { 201: Type.Object({ workspace }) },
  answers: { 201: { headers: { Location: 'of the workspace' }, example: { workspace: example } } },
  problems: [wrong.name.required, workspaceErrors.too_many_workspaces, jobErrors.email_not_verified],
})

export const read = operation({
  ...about,
  summary: 'Read a workspace',
  description: 'Of its members alone.',
  params,
  response: { 200: Type.Object({ workspace }) },
  answers: { 200: { example: { workspace: example } } },
  problems: [notMember],
})

export const change = operation({
  ...about,
  summary: 'Change the name or the monthly limit of a workspace',
  description: 'By its admins and owners.',
  params,
  body: checkedBody(Type.Object({ name: Type.Optional(nameField), monthlyCredits: Type.Optional(limit) }), {
    name: nameRules(wrong.name),
    monthlyCredits: limitRules,
  }),
  bodyExample: { monthlyCredits: 500 },
  response: { 200: Type.Object({ workspace }) },
  answers: { 200: { example: { workspace: example } } },
  problems: [wrong.name.required, wrong.monthlyCredits, ...memberProblems],
})

export const remove = operation({
  ...about,
  summary: 'Delete a workspace',
  description:
    'By an owner, who types its name. Its pictures, keys, webhooks, invitations and credits are deleted with it, pictures that are being drawn too, and its plan ends. It cannot be undone.',
  params,
  body: checkedBody(
    Type.Object({
      name: Type.String({ description: 'of the workspace' }),
      password: Type.Optional(
        Type.String({
          description: 'your own; not needed within ten minutes of a sign-in with a passkey or at a provider',
        }),
      ),
    }),
    { name: { read: asSent, problems: wrong.confirmation }, password: proofRules },
  ),
  bodyExample: { name: example.name, password: 'a long walk by the sea' },
  response: {
    200: Type.Object({ success: Type.Boolean(), credits: Type.Integer({ description: 'that were left' }) }),
  },
  answers: { 200: { example: { success: true, credits: 0 } } },
  problems: [
    wrong.confirmation,
    notMember,
    workspaceErrors.insufficient_role('owner'),
    sessionErrors.wrong_password,
    sessionErrors.reauthentication_required,
    authLimited,
  ],
})

export const listMembers = operation({
  ...about,
  summary: 'List the members of a workspace',
  description: 'Owners first. Former members are named while their spending is kept.',
  params,
  response: {
    200: Type.Object({
      members: Type.Array(member),
      formerMembers: Type.Array(Type.Object({ id: uuid, name: Type.String() })),
    }),
  },
  problems: [notMember],
})

export const changeMember = operation({
  ...about,
  summary: "Change a member's role or monthly limit",
  description:
    'By admins and owners, from the next request on. Nobody changes a member whose role has more rights than their own, or gives such a role.',
  params: memberParams,
  body: checkedBody(Type.Object({ role: Type.Optional(role), monthlyCredits: Type.Optional(limit) }), {
    role: { problems: wrong.role },
    monthlyCredits: limitRules,
  }),
  bodyExample: { role: 'admin', monthlyCredits: 100 },
  response: { 200: isOk },
  answers: { 200: { example: { ok: true } } },
  problems: [
    wrong.role,
    wrong.monthlyCredits,
    ...memberProblems,
    workspaceErrors.member_not_found,
    workspaceErrors.last_owner,
  ],
})

export const removeMember = operation({
  ...about,
  summary: 'Remove a member, or leave a workspace',
  description:
    'A member leaves by their own id. Their streams and sockets in the workspace end at once. What they have drawn and the API keys that they have made belong to the workspace and stay.',
  params: memberParams,
  response: { 200: isOk },
  answers: { 200: { example: { ok: true } } },
  problems: [...memberProblems, workspaceErrors.member_not_found, workspaceErrors.last_owner],
})

export const listInvitations = operation({
  ...about,
  summary: 'List the open invitations of a workspace',
  description: 'For admins and owners; expired ones too, which can be sent again.',
  params,
  response: { 200: Type.Object({ invitations: Type.Array(invitation) }) },
  answers: { 200: { example: { invitations: [invitationExample] } } },
  problems: memberProblems,
})

export const invite = operation({
  ...about,
  summary: 'Invite a person to a workspace by email',
  description: `By admins and owners whose address is verified. The link works once, for ${bounds.invitationDays} days, for the account with this address. An open invitation to the address is replaced.`,
  params,
  body: checkedBody(
    Type.Object({
      email: emailField,
      role: Type.Enum(roles.filter((one) => one !== 'owner')),
      monthlyCredits: Type.Optional(limit),
    }),
    { email: emailRules(wrong.email), role: { problems: wrong.role }, monthlyCredits: limitRules },
  ),
  bodyExample: { email: invitationExample.email, role: 'member', monthlyCredits: 100 },
  response: { 201: Type.Object({ invitation }) },
  answers: { 201: { example: { invitation: invitationExample } } },
  problems: [
    wrong.email.required,
    wrong.role,
    wrong.monthlyCredits,
    ...memberProblems,
    jobErrors.email_not_verified,
    workspaceErrors.already_member,
    workspaceErrors.too_many_members,
    invitationsLimited,
  ],
})

export const resend = operation({
  ...about,
  summary: 'Send an invitation again',
  description: 'Its time begins anew, and the link that was sent before is void.',
  params: invitationParams,
  response: { 200: isOk },
  answers: { 200: { example: { ok: true } } },
  problems: [
    ...memberProblems,
    jobErrors.email_not_verified,
    workspaceErrors.invitation_not_found,
    invitationsLimited,
  ],
})

export const withdraw = operation({
  ...about,
  summary: 'Withdraw an invitation',
  params: invitationParams,
  response: { 200: isOk },
  answers: { 200: { example: { ok: true } } },
  problems: [...memberProblems, workspaceErrors.invitation_not_found],
})

const tokenBody = checkedBody(Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }), {
  token: { read: asSent, problems: wrong.token },
})
const tokenProblems = [
  wrong.token,
  workspaceErrors.invalid_invitation.unknown,
  workspaceErrors.invalid_invitation.expired,
  workspaceErrors.invalid_invitation.revoked,
  workspaceErrors.invalid_invitation.used,
]

export const readInvitation = operation({
  ...about,
  summary: 'See an invitation',
  description: 'By the token of the link in the email. Nothing changes.',
  body: tokenBody,
  bodyExample: { token: 'the token of the link' },
  response: {
    200: Type.Object({
      invitation: Type.Object({
        workspace: Type.String({ description: 'its name' }),
        invitedBy: Type.Union([Type.String(), Type.Null()]),
        role,
        email: Type.String({ description: 'whose account may accept it' }),
        expiresAt: moment,
      }),
    }),
  },
  problems: tokenProblems,
})

export const join = operation({
  ...about,
  summary: 'Accept an invitation',
  description: 'By the account with the invited address, which has to be verified.',
  body: tokenBody,
  bodyExample: { token: 'the token of the link' },
  response: { 200: Type.Object({ workspace }) },
  answers: { 200: { example: { workspace: { ...example, role: 'member' } } } },
  problems: [
    ...tokenProblems,
    workspaceErrors.invitation_for_another,
    jobErrors.email_not_verified,
    workspaceErrors.already_member,
  ],
})
