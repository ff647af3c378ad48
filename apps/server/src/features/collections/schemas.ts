import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { checkedBody, type FieldRules, givenAsText, readOptionalText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { hasControlCharacters, isBlank } from '../../platform/text/index.ts'
import { authorErrors, authorExample, authorName, authorParams } from '../authors/index.ts'
import { galleryErrors, publicPicture, reportBody, reportExample, reportLimited } from '../gallery/index.ts'
import {
  collectionErrors,
  collectionsMax,
  descriptionCharsMax,
  nameCharsMax,
  picturesMaxText,
} from './errors.ts'

const tags: [string] = ['Collections']
const uuid = Type.String({ format: 'uuid' })
const moment = Type.String({ format: 'date-time' })
const nextCursor = Type.Union([Type.String(), Type.Null()])
const params = Type.Object({ id: Type.String({ description: 'of the collection' }) })
const itemParams = Type.Object({
  id: Type.String({ description: 'of the collection' }),
  pictureId: Type.String({ description: 'of the picture, by one of its versions' }),
})
const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
}
const pageProblems = [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor]
const refused = collectionErrors.invalid_collection
const notFound = collectionErrors.collection_not_found

const collection = Type.Object(
  {
    id: uuid,
    name: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    privacy: Type.Boolean({ description: 'true: only its owner sees it' }),
    pictures: Type.Integer({ minimum: 0, description: 'how many that you may see' }),
    covers: Type.Array(Type.Object({ id: uuid, svgUrl: Type.String({ format: 'uri' }) }), {
      maxItems: 4,
      description: 'the newest of them',
    }),
    isOwn: Type.Boolean({ description: 'yours' }),
    createdAt: moment,
    author: Type.Optional(authorName),
    hasPicture: Type.Optional(
      Type.Boolean({ description: 'the picture that the list of your collections was asked about' }),
    ),
  },
  { title: 'Collection' },
)
const picture = Type.Object(
  {
    ...publicPicture,
    privacy: Type.Boolean({ description: 'true: your own, and only you see it' }),
    addedAt: moment,
  },
  { title: 'CollectedPicture' },
)
const pictureId = '01997c22-0b1e-7c3f-8a55-3f1b5f0a9d03'
const example = {
  id: '01997c30-4a52-7d10-9c64-6f2d8b0e7a11',
  name: 'Animals for the nursery',
  description: 'Quiet ones.',
  privacy: false,
  pictures: 1,
  covers: [{ id: pictureId, svgUrl: `https://svg.example.com/api/svg/${pictureId}/file.svg` }],
  isOwn: true,
  createdAt: '2026-03-01T09:00:00.000Z',
  author: authorExample,
}
const one = {
  response: { 200: Type.Object({ collection }) },
  answers: { 200: { example: { collection: example } } },
}

const nameRules: FieldRules<string> = {
  problems: refused.name,
  refuse(name) {
    if (name === '') return refused.name.required
    return hasControlCharacters(name, 'one line') ? refused.name.controls : undefined
  },
}
const descriptionRules = {
  problems: refused.description,
  refuse: (text: string | null) =>
    text !== null && hasControlCharacters(text, 'many lines') ? refused.description.controls : undefined,
}
/** Null and a text without visible characters remove the description. */
const readChangedText = (given: unknown): unknown => {
  if (given === undefined) return undefined
  if (given === null || (typeof given === 'string' && isBlank(given))) return null
  return typeof given === 'string' ? given.trim() : given
}
const privacyRules: FieldRules<boolean> = { problems: refused.privacy }

const name = Type.String({ minLength: 1, maxLength: nameCharsMax, description: 'one line' })
const textProblems = [
  refused.name.required,
  refused.name.maxLength,
  refused.description.maxLength,
  refused.privacy,
  authorErrors.forbidden_text,
]

export const create = operation({
  tags,
  summary: 'Make a collection',
  description: `An empty one; a user can have ${collectionsMax}.`,
  access: 'caller',
  scope: 'pictures:write',
  body: checkedBody(
    Type.Object({
      name,
      description: Type.Optional(Type.String({ maxLength: descriptionCharsMax })),
      privacy: Type.Optional(Type.Boolean({ default: true, description: 'true: only you see it' })),
    }),
    {
      name: nameRules,
      description: { ...descriptionRules, read: readOptionalText },
      privacy: privacyRules,
    },
  ),
  bodyExample: { name: example.name, description: example.description, privacy: false },
  response: { 201: Type.Object({ collection }) },
  answers: {
    201: {
      headers: { Location: 'of the collection' },
      example: { collection: { ...example, pictures: 0, covers: [] } },
    },
  },
  problems: [...textProblems, collectionErrors.too_many_collections],
})

