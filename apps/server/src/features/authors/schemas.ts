import { Type } from 'typebox'
import { checkedBody, type FieldRules, readOptionalText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { authorErrors, biographyCharsMax, displayNameCharsMax, handleChars } from './errors.ts'
import { readHandle, refuseHandle } from './handle.ts'

const tags: [string] = ['Authors']
const refused = authorErrors.invalid_author
const orNull = Type.Union([Type.String(), Type.Null()])

/** Beside a picture or a collection; absent unless its author has chosen to have a page. */
export const authorName = Type.Object(
  {
    handle: Type.String({ description: 'of GET /api/authors/{handle}' }),
    name: Type.String({ description: 'the display name, or else the handle' }),
  },
  { title: 'AuthorName' },
)
export const authorParams = Type.Object({
  handle: Type.String({ description: 'of the author; capitals make no difference' }),
})
export const authorExample = { handle: 'ada', name: 'Ada Lovelace' }

const settings = Type.Object(
  { handle: Type.String(), displayName: orNull, biography: orNull, isPublic: Type.Boolean() },
  { title: 'AuthorSettings' },
)
const settingsExample = {
  handle: 'ada',
  displayName: 'Ada Lovelace',
  biography: 'I draw machines.',
  isPublic: true,
}

const handleRules: FieldRules<string> = {
  read: readHandle,
  schema: Type.String(),
  problems: { ...refused.handle, type: refused.handle.form },
  refuse: refuseHandle,
}
const textRules = (
  problems: typeof refused.displayName,
  lines: 'one line' | 'many lines',
): FieldRules<string> => ({
  read: readOptionalText,
  problems,
  refuse: (text) => (hasControlCharacters(text, lines) ? problems.controls : undefined),
})

export const readOwn = operation({
  tags,
  summary: 'Read what you have written for your public page',
  access: 'caller',
  scope: 'account:read',
  response: { 200: Type.Object({ author: Type.Union([settings, Type.Null()]) }) },
  answers: { 200: { example: { author: settingsExample } } },
})

export const putOwn = operation({
  tags,
  summary: 'Switch your public page on or off, and write it',
  description:
    'The page shows your public pictures and collections, and your name is shown beside them. Without it nothing names you. A text that is left out is removed. The handle stays yours while the page is switched off; your previous handle stays reserved for you for 30 days.',
  access: 'caller',
  workspaceRole: 'admin',
  body: checkedBody(
    Type.Object({
      handle: Type.String({
        minLength: handleChars.min,
        maxLength: handleChars.max,
        pattern: '^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$',
        description: 'kept in lower case; some words are reserved',
      }),
      displayName: Type.Optional(Type.String({ maxLength: displayNameCharsMax, description: 'one line' })),
      biography: Type.Optional(Type.String({ maxLength: biographyCharsMax })),
      isPublic: Type.Boolean({ description: 'whether you have a page' }),
    }),
    {
      handle: handleRules,
      displayName: textRules(refused.displayName, 'one line'),
      biography: textRules(refused.biography, 'many lines'),
      isPublic: { problems: refused.isPublic },
    },
  ),
  bodyExample: settingsExample,
  response: { 200: Type.Object({ author: settings }) },
  answers: { 200: { example: { author: settingsExample } } },
  problems: [
    refused.handle.required,
    refused.handle.form,
    refused.handle.reserved,
    refused.displayName.maxLength,
    refused.isPublic,
    authorErrors.forbidden_text,
    authorErrors.handle_taken,
    authorErrors.author_removed,
  ],
})

export const readAuthor = operation({
  tags,
  summary: 'Read the page of an author',
  description: 'Only of users who have chosen to have one.',
  access: 'visitor',
  params: authorParams,
  response: {
    200: Type.Object({
      author: Type.Object({ ...authorName.properties, biography: orNull }, { title: 'Author' }),
    }),
  },
  answers: { 200: { example: { author: { ...authorExample, biography: 'I draw machines.' } } } },
  problems: [authorErrors.author_not_found],
})
