import type { Models } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { type ClientTurns, createClientTurns } from '../../platform/limits/index.ts'
import { searchLimited } from './errors.ts'
import type { FileLinks } from './file-links.ts'
import { createPublicList } from './list-public.ts'
import { type ListQueryInput, readListQuery } from './list-query.ts'
import { createPageCache, type SentPage } from './page-cache.ts'

export type PublicPagesDeps = {
  /** With its own connections and time limit. */
  listDb: Db
  models: Pick<Models, 'list'>
  links: FileLinks
}

/** Pages of the public gallery as JSON, and the turns of clients that search. */
export type PublicPages = {
  /** Searches of a client wait for each other. */
  takeTurn: ClientTurns['takeTurn']
  /** Whether pictures may be filtered by the model. */
  knowsModel(id: string): boolean
  /**
   * @param client for whom the page is read.
   * @throws AppError `invalid_page`, `invalid_cursor`, `invalid_filter`, `rate_limited`.
   */
  read(input: ListQueryInput, client: string): Promise<SentPage>
}

export const publicLimits = { usual: 50, max: 100 }

/** Open it once for each process: its pages are cached, and its turns counted, for all that list pictures. */
export function openPublicPages({ listDb, models, links }: PublicPagesDeps): PublicPages {
  const listPublic = createPublicList({ db: listDb, links })
  const cachedPage = createPageCache(listDb)
  // The limit is lower than the number of connections for lists.
  const { takeTurn } = createClientTurns({ atOnceMax: 2, waitingMax: 10, refusal: searchLimited })
  // A model that is no longer offered cannot be used as a filter, although its pictures remain.
  const knowsModel = (id: string) => models.list().some((model) => model.id === id)
  return {
    takeTurn,
    knowsModel,
    read(input, client) {
      const query = readListQuery(input, publicLimits, knowsModel)
      const render = () =>
        cachedPage(JSON.stringify(query), async () => {
          const { rows, ...rest } = await listPublic(query)
          return `{"publicGenerations":[${rows.join(',')}],${JSON.stringify(rest).slice(1)}`
        })
      // The turn is taken before the rendering of the page starts, so that requests for the same page wait
      // only for their own client's turn.
      return query.search === undefined ? render() : takeTurn(client, render)
    },
  }
}
