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

export const publicQuery = Type.Object({
  ...historyQuery.properties,
  style: Type.Optional(Type.String()),
  model: Type.Optional(Type.String()),
})

export const historyAnswer = Type.Object({
  generations: Type.Array(
    Type.Object({
      id: uuid,
      prompt: Type.String(),
      style: Type.String(),
      model: Type.String(),
      privacy: Type.Boolean(),
      creditsUsed: Type.Integer(),
      createdAt: moment,
    }),
  ),
  pagination,
  nextCursor,
})

export const publicAnswer = Type.Object({
  publicGenerations: Type.Array(
    Type.Object({
      id: uuid,
      prompt: Type.String(),
      style: Type.String(),
      model: Type.String(),
      createdAt: moment,
      svgUrl: Type.String(),
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
