import type { ErrorKind } from '../errors/index.ts'
import type { ApiDocument, Schema, Tag } from './document.ts'
import type { OperationNotes } from './operation.ts'

/** What the document says beyond its operations. */
export type ApiFacts = {
  info: ApiDocument['info']
  /** In the order in which they are shown. */
  tags: Tag[]
  /** The service's catalogue: codes that are not in it are refused. */
  errors: { readonly [code: string]: unknown }
  /** The problems of all routes for administrators, and of those that write. */
  adminErrors: { everywhere: ErrorKind; onWrite: ErrorKind }
  /** The scopes of API keys and apps. */
  scopes: readonly string[]
  /** The problems of every presented key, of a key without the scope, and of calls that take no key. */
  keyErrors: { checked: readonly ErrorKind[]; outOfScope: ErrorKind; refused: ErrorKind }
  workspaces: {
    /** The role that a member of a workspace needs for the call; undefined: it is not made in workspaces. */
    leastRoleOf(notes: Pick<OperationNotes, 'scope' | 'workspaceRole'>): string | undefined
    /** The problems of calls that are made in workspaces, and of those that are not. */
    problems: { entered: readonly ErrorKind[]; refused: ErrorKind }
  }
  securitySchemes: Record<'session' | 'refreshToken' | 'csrf' | 'bearer' | 'apiKey', Schema>
}
