import { Type } from 'typebox'
import { operation } from '../../platform/openapi/index.ts'
import { billingErrors } from '../billing/index.ts'
import { grantMax } from './grant-credits.ts'
import { count, moment, nullable, reason, tags, uuid, withReason } from './schemas.ts'

const usesMax = Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'by different users' })
const credits = Type.Integer({ minimum: 1, maximum: grantMax })

const codeSchema = Type.Object(
  {
    id: uuid,
    code: Type.String(),
    credits,
    uses: count,
    usesMax,
    expiresAt: nullable(moment),
    disabledAt: nullable(moment),
    createdAt: moment,
  },
  { title: 'CreditCode' },
)
const answer = Type.Object({ code: codeSchema })

export const listCodes = operation({
  tags,
  summary: 'List codes that give credits',
  description: 'The newest 200.',
  access: 'admin',
  response: { 200: Type.Object({ codes: Type.Array(codeSchema) }) },
})

export const createCode = operation({
  tags,
  summary: 'Make a code that gives credits',
  access: 'admin',
  body: Type.Object({ credits, usesMax, expiresAt: Type.Optional(moment), reason }),
  bodyExample: { credits: 20, usesMax: 100, reason: 'for the workshop' },
  response: { 201: answer },
})

export const disableCode = operation({
  tags,
  summary: 'Switch a code off',
  description: 'What it has given stays.',
  access: 'admin',
  params: Type.Object({ id: Type.String({ description: 'of the code' }) }),
  body: withReason,
  response: { 200: answer },
  problems: [billingErrors.code_not_found],
})
