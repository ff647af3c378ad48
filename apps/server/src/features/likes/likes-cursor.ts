import { isUuid } from '../../platform/db/index.ts'
import type { LikesCursor } from './read-most-liked.ts'

/** Opaque and URL-safe. */
export const encodeLikesCursor = ({ likes, id }: LikesCursor): string =>
  Buffer.from(`${likes} ${id}`).toString('base64url')

/** @returns undefined if the text is not a cursor of this list. */
export function decodeLikesCursor(text: string): LikesCursor | undefined {
  const [, likes, id = ''] = /^(\d{1,9}) (\S+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return likes !== undefined && isUuid(id) ? { likes: Number(likes), id } : undefined
}
