import { Type } from 'typebox'

export const letterParams = Type.Object({ id: Type.String() })

export const capturedLetter = Type.Object({
  id: Type.String(),
  to: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  html: Type.String(),
  links: Type.Array(Type.String(), { description: 'web addresses in the text, in order' }),
  createdAt: Type.String({ format: 'date-time' }),
})

export const capturedLetters = Type.Object({
  letters: Type.Array(capturedLetter, { description: 'newest first' }),
})
