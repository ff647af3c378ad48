import type { FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'
import type { ErrorKinds } from '../errors/index.ts'

/**
 * Who may call. `visitor or caller`: anybody, but who is signed in may get more. `admin`: to other callers
 * the route does not exist.
 */
export type Access = 'visitor' | 'caller' | 'admin' | 'visitor or caller' | 'refresh token'

/** What the document says of one status beside the response schema, or in its place. */
export type AnswerNotes = {
  description?: string
  /** By name; the value says what is in it. */
  headers?: Record<string, string>
  /** Of the JSON body. */
  example?: unknown
  /** By media type, where the body is not JSON. */
  content?: Record<string, TSchema>
}

/**
 * What a route says of itself beyond what Fastify reads. Nothing here is checked or compiled when a request
 * comes.
 */
export type OperationNotes = {
  tags: [string]
  summary: string
  /** CommonMark. */
  description?: string
  access: Access
  /** Beyond those that follow from method, access and schemas. */
  problems?: readonly ErrorKinds[]
  /** Set where the person stands on the answer: whatever happens, they are sent on. */
  answersProblems?: false
  answers?: Record<number, AnswerNotes>
  /** By name; optional ones all. */
  requestHeaders?: Record<string, TSchema>
  /** Of the JSON body. */
  bodyExample?: unknown
  /** Schemas that the description names. */
  mentions?: TSchema[]
}

export type Operation = FastifySchema & OperationNotes

/** The contract of one route, for its `schema`. */
export const operation = <Contract extends Operation>(contract: Contract): Contract => contract
