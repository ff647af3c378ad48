import type { FastifyRequest } from 'fastify'
import { type Models, styles } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { type App, type Authentication, readWhole } from '../../platform/http/index.ts'
import { clientKey, createClientTurns } from '../../platform/limits/index.ts'
import { findAuthorNames, readNamedAuthor } from '../authors/index.ts'
import { type FileLinks, galleryErrors, presentPublic, readSearch, searchLimited } from '../gallery/index.ts'
import { likedPicturesMax, likeErrors } from './errors.ts'
import { decodeLikesCursor } from './likes-cursor.ts'
import { type LikedRange, listMostLiked, listMostLikedOf, type MostLikedPage } from './list-most-liked.ts'
import * as schemas from './schemas.ts'
import { addLike, readLikes, removeLike } from './store.ts'

export type LikeRoutesDeps = {
  db: Db
  /** Has its own connections and time limit. It is for public lists, which anybody may request. */
  listDb: Db
  models: Models
  authentication: Authentication
  links: FileLinks
}

const listLimits = { usual: 50, max: 100 }

export function likeRoutes({ db, listDb, models, authentication, links }: LikeRoutesDeps) {
  const onRequest = authentication.requireCaller
  const { takeTurn } = createClientTurns({ atOnceMax: 2, waitingMax: 10, refusal: searchLimited })

  function readLike(req: FastifyRequest<{ Params: { id: string } }>): { pictureId: string; userId: string } {
    const { id } = req.params
    if (!isUuid(id)) throw new AppError(galleryErrors.svg_not_found.any)
    return { pictureId: id, userId: authentication.callerOf(req).userId }
  }

  async function answer({ pictureId, userId }: { pictureId: string; userId: string }) {
    const [found] = await readLikes(db, [pictureId], userId)
    return found ?? { id: pictureId, likes: 0, liked: false }
  }

  async function answerPage(
    query: { limit?: string; cursor?: string },
    read: (page: LikedRange) => Promise<MostLikedPage>,
  ) {
    const cursor = query.cursor ? decodeLikesCursor(query.cursor) : undefined
    if (query.cursor && !cursor)
      throw new AppError(platformErrors.invalid_cursor, { errorCode: 'INVALID_CURSOR' })
    const asked = readWhole(query.limit, listLimits.usual, 'limit')
    const { rows, nextCursor } = await read({ cursor, limit: Math.min(Math.max(asked, 1), listLimits.max) })
    const authors = await findAuthorNames(
      listDb,
      rows.map(({ userId }) => userId),
    )
    return {
      publicGenerations: rows.map(({ likes, ...row }) => ({ ...presentPublic(row, links, authors), likes })),
      nextCursor,
    }
  }

  return (app: App): void => {
    app.put('/gallery/:id/like', { schema: schemas.like, onRequest }, async (req) => {
      const like = readLike(req)
      if (!(await addLike(db, like))) throw new AppError(galleryErrors.svg_not_found.any)
      return answer(like)
    })

    app.delete('/gallery/:id/like', { schema: schemas.unlike, onRequest }, async (req) => {
      const like = readLike(req)
      await removeLike(db, like)
      return answer(like)
    })

    app.get('/gallery/likes', { schema: schemas.likes }, async (req, reply) => {
      const ids = (req.query.ids ?? '').split(',').filter((id) => id !== '')
      if (ids.length === 0 || ids.length > likedPicturesMax || !ids.every(isUuid))
        throw new AppError(likeErrors.invalid_picture_ids)
      const caller = await authentication.findCaller(req)
      reply.header('cache-control', 'no-store')
      return { likes: await readLikes(listDb, ids, caller?.userId) }
    })

    app.get('/gallery/most-liked', { schema: schemas.mostLiked }, async (req) => {
      const { style, model } = req.query
      if (style && !(styles as readonly string[]).includes(style))
        throw new AppError(galleryErrors.invalid_filter.choice('style', styles))
      if (model && !models.list().some(({ id }) => id === model))
        throw new AppError(galleryErrors.invalid_filter.model)
      const search = readSearch(req.query.q)
      const filter = { search, style: style || undefined, model: model || undefined }
      return answerPage(req.query, (page) => {
        const read = () => listMostLiked(listDb, { ...filter, ...page })
        const isQuick = search === undefined && !style && !model
        return isQuick ? read() : takeTurn(clientKey(req.ip), read)
      })
    })

    app.get('/authors/:handle/most-liked', { schema: schemas.mostLikedOfAuthor }, async (req) => {
      const { userId } = await readNamedAuthor(listDb, req.params.handle)
      return answerPage(req.query, (page) =>
        takeTurn(clientKey(req.ip), () => listMostLikedOf(listDb, userId, page)),
      )
    })
  }
}
