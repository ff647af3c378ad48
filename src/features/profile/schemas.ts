import { Type } from 'typebox'

const moment = Type.String({ format: 'date-time' })
const orNull = Type.Union([Type.String(), Type.Null()])

export const profileAnswer = Type.Object({
  user: Type.Object({
    id: Type.String({ format: 'uuid' }),
    email: Type.String(),
    name: Type.String(),
    avatar: orNull,
    plan: Type.Enum(['FREE', 'CUSTOMER', 'UNLIMITED']),
    credits: Type.Integer(),
    createdAt: moment,
    updatedAt: moment,
    emailVerified: Type.Boolean(),
    providers: Type.Array(Type.String()),
  }),
})

/** Checked by the profile's rules, whose texts are part of the contract; the schema only documents them. */
export const profileBody = Type.Object({
  name: Type.Optional(Type.Unknown({ description: 'text of 1 to 100 characters' })),
  avatar: Type.Optional(Type.Unknown({ description: 'https URL of at most 2048 characters, or null' })),
})

export const deletionBody = Type.Object({
  password: Type.Optional(
    Type.Unknown({ description: 'text; not needed within ten minutes of a sign-in at a provider' }),
  ),
})

export const deletionAnswer = Type.Object({ success: Type.Boolean() })

export const logQuery = Type.Object({
  limit: Type.Optional(Type.String({ description: '1 to 100, default 50' })),
  cursor: Type.Optional(Type.String()),
})

export const logAnswer = Type.Object({
  events: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      action: Type.String(),
      succeeded: Type.Boolean(),
      ipAddress: orNull,
      userAgent: orNull,
      device: Type.String(),
      requestId: orNull,
      details: Type.Union([
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
        Type.Null(),
      ]),
      createdAt: moment,
    }),
  ),
  nextCursor: orNull,
})
