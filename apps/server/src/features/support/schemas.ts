import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { supportCharsMax, supportErrors, supportLimited } from './errors.ts'
import {
  contextUrlRules,
  messageRules,
  replyEmailRules,
  subjectRules,
  userAgentRules,
} from './support-message.ts'
import { supportTypes } from './tables.ts'

const refused = supportErrors.invalid_support_message

export const contact = operation({
  tags: ['Support'],
  summary: 'Write to us',
  access: 'visitor or caller',
  body: checkedBody(
    Type.Object({
      type: Type.Enum([...supportTypes]),
      subject: Type.String({ minLength: 1, maxLength: supportCharsMax.subject, description: 'one line' }),
      message: Type.String({ minLength: 1, maxLength: supportCharsMax.message }),
      email: Type.Optional(
        Type.String({
          format: 'email',
          description: 'where an answer goes; needed from people who are not signed in',
        }),
      ),
      contextUrl: Type.Optional(
        Type.String({
          format: 'uri',
          maxLength: supportCharsMax.contextUrl,
          description: 'http or https: the page that it is about',
        }),
      ),
      userAgent: Type.Optional(Type.String({ maxLength: supportCharsMax.userAgent, description: 'browser' })),
    }),
    {
      type: { read: asSent, problems: refused.type },
      subject: subjectRules,
      message: messageRules,
      email: replyEmailRules,
      contextUrl: contextUrlRules,
      userAgent: userAgentRules,
    },
  ),
  bodyExample: {
    type: 'idea',
    subject: 'More colours',
    message: 'A style with two colours would be lovely.',
    email: 'ada@example.com',
  },
  response: { 200: Type.Object({ ok: Type.Boolean(), message: Type.String() }) },
  answers: { 200: { example: { ok: true, message: 'Thank you — your message was received!' } } },
  problems: [
    refused.type,
    refused.subject.required,
    refused.email.format,
    refused.email.missing,
    supportLimited,
  ],
})
