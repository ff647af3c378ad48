import { isLost, isOffline, untilReached } from '../api/index.ts'
import { PageNotLoadedError } from './page-not-loaded-error.ts'

/**
 * Loads code of the web app. Without a connection, it waits for one and then reloads the document, because
 * browsers may cache that a file was missing. The draft and the drawing are kept.
 *
 * @throws PageNotLoadedError if the service answers and the files are missing.
 */
export async function loadLater<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load()
  } catch (error) {
    if (!isOffline() && !(await isLost())) throw new PageNotLoadedError(error)
    await untilReached()
    location.reload()
    return new Promise(() => undefined)
  }
}
