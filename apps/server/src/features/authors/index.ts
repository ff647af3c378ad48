/**
 * authors: public pages of users, with a handle, a name and a biography. Nobody has a page until they switch
 * it on. Names are read from the database for every answer, so a page that is switched off disappears
 * everywhere at once. The lists on the page belong to the features that own the rows.
 */
export { authorErrors } from './errors.ts'
export { findNamedAuthor, readNamedAuthor } from './find-author.ts'
export { presentAuthorName } from './present.ts'
export { refuseForbiddenText } from './refuse-text.ts'
export { authorRoutes } from './routes.ts'
export { authorExample, authorName, authorParams } from './schemas.ts'
export {
  type AuthorName,
  allowAuthor,
  findAuthorNames,
  findOwnAuthor,
  hideAuthor,
  publicAuthors,
} from './store.ts'
export { authors } from './tables.ts'
