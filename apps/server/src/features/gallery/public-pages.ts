import type { Models } from '../../models/index.ts'
import type { Db, Replica } from '../../platform/db/index.ts'
import { type ClientTurns, createClientTurns } from '../../platform/limits/index.ts'
import type { CountedPage } from './count-page.ts'
import { searchLimited } from './errors.ts'
import type { FileLinks } from './file-links.ts'
import { createPublicList } from './list-public.ts'
import { type ListQuery, type ListQueryInput, readListQuery } from './list-query.ts'
import { createEntityTag, createPageCache, type SentPage } from './page-cache.ts'
import type { PublicPage } from './read-pages.ts'

export type PublicPagesDeps = {
  /** With its own connections and time limit. */
  listDb: Db
  /** Searches are read from it. */
  replica?: Replica | undefined
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
   * @param client for whom a search is made.
   * @throws AppError `invalid_page`, `invalid_cursor`, `invalid_filter`, `rate_limited`.
   */
  read(input: ListQueryInput, client: () => string): Promise<SentPage>
}

export const publicLimits = { usual: 50, max: 100 }

/** Open it once for each process: its pages are cached, and its turns counted, for all that list pictures. */
export function openPublicPages(deps: PublicPagesDeps): PublicPages {
  const { listDb, replica, models, links } = deps
  const list = createPublicList({ db: listDb, replica, links })
  const cachedSearch = createPageCache(listDb)
  // The limit is lower than the number of connections for lists.
  const { takeTurn } = createClientTurns({ atOnceMax: 2, waitingMax: 10, refusal: searchLimited })
  // A model that is no longer offered cannot be used as a filter, although its pictures remain.
  const knowsModel = (id: string) => models.list().some((model) => model.id === id)
  const sent = new WeakMap<PublicPage, Promise<SentPage>>()

  const render = ({ rows, ...rest }: CountedPage<string>) =>
    `{"publicGenerations":[${rows.join(',')}],${JSON.stringify(rest).slice(1)}`

  async function send(page: PublicPage, query: ListQuery): Promise<SentPage> {
    const counted = await list.count(page, query)
    const { pagination, nextCursor } = counted
    return {
      body: Buffer.from(render(counted)),
      etag: createEntityTag(`${page.version} ${JSON.stringify(pagination)} ${nextCursor}`),
    }
  }

  /** Rendered once for all requests that share a page. */
  async function readByDate(query: ListQuery): Promise<SentPage> {
    const page = await list.readByDate(query)
    const known = sent.get(page)
    if (known) return known
    const sending = send(page, query)
    sent.set(page, sending)
    // The next request for the page tries again.
    sending.catch(() => sent.delete(page))
    return sending
  }

  return {
    takeTurn,
    knowsModel,
    read(input, client) {
      const query = readListQuery(input, publicLimits, knowsModel)
      const { search } = query
      if (search === undefined) return readByDate(query)
      // The turn is taken before the rendering of the page starts, so that requests for the same page wait
      // only for their own client's turn.
      return takeTurn(client(), () =>
        cachedSearch(JSON.stringify(query), async () =>
          render(await list.count(await list.search(search, query), query)),
        ),
      )
    },
  }
}
