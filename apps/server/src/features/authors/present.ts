import type { AuthorName, AuthorRow, PublicAuthor } from './store.ts'

/** What only the user sees. */
export function presentSettings({ handle, displayName, biography, isPublic }: AuthorRow) {
  return { handle, displayName, biography, isPublic }
}

export function presentAuthor({ handle, name, biography }: PublicAuthor) {
  return { handle, name, biography }
}

/** The member `author` of a picture or a collection; none if its owner has no page. */
export function presentAuthorName(author: AuthorName | undefined): { author?: AuthorName } {
  return author ? { author } : {}
}
