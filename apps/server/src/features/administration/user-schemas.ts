import { Type } from 'typebox'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { accountErrors, planNames } from '../accounts/index.ts'
import { apiKeyErrors, appScopes } from '../api-keys/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { idempotencyKeyCharsMax, jobErrors } from '../jobs/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { administrationErrors } from './errors.ts'
import { grantMax } from './grant-credits.ts'
import { picturesCountedMax, roles, states } from './read-users.ts'
import {
  count,
  entrySchema,
  moment,
  nextCursor,
  nullable,
  page,
  pageProblems,
  reason,
  tags,
  uuid,
  withReason,
} from './schemas.ts'

const plan = Type.Enum([...planNames])
const role = Type.Enum([...roles])
const params = Type.Object({ id: Type.String({ description: 'of the user' }) })

const userSchema = Type.Object(
  {
    id: uuid,
    kind: Type.Enum(['person', 'workspace']),
    email: Type.String({ description: 'of a workspace: `workspace:` and its id' }),
    name: Type.String(),
    plan,
    role,
    credits: Type.Integer(),
    emailVerified: Type.Boolean(),
    suspendedAt: nullable(moment),
    createdAt: moment,
    lastUsedAt: nullable(moment),
    pictures: Type.Integer({ description: `counted up to ${picturesCountedMax}` }),
  },
  { title: 'AdminUser' },
)
const programSchema = Type.Object(
  {
    id: uuid,
    kind: Type.Enum(['key', 'app'], { description: 'an API key, or an app that was connected by OAuth' }),
    name: Type.String(),
    scopes: Type.Array(Type.Enum([...appScopes])),
    spentThisMonth: Type.Integer({ description: 'credits since the first of the month (UTC)' }),
    createdAt: moment,
    expiresAt: nullable(moment),
    lastUsedAt: nullable(moment),
    lastUsedAddress: nullable(Type.String()),
  },
  { title: 'AdminProgram' },
)
const programs = Type.Array(programSchema)
const userAnswer = { 200: Type.Object({ user: userSchema }) }

export const listUsers = operation({
  tags,
  summary: 'Search users',
  description: 'The newest first.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({
      q: Type.Optional(
        Type.String({ maxLength: 254, description: 'the beginning of an address or a name, or an id' }),
      ),
      plan: Type.Optional(plan),
      role: Type.Optional(role),
      state: Type.Optional(Type.Enum([...states])),
      ...page,
    }),
  ),
  response: { 200: Type.Object({ users: Type.Array(userSchema), nextCursor }) },
  problems: [...pageProblems, galleryErrors.invalid_filter.choice('plan', planNames)],
})

export const showUser = operation({
  tags,
  summary: 'Look at a user',
  description:
    'With live sessions, jobs by state, the latest entries of the ledger, and the keys and apps that can use the account.',
  access: 'admin',
  params,
  response: {
    200: Type.Object({
      user: userSchema,
      sessions: count,
      jobs: Type.Object({ queued: count, running: count, succeeded: count, failed: count }),
      entries: Type.Array(entrySchema),
      programs,
    }),
  },
  problems: [sessionErrors.user_not_found],
})

export const grantCredits = operation({
  tags,
  summary: 'Give or take credits',
  description: 'With an idempotency key it is done once.',
  access: 'admin',
  params,
  requestHeaders: {
    'Idempotency-Key': Type.String({
      maxLength: idempotencyKeyCharsMax,
      description: 'Names the grant; kept for ever.',
    }),
  },
  body: Type.Object({
    amount: Type.Union(
      [Type.Integer({ minimum: 1, maximum: grantMax }), Type.Integer({ minimum: -grantMax, maximum: -1 })],
      { description: 'negative: to take, down to a balance of 0' },
    ),
    reason,
  }),
  bodyExample: { amount: 50, reason: 'won the competition' },
  response: userAnswer,
  answers: { 200: { headers: { 'Idempotency-Replayed': 'true, when it was done before' } } },
  problems: [
    sessionErrors.user_not_found,
    administrationErrors.balance_out_of_range,
    jobErrors.idempotency_key_reused,
    jobErrors.invalid_idempotency_key,
  ],
})

export const suspendUser = operation({
  tags,
  summary: 'Suspend a user',
  description:
    'All sessions end at once, on every instance; nobody can sign in; unfinished pictures are cancelled and refunded. Public pictures stay.',
  access: 'admin',
  params,
  body: withReason,
  response: userAnswer,
  problems: [sessionErrors.user_not_found, accountErrors.last_admin, administrationErrors.own_account],
})

export const restoreUser = operation({
  tags,
  summary: 'Restore a suspended user',
  access: 'admin',
  params,
  body: withReason,
  response: userAnswer,
  problems: [sessionErrors.user_not_found],
})

export const revokeProgram = operation({
  tags,
  summary: 'Revoke an API key or an app of a user',
  description:
    'At once, on every instance; its streams and sockets end. Pictures that it asked for are finished.',
  access: 'admin',
  params: Type.Object({
    id: Type.String({ description: 'of the user' }),
    programId: Type.String({ description: 'of the key or the app' }),
  }),
  body: withReason,
  response: { 200: Type.Object({ programs }) },
  problems: [sessionErrors.user_not_found, apiKeyErrors.api_key_not_found],
})

export const changeUser = operation({
  tags,
  summary: 'Change the plan or the role of a user',
  access: 'admin',
  params,
  body: Type.Object({ plan: Type.Optional(plan), role: Type.Optional(role), reason }),
  bodyExample: { plan: planNames[1], reason: 'has paid' },
  response: userAnswer,
  problems: [sessionErrors.user_not_found, accountErrors.last_admin, administrationErrors.not_a_person],
})
