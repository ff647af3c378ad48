import { type TSchema, Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { platformErrors } from '../../platform/errors/index.ts'
import { checkedBody, givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { rendererLimits } from '../../platform/png/index.ts'
import { authorErrors, authorName, authorParams } from '../authors/index.ts'
import { aboutJob } from '../jobs/index.ts'
import { storageErrors } from '../storage/index.ts'
import { downloadLimited, galleryErrors, rendererBusy, reportLimited, reportTextCharsMax } from './errors.ts'
import { pagedRowsMax, privacyFilters } from './list-query.ts'
import { readReportText, refuseReportText } from './report-picture.ts'
import { reportReasons } from './tables.ts'

const listTags: [string] = ['Pictures']
const fileTags: [string] = ['Files']
const uuid = Type.String({ format: 'uuid' })
const moment = Type.String({ format: 'date-time' })
const nextCursor = Type.Union([Type.String(), Type.Null()])
const params = Type.Object({ id: Type.String({ description: 'of the picture' }) })

const pagination = Type.Object(
  {
    currentPage: Type.Integer(),
    totalPages: Type.Integer(),
    totalCount: Type.Integer({ description: 'of public pictures at most 10,000' }),
    limit: Type.Integer(),
    hasMore: Type.Boolean(),
  },
  { title: 'Pagination' },
)

const limitUpTo100 = (usual: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: usual, description: 'clamped' }))
const cursor = Type.Optional(
  Type.String({ description: '`nextCursor` of the page before; wins over `page`' }),
)
const page = Type.Optional(
  Type.Integer({ minimum: 1, default: 1, description: 'reaches 10,000 rows; a cursor goes further' }),
)
const requestedBy = Type.Optional(
  Type.String({ format: 'uuid', description: 'an API key, or a member of the workspace' }),
)
const q = Type.Optional(
  Type.String({
    description:
      'words of the prompt, or their beginnings; where nothing has them, words like them; 200 characters count',
  }),
)
const style = Type.Optional(Type.Enum([...styles]))
const model = Type.Optional(Type.String({ description: 'an id that GET /api/svg/models lists' }))

const pageProblems = [
  platformErrors.invalid_page.number('limit'),
  platformErrors.invalid_page.end(pagedRowsMax),
  platformErrors.invalid_cursor,
]
const filterProblems = [
  galleryErrors.invalid_filter.choice('style', styles),
  galleryErrors.invalid_filter.model,
]
const pictureNotFound = galleryErrors.svg_not_found.any
/** Of operations that read the SVG of a picture. */
const svgProblems = [pictureNotFound, storageErrors.svg_unavailable]
const ownNotFound = galleryErrors.svg_not_found.own

const removal = {
  removedAt: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'where an administrator keeps everybody but its owner from it',
    }),
  ),
  removedReason: Type.Optional(Type.String()),
}
const listed = Type.Object({
  id: uuid,
  prompt: Type.String(),
  style: Type.String(),
  model: Type.String(),
  privacy: Type.Boolean({ description: 'true: only its owner sees it' }),
  creditsUsed: Type.Integer(),
  requestedBy: Type.Optional(
    Type.String({ format: 'uuid', description: 'the API key or the member that asked for it' }),
  ),
  createdAt: moment,
  ...removal,
})
const svgUrl = Type.String({
  format: 'uri',
  description:
    'absolute; signed for private pictures, for one to two hours; opens a removed one with its owner’s session alone',
})
const own = Type.Object({ ...listed.properties, svgUrl }, { title: 'OwnPicture' })

/** A public picture in a list, and what lists of several features add to it. */
export const publicPicture = {
  id: uuid,
  prompt: Type.String(),
  style: Type.String(),
  model: Type.String(),
  createdAt: moment,
  svgUrl,
  author: Type.Optional(authorName),
}

export const history = operation({
  tags: listTags,
  summary: 'List your pictures by page',
  description: 'Newest first.',
  access: 'caller',
  scope: 'pictures:read',
  querystring: givenAsText(Type.Object({ page, limit: limitUpTo100(20), cursor, q, requestedBy })),
  response: {
    200: Type.Object({
      generations: Type.Array(Type.Object(listed.properties, { title: 'Picture' })),
      pagination,
      nextCursor,
    }),
  },
  problems: [...pageProblems, galleryErrors.invalid_filter.id('requestedBy')],
})

