import { defineErrors } from '../../platform/errors/index.ts'

export const handleChars = { min: 3, max: 30 }
export const displayNameCharsMax = 80
export const biographyCharsMax = 500

export const authorErrors = defineErrors({
  author_not_found: { status: 404, text: 'Author not found' },
  invalid_author: {
    status: 400,
    text: {
      handle: {
        required: 'Handle is required',
        form: `Handle must have ${handleChars.min} to ${handleChars.max} characters: a to z, 0 to 9, and hyphens between them`,
        reserved: 'This handle is reserved. Please choose another one.',
      },
      displayName: {
        maxLength: `Display name is too long (max ${displayNameCharsMax} characters)`,
        controls: 'Display name contains control characters',
      },
      biography: {
        maxLength: `Biography is too long (max ${biographyCharsMax} characters)`,
        controls: 'Biography contains control characters',
      },
      isPublic: 'Invalid isPublic. Must be true or false',
    },
  },
  author_removed: { status: 409, text: 'An administrator has hidden your page.' },
  handle_taken: { status: 409, text: 'This handle is taken. Please choose another one.' },
  forbidden_text: {
    status: 400,
    text: 'This text contains forbidden content. Please rephrase it.',
  },
})
