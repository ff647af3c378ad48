import { Type } from 'typebox'
import { notificationTypes } from './tables.ts'

const moment = Type.String({ format: 'date-time' })

export const badgeAnswer = Type.Object({ unreadCount: Type.Integer() })

/** Numbers come as text and are read by the list's rules, which say what is out of range. */
export const latestQuery = Type.Object({
  limit: Type.Optional(Type.String({ description: '1 to 50, 5 when absent; clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
})

export const latestAnswer = Type.Object({
  notifications: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      type: Type.Enum([...notificationTypes]),
      title: Type.String(),
      message: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()),
      createdAt: moment,
      readAt: Type.Union([moment, Type.Null()]),
    }),
  ),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
})

export const seenAnswer = Type.Object({ ok: Type.Boolean() })
