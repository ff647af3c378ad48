import type { ErrorKind } from '../errors/index.ts'
import type { ApiDocument, Schema, Tag } from './document.ts'

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
  securitySchemes: Record<'session' | 'refreshToken' | 'csrf' | 'bearer' | 'apiKey', Schema>
}
