import { Type } from 'typebox'

/** Bodies are checked by the registration rules, whose texts and order the wire contract fixes; the schema only documents them. */
export const registerBody = Type.Object({
  name: Type.Optional(Type.Unknown({ description: 'text of 1 to 100 characters' })),
  email: Type.Optional(Type.Unknown({ description: 'address of at most 254 characters' })),
  password: Type.Optional(Type.Unknown({ description: 'text of 8 to 128 characters' })),
  agreedToTerms: Type.Optional(Type.Unknown({ description: 'must be true' })),
})

export const loginBody = Type.Object({
  email: Type.Optional(Type.Unknown({ description: 'address' })),
  password: Type.Optional(Type.Unknown({ description: 'text' })),
  rememberMe: Type.Optional(Type.Unknown({ description: 'true: the session lasts 30 days instead of 7' })),
})

export const userSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  email: Type.String(),
  avatar: Type.Union([Type.String(), Type.Null()]),
  credits: Type.Integer(),
})

export const userWithPlanSchema = Type.Object({
  ...userSchema.properties,
  plan: Type.Enum(['FREE', 'CUSTOMER', 'UNLIMITED']),
})

export const csrfAnswer = Type.Object({ csrfToken: Type.String() })
export const registerAnswer = Type.Object({ user: userSchema })
export const loginAnswer = Type.Object({ user: userWithPlanSchema })
export const logoutAnswer = Type.Object({ message: Type.String(), success: Type.Boolean() })
export const refreshAnswer = Type.Object({ message: Type.String() })
export const optionsAnswer = Type.Object({
  emailAuthEnabled: Type.Boolean(),
  oauthProviders: Type.Array(Type.String()),
})
