import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { notificationTypes } from './tables.ts'

const tags: [string] = ['Notifications']
const moment = Type.String({ format: 'date-time' })

export const badge = operation({
  tags,
  summary: 'Count what is new',
  description: 'Notifications newer than the last time they were seen.',
  access: 'caller',
  scope: 'account:read',
  response: { 200: Type.Object({ unreadCount: Type.Integer() }) },
  answers: { 200: { example: { unreadCount: 2 } } },
})

export const latest = operation({
  tags,
  summary: 'List notifications',
  description: 'Newest first.',
  access: 'caller',
  scope: 'account:read',
  querystring: givenAsText(
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 5, description: 'clamped' })),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: {
    200: Type.Object({
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
    }),
  },
  problems: [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor],
})

export const seen = operation({
  tags,
  summary: 'Say that all were seen',
  access: 'caller',
  workspaceRole: 'member',
  response: { 200: Type.Object({ ok: Type.Boolean() }) },
  answers: { 200: { example: { ok: true } } },
})

/** The maximum of pictures in a set. */
const watchedMax = 50

export const watched = operation({
  tags,
  summary: 'Report jobs that the user watched to their end',
  description: 'Removes the notifications about the end of these jobs, because the user has seen it.',
  access: 'caller',
  workspaceRole: 'member',
  body: Type.Object({
    jobIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: watchedMax }),
  }),
  bodyExample: { jobIds: ['01997c22-0b1e-7c3f-8a55-3f1b5f0a9d01'] },
  response: { 200: Type.Object({ ok: Type.Boolean() }) },
  answers: { 200: { example: { ok: true } } },
})
