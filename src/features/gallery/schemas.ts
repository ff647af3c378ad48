import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })
const moment = Type.String({ format: 'date-time' })
const nextCursor = Type.Union([Type.String(), Type.Null()])

const pagination = Type.Object({
  currentPage: Type.Integer(),
  totalPages: Type.Integer(),
  totalCount: Type.Integer(),
  limit: Type.Integer(),
  hasMore: Type.Boolean(),
})

/** Numbers come as text and are read by the list's rules, which say what is out of range. */
export const historyQuery = Type.Object({
  page: Type.Optional(Type.String()),
  limit: Type.Optional(Type.String()),
  cursor: Type.Optional(Type.String()),
  q: Type.Optional(Type.String()),
})

export const publicQuery = Type.Object(
  {
    ...historyQuery.properties,
    style: Type.Optional(Type.String()),
    model: Type.Optional(Type.String()),
  },
  // What else is in the query is dropped, so that it is no filter and no page of its own in the cache.
  { additionalProperties: false },
)

export const ownQuery = Type.Object({
  limit: Type.Optional(Type.String({ description: '1 to 100, 20 when absent; clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
  style: Type.Optional(Type.String()),
  model: Type.Optional(Type.String()),
  privacy: Type.Optional(Type.String({ description: 'all, public, private, or true for private' })),
})

const listed = Type.Object({
  id: uuid,
  prompt: Type.String(),
  style: Type.String(),
  model: Type.String(),
  privacy: Type.Boolean(),
  creditsUsed: Type.Integer(),
  createdAt: moment,
})

const svgUrl = Type.String({ description: 'absolute; signed for private pictures, for one to two hours' })
const own = Type.Object({ ...listed.properties, svgUrl })

export const historyAnswer = Type.Object({ generations: Type.Array(listed), pagination, nextCursor })

export const ownAnswer = Type.Object({ generations: Type.Array(own), nextCursor })

export const changeBody = Type.Object({
  privacy: Type.Boolean({ description: 'true: only its owner sees it' }),
})
export const changeAnswer = Type.Object({ success: Type.Boolean(), generation: own })
export const deleteAnswer = Type.Object({ success: Type.Boolean() })

export const publicAnswer = Type.Object({
  publicGenerations: Type.Array(
    Type.Object({
      id: uuid,
      prompt: Type.String(),
      style: Type.String(),
      model: Type.String(),
      createdAt: moment,
      svgUrl,
    }),
  ),
  pagination,
  nextCursor,
})

export const oneAnswer = Type.Object({
  svgGeneration: Type.Object({
    id: uuid,
    userId: uuid,
    prompt: Type.String(),
    svg: Type.String(),
    style: Type.String(),
    model: Type.String(),
    creditsUsed: Type.Integer(),
    privacy: Type.Boolean(),
    createdAt: moment,
  }),
})

export const sourceAnswer = Type.Object({ id: uuid, svg: Type.String() })
export const idParams = Type.Object({ id: Type.String() })

/** The client has this page already. */
export const notModified = Type.Null()

/** Of a signed link; a request without one has none of them. */
export const fileQuery = Type.Object({
  purpose: Type.Optional(Type.String()),
  expires: Type.Optional(Type.String()),
  signature: Type.Optional(Type.String()),
})

export const pngQuery = Type.Object({
  ...fileQuery.properties,
  size: Type.Optional(Type.String({ description: 'longer side in pixels, 1 to 2048; 512 when absent' })),
})

export const downloadAnswer = Type.Object({
  downloadUrl: Type.String({ description: 'absolute, signed for 60 seconds, saves the file' }),
})
