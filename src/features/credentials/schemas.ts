import { Type } from 'typebox'
import { userSchema } from '../sessions/index.ts'

/** Bodies are checked by the registration rules, whose texts and order the wire contract fixes; the schema only documents them. */
export const registerBody = Type.Object({
  name: Type.Optional(Type.Unknown({ description: 'text of 1 to 100 characters' })),
  email: Type.Optional(Type.Unknown({ description: 'address of at most 254 characters' })),
  password: Type.Optional(Type.Unknown({ description: 'text of 8 to 128 characters' })),
  agreedToTerms: Type.Optional(Type.Unknown({ description: 'must be true' })),
})

export const registerAnswer = Type.Object({ user: userSchema })

const given = (description: string) => Type.Optional(Type.Unknown({ description }))

export const forgotBody = Type.Object({ email: given('address') })
export const resetBody = Type.Object({
  token: given('as it was mailed'),
  newPassword: given('text of 8 to 128 characters'),
})
export const changeBody = Type.Object({
  currentPassword: given('text; left out by accounts that have none'),
  newPassword: given('text of 8 to 128 characters'),
})
export const verifyBody = Type.Object({ token: given('as it was mailed') })
export const messageAnswer = Type.Object({ message: Type.String() })
