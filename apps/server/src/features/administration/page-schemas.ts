import { Type } from 'typebox'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { authorErrors } from '../authors/index.ts'
import { collectionErrors } from '../collections/index.ts'
import { galleryErrors, reportReasons } from '../gallery/index.ts'
import { pictureStates } from './read-pictures.ts'
import { moment, nullable, tags, uuid, withReason } from './schemas.ts'

const kind = Type.Enum(['collection', 'author'])
const params = Type.Object({
  kind,
  id: Type.String({ description: 'of the collection, or of the user whose page it is' }),
})
const problems = [
  collectionErrors.collection_not_found,
  authorErrors.author_not_found,
  galleryErrors.invalid_filter.choice('kind', ['collection', 'author']),
]

const pageSchema = Type.Object(
  {
    kind,
    id: uuid,
    userId: uuid,
    email: Type.String(),
    name: Type.String(),
    text: nullable(Type.String({ description: 'the description or biography' })),
    removedAt: nullable(moment),
    removedReason: nullable(Type.String()),
    openReports: Type.Integer(),
    reportedAt: nullable(moment),
    reports: Type.Array(
      Type.Object({
        id: uuid,
        reason: Type.Enum([...reportReasons]),
        text: nullable(Type.String()),
        createdAt: moment,
      }),
    ),
  },
  { title: 'AdminPage' },
)

export const listPages = operation({
  tags,
  summary: 'List collections and pages of authors that are reported, or hidden',
  description: 'With their open reports. At most 100, by the newest report, or the last that was hidden.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({ state: Type.Optional(Type.Enum([...pictureStates], { default: 'reported' })) }),
  ),
  response: { 200: Type.Object({ pages: Type.Array(pageSchema) }) },
  problems: [galleryErrors.invalid_filter.choice('state', pictureStates)],
})

const change = {
  tags,
  access: 'admin',
  params,
  body: withReason,
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  problems,
} as const

export const hidePage = operation({
  ...change,
  summary: 'Hide a collection or the page of an author',
  description: 'Its owner gets the reason and cannot publish it. Its reports are resolved.',
})

export const showPage = operation({
  ...change,
  summary: 'Allow the owner of a hidden collection or page to publish it again',
})

export const dismissReports = operation({
  ...change,
  summary: 'Dismiss the reports of a collection or of the page of an author',
})
