import type { FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'
import type { ErrorKinds } from '../errors/index.ts'

/**
 * Who may call. `visitor or caller`: anybody, but a signed-in user may get more. `admin`: for other callers
 * the route answers 404. `signed body`: a vendor's server, which has no cookies and signs what it sends.
 */
export type Access = 'visitor' | 'caller' | 'admin' | 'visitor or caller' | 'refresh token' | 'signed body'

/** What the document says of one status in addition to the response schema, or instead of it. */
export type AnswerNotes = {
  description?: string
  /** By name; the value is the description. */
  headers?: Record<string, string>
  /** Of the JSON body. */
  example?: unknown
  /** By media type, if the body is not JSON. */
  content?: Record<string, TSchema>
}

/**
 * What a route declares in addition to Fastify's schema. Nothing here is checked or compiled at a request.
 */
export type OperationNotes = {
  tags: [string]
  summary: string
  /** CommonMark. */
  description?: string
  access: Access
  /** The scope of API keys and apps that allows the call; undefined: they are refused. */
  scope?: string
  /**
   * The role from which on members of a workspace may make the call there. Without it the scope decides. A
   * call with neither is about people and refused in workspaces.
   */
  workspaceRole?: string
  /** Beyond those that follow from method, access and schemas. */
  problems?: readonly ErrorKinds[]
  /** False if a browser displays the answer: then errors are redirects, too. */
  answersProblems?: false
  answers?: Record<number, AnswerNotes>
  /** By name; all are optional. */
  requestHeaders?: Record<string, TSchema>
  /** Of the JSON body. */
  bodyExample?: unknown
  /** By the type of a Server-Sent Event: the schema of the JSON in its `data`. */
  events?: Record<string, TSchema>
}

export type Operation = FastifySchema & OperationNotes

export type CollectedRoute = { method: string; url: string; operation: Operation; isUnlimited: boolean }

/** The contract of one route, for its `schema`. */
export const operation = <Contract extends Operation>(contract: Contract): Contract => contract