export const listOwn = operation({
  tags,
  summary: 'List your collections',
  description: 'Newest first.',
  access: 'caller',
  scope: 'pictures:read',
  querystring: givenAsText(
    Type.Object({
      ...page,
      picture: Type.Optional(
        Type.String({
          format: 'uuid',
          description: 'of which `hasPicture` says whether a collection has it',
        }),
      ),
    }),
  ),
  response: { 200: Type.Object({ collections: Type.Array(collection), nextCursor }) },
  answers: { 200: { example: { collections: [{ ...example, hasPicture: false }], nextCursor: null } } },
  problems: [...pageProblems, galleryErrors.invalid_filter.id('picture')],
})

export const read = operation({
  tags,
  summary: 'Read a collection',
  description: 'A public one, or your own.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  ...one,
  problems: [notFound],
})

export const listPictures = operation({
  tags,
  summary: 'List the pictures of a collection',
  description:
    'Newest added first. A picture that becomes private or is removed is gone at once for everybody but its owner, and returns when it is public again.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  querystring: givenAsText(Type.Object(page)),
  response: { 200: Type.Object({ pictures: Type.Array(picture), nextCursor }) },
  problems: [notFound, ...pageProblems],
})

export const change = operation({
  tags,
  summary: 'Rename a collection, publish it or make it private',
  access: 'caller',
  scope: 'pictures:write',
  params,
  body: checkedBody(
    Type.Object({
      name: Type.Optional(name),
      description: Type.Optional(
        Type.Union([Type.String({ maxLength: descriptionCharsMax }), Type.Null()], {
          description: 'null: removed',
        }),
      ),
      privacy: Type.Optional(Type.Boolean({ description: 'true: only you see it' })),
    }),
    {
      name: nameRules,
      description: { ...descriptionRules, read: readChangedText },
      privacy: privacyRules,
    },
  ),
  bodyExample: { name: example.name, privacy: false },
  ...one,
  problems: [notFound, collectionErrors.collection_removed, ...textProblems],
})

export const remove = operation({
  tags,
  summary: 'Delete a collection',
  description: 'Its pictures stay.',
  access: 'caller',
  scope: 'pictures:write',
  params,
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  answers: { 200: { example: { success: true } } },
  problems: [notFound],
})

export const addPicture = operation({
  tags,
  summary: 'Add a picture to a collection',
  description: `A public one, or your own; a second time has no effect. A collection has up to ${picturesMaxText}.`,
  access: 'caller',
  scope: 'pictures:write',
  params: itemParams,
  ...one,
  problems: [notFound, galleryErrors.svg_not_found.any, collectionErrors.collection_full],
})

export const removePicture = operation({
  tags,
  summary: 'Remove a picture from a collection',
  access: 'caller',
  scope: 'pictures:write',
  params: itemParams,
  ...one,
  problems: [notFound],
})

export const listOfAuthor = operation({
  tags: ['Authors'],
  summary: 'List the public collections of an author',
  description: 'Newest first.',
  access: 'visitor',
  params: authorParams,
  querystring: givenAsText(Type.Object(page)),
  response: { 200: Type.Object({ collections: Type.Array(collection), nextCursor }) },
  problems: [authorErrors.author_not_found, ...pageProblems, platformErrors.rate_limited],
})

const report = {
  description: 'To the administrators. A second report has no effect while the first one is open.',
  access: 'visitor or caller',
  workspaceRole: 'viewer',
  body: reportBody,
  bodyExample: reportExample,
  response: { 202: Type.Object({ ok: Type.Boolean() }) },
  answers: { 202: { example: { ok: true } } },
} as const

export const reportCollection = operation({
  ...report,
  tags,
  summary: 'Report a public collection',
  params,
  problems: [notFound, galleryErrors.invalid_report, reportLimited],
})

export const reportAuthor = operation({
  ...report,
  tags: ['Authors'],
  summary: 'Report the page of an author',
  params: authorParams,
  problems: [authorErrors.author_not_found, galleryErrors.invalid_report, reportLimited],
})
