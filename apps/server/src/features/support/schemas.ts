import { Type } from 'typebox'
import { checkedByRules, operation } from '../../platform/openapi/index.ts'
import { supportTypes } from './tables.ts'

export const contact = operation({
  tags: ['Support'],
  summary: 'Write to us',
  access: 'visitor or caller',
  body: checkedByRules(
    Type.Object({
      type: Type.Enum([...supportTypes]),
      subject: Type.String({ minLength: 1, maxLength: 200, description: 'one line' }),
      message: Type.String({ minLength: 1, maxLength: 5_000 }),
      email: Type.Optional(
        Type.String({
          format: 'email',
          description: 'where an answer goes; needed from people who are not signed in',
        }),
      ),
      contextUrl: Type.Optional(
        Type.String({
          format: 'uri',
          maxLength: 2_000,
          description: 'http or https: the page that it is about',
        }),
      ),
      userAgent: Type.Optional(Type.String({ maxLength: 400, description: 'browser' })),
    }),
  ),
  bodyExample: {
    type: 'idea',
    subject: 'More colours',
    message: 'A style with two colours would be lovely.',
    email: 'ada@example.com',
  },
  response: { 200: Type.Object({ ok: Type.Boolean(), message: Type.String() }) },
  answers: { 200: { example: { ok: true, message: 'Thank you — your message was received!' } } },
  problems: {
    invalid_support_message: [
      'Invalid support message type',
      'Subject and message are required',
      'Invalid email format',
      'Email is required when not logged in',
    ],
    rate_limited: 'Too many support messages. Please try again later.',
  },
})
