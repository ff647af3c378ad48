import { Type } from 'typebox'

/** Checked by the rules of a message, whose texts and order the wire contract fixes. */
export const contactBody = Type.Object({
  type: Type.Optional(Type.Unknown({ description: 'contact, bug or idea' })),
  subject: Type.Optional(Type.Unknown({ description: 'one line of up to 200 characters' })),
  message: Type.Optional(Type.Unknown({ description: 'text of up to 5,000 characters' })),
  email: Type.Optional(
    Type.Unknown({ description: 'where an answer goes; needed from people who are not signed in' }),
  ),
  contextUrl: Type.Optional(
    Type.Unknown({ description: 'http or https address of the page that it is about' }),
  ),
  userAgent: Type.Optional(Type.Unknown({ description: 'browser, up to 400 characters' })),
})

export const contactAnswer = Type.Object({ ok: Type.Boolean(), message: Type.String() })
