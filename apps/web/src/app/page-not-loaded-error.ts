/** The files of a page are missing, although the service answers: the web app was updated in the meantime. */
export class PageNotLoadedError extends Error {
  override readonly name = 'PageNotLoadedError'

  constructor(cause: unknown) {
    super('The page was not loaded.', { cause })
  }
}
