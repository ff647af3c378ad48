import { Type } from 'typebox'

export const emailParams = Type.Object({ id: Type.String() })

export const capturedEmail = Type.Object({
  id: Type.String(),
  to: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  html: Type.String(),
  links: Type.Array(Type.String(), { description: 'web addresses in the text, in order' }),
  createdAt: Type.String({ format: 'date-time' }),
})

export const capturedEmails = Type.Object({
  letters: Type.Array(capturedEmail, { description: 'newest first' }),
})