const publicInList = Type.Object(publicPicture, { title: 'PublicPicture' })

export const publicGallery = operation({
  tags: listTags,
  summary: 'List public pictures',
  description:
    'Newest first. What is new comes within a second, what is made private or deleted is gone at once.',
  access: 'visitor',
  querystring: givenAsText(
    Type.Object(
      { page, limit: limitUpTo100(50), cursor, q, style, model },
      // Other query parameters are dropped, so that they are no filter and no separate page in the cache.
      { additionalProperties: false },
    ),
  ),
  requestHeaders: { 'If-None-Match': Type.String({ description: 'the ETag of an earlier answer' }) },
  response: {
    200: Type.Object({
      publicGenerations: Type.Array(publicInList),
      pagination,
      nextCursor,
    }),
    304: Type.Null({ description: 'The client has this page already.' }),
  },
  answers: {
    200: { headers: { ETag: 'of this page', 'Cache-Control': 'public, max-age=0, must-revalidate' } },
    304: { headers: { ETag: 'of this page' } },
  },
  problems: [...pageProblems, ...filterProblems],
})

export const authorPictures = operation({
  tags: ['Authors'],
  summary: 'List the public pictures of an author',
  description: 'Newest first.',
  access: 'visitor',
  params: authorParams,
  querystring: givenAsText(
    Type.Object({
      limit: limitUpTo100(50),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: { 200: Type.Object({ publicGenerations: Type.Array(publicInList), nextCursor }) },
  problems: [
    authorErrors.author_not_found,
    platformErrors.invalid_page.number('limit'),
    platformErrors.invalid_cursor,
  ],
})

/** A picture with its text, in the answers of several features. */
export const wholePicture = Type.Object(
  {
    id: uuid,
    userId: uuid,
    prompt: Type.String(),
    svg: Type.String(),
    style: Type.String(),
    model: Type.String(),
    creditsUsed: Type.Integer(),
    privacy: Type.Boolean(),
    createdAt: moment,
    parentId: Type.Optional(
      Type.String({ format: 'uuid', description: 'the version that it was made from, if you may see it' }),
    ),
    sourceId: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'the picture of another user that it began with, if you may see it',
      }),
    ),
    instruction: Type.Optional(Type.String({ description: 'the sentence that made this version' })),
    author: Type.Optional(authorName),
    ...aboutJob,
    ...removal,
  },
  { title: 'WholePicture' },
)

export const onePicture = operation({
  tags: listTags,
  summary: 'Read one picture',
  description: 'A public one, or your own.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  response: {
    200: Type.Object({
      svgGeneration: wholePicture,
    }),
  },
  problems: svgProblems,
})

export const source = operation({
  tags: listTags,
  summary: "Read a picture's source",
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  response: { 200: Type.Object({ id: uuid, svg: Type.String() }) },
  answers: { 200: { headers: { 'Cache-Control': 'no-store' } } },
  problems: svgProblems,
})

export const plan = operation({
  tags: listTags,
  summary: 'Read the plan of a picture',
  description: 'What the composer drew it from, as docs/scene-plan.md describes it.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  response: {
    200: Type.Object(
      {
        version: Type.Literal(1),
        seed: Type.Integer({ minimum: 0 }),
        style: Type.String(),
        canvas: Type.Object({ width: Type.Integer(), height: Type.Integer() }),
        things: Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: true })),
      },
      { title: 'ScenePlan', additionalProperties: true },
    ),
  },
  answers: { 200: { headers: { 'Cache-Control': 'no-store' } } },
  problems: [pictureNotFound, galleryErrors.plan_not_found],
})

export const download = operation({
  tags: fileTags,
  summary: 'Get a link that saves a picture',
  description: 'Any page can fetch the link without cookies, for 60 seconds.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  response: { 200: Type.Object({ downloadUrl: Type.String({ format: 'uri' }) }) },
  answers: { 200: { headers: { 'Cache-Control': 'no-store' } } },
  problems: [pictureNotFound, downloadLimited],
})

/** Parameters of a signed link; a request without one has none of them. */
const linkQuery = {
  purpose: Type.Optional(Type.String({ description: 'of a signed link' })),
  expires: Type.Optional(Type.String({ description: 'of a signed link' })),
  signature: Type.Optional(Type.String({ description: 'of a signed link' })),
}
const fileQuery = Type.Object(linkQuery)

