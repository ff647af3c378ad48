import { Type } from 'typebox'

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
export const loginAnswer = Type.Object({ user: userWithPlanSchema })
export const logoutAnswer = Type.Object({ message: Type.String(), success: Type.Boolean() })
export const refreshAnswer = Type.Object({ message: Type.String() })

export const idParams = Type.Object({ id: Type.String() })

export const sessionsAnswer = Type.Object({
  sessions: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      createdAt: Type.String({ format: 'date-time' }),
      lastUsedAt: Type.String({ format: 'date-time' }),
      ipAddress: Type.Union([Type.String(), Type.Null()]),
      userAgent: Type.Union([Type.String(), Type.Null()]),
      device: Type.String({ description: 'in words, such as "Firefox on Linux"' }),
      current: Type.Boolean(),
    }),
  ),
})

export const revokedAnswer = Type.Object({ message: Type.String() })
export const revokedCountAnswer = Type.Object({ revoked: Type.Integer() })
