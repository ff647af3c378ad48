import type { ErrorKind } from '../../platform/errors/index.ts'
import { authorErrors } from './errors.ts'

const form = /^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$/

/** Handles that could be mistaken for a page or for staff of the service. Hyphens are ignored. */
const reserved = new Set(
  `about abuse account accounts admin administrator administrators anonymous api app assets auth author authors
  billing blog chatsvg collection collections contact dashboard docs edit editor everybody explore export feed
  gallery guest health help history home image images index info invite legal like likes login logout mail me
  mod moderation moderator new news nobody null official operator owner password picture pictures postmaster
  privacy profile profiles public register report reports root search secure security self service session
  sessions set sets settings signin signout signup staff static status support svg system team terms test
  undefined unknown user users webmaster www you`.split(/\s+/),
)

/**
 * Handles are compared without regard to case. Only `A` to `Z` are lowered, because the lower case of some
 * other letters is ASCII.
 */
export const readHandle = (given: unknown): unknown =>
  typeof given === 'string' ? given.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : given

/** The reason why a text cannot be the handle of a page; undefined if it can. */
export function refuseHandle(handle: string): ErrorKind | undefined {
  if (!form.test(handle)) return authorErrors.invalid_author.handle.form
  return reserved.has(handle.replaceAll('-', '')) ? authorErrors.invalid_author.handle.reserved : undefined
}