/** Files have no response schema, because they are not JSON. */
const file = {
  tags: fileTags,
  description: 'Public pictures for everybody, private ones for their owner or by a signed link.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  requestHeaders: { 'If-None-Match': Type.String({ description: 'the ETag of an earlier answer' }) },
} as const
const fileHeaders = {
  ETag: 'of the file; a download has none',
  'Cache-Control': 'public pictures for a year, by a link until it expires, otherwise private and no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Content-Disposition': 'attachment, of a download',
}
const asFile = (type: string, schema: TSchema) => ({
  200: { description: 'The file.', headers: fileHeaders, content: { [type]: schema } },
  304: { description: 'The client has it already.', headers: fileHeaders },
})

/** Shared by all operations that answer with a file of a picture. */
export const pictureFile = { operation: file, linkQuery, answers: asFile, problems: svgProblems }

export const svgFile = operation({
  ...file,
  summary: 'A picture as an SVG file',
  querystring: fileQuery,
  answers: asFile('image/svg+xml', Type.String()),
  problems: svgProblems,
})

export const pngFile = operation({
  ...file,
  summary: 'A picture as a PNG file',
  querystring: givenAsText(
    Type.Object({
      ...linkQuery,
      size: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: rendererLimits.sizeMax,
          default: 512,
          description: 'longer side in pixels; beyond 64 rounded up to the next multiple of 4',
        }),
      ),
    }),
  ),
  answers: asFile('image/png', Type.String({ contentMediaType: 'image/png' })),
  problems: [...svgProblems, galleryErrors.invalid_size, galleryErrors.svg_not_renderable, rendererBusy],
})

export const ownPictures = operation({
  tags: listTags,
  summary: 'List your pictures by cursor',
  description: 'Newest first, each with a link to its file.',
  access: 'caller',
  scope: 'pictures:read',
  querystring: givenAsText(
    Type.Object({
      ...{ limit: limitUpTo100(20), cursor },
      ...{ style, model, q, requestedBy },
      privacy: Type.Optional(Type.Enum([...privacyFilters], { description: 'true: private' })),
    }),
  ),
  response: { 200: Type.Object({ generations: Type.Array(own), nextCursor }) },
  problems: [
    ...pageProblems,
    ...filterProblems,
    galleryErrors.invalid_filter.choice('privacy', privacyFilters),
    galleryErrors.invalid_filter.id('requestedBy'),
  ],
})

export const changePicture = operation({
  tags: listTags,
  summary: 'Publish a picture, or make it private',
  description: 'One version of it.',
  access: 'caller',
  scope: 'pictures:write',
  params,
  body: Type.Object({ privacy: Type.Boolean({ description: 'true: only its owner sees it' }) }),
  bodyExample: { privacy: true },
  response: { 200: Type.Object({ success: Type.Boolean(), generation: own }) },
  problems: [ownNotFound, galleryErrors.picture_removed],
})

export const deletePicture = operation({
  tags: listTags,
  summary: 'Delete a picture',
  description: 'With all its versions, or one version of it.',
  access: 'caller',
  scope: 'pictures:write',
  params,
  querystring: Type.Object({
    scope: Type.Optional(Type.Enum(['tree', 'version'], { default: 'tree', description: 'what is deleted' })),
  }),
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  answers: { 200: { example: { success: true } } },
  problems: [ownNotFound],
})

export const reportBody = checkedBody(
  Type.Object({
    reason: Type.Enum([...reportReasons]),
    text: Type.Optional(
      Type.String({ description: `what is wrong, up to ${reportTextCharsMax} characters, no controls` }),
    ),
  }),
  { text: { read: readReportText, problems: galleryErrors.invalid_report, refuse: refuseReportText } },
)
export const reportExample = { reason: 'personal', text: 'It shows my address.' } as const

export const reportPicture = operation({
  tags: listTags,
  summary: 'Report a public picture',
  description: 'To the administrators. A second report has no effect while the first one is open.',
  access: 'visitor or caller',
  workspaceRole: 'viewer',
  params,
  body: reportBody,
  bodyExample: reportExample,
  response: { 202: Type.Object({ ok: Type.Boolean() }) },
  answers: { 202: { example: { ok: true } } },
  problems: [pictureNotFound, galleryErrors.invalid_report, reportLimited],
})
