import type { FastifyRequest } from 'fastify'
import type { Moderation } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { type App, type Authentication, cutPage, readPageQuery } from '../../platform/http/index.ts'
import { clientKey, createClientTurns } from '../../platform/limits/index.ts'
import { findAuthorNames, readNamedAuthor } from '../authors/index.ts'
import { type FileLinks, galleryErrors } from '../gallery/index.ts'
import { changeCollection } from './change-collection.ts'
import { collectPicture } from './collect-picture.ts'
import { createCollection } from './create-collection.ts'
import { collectionErrors } from './errors.ts'
import { listCollected, removeCollected } from './picture-store.ts'
import { presentCollected, presentCollection } from './present.ts'
import * as schemas from './schemas.ts'
import {
  type CollectionRow,
  deleteCollection,
  findCollection,
  listOwnCollections,
  listPublicCollections,
  type OwnCollection,
} from './store.ts'

export type CollectionRoutesDeps = {
  db: Db
  /** Has its own connections and time limit. It is for public lists, which anybody may request. */
  listDb: Db
  moderation: Moderation
  authentication: Authentication
  links: FileLinks
}

const listLimits = { usual: 50, max: 100 }

export function collectionRoutes(deps: CollectionRoutesDeps) {
  const { db, listDb, moderation, authentication, links } = deps
  const { requireCaller: onRequest, callerOf, findCaller } = authentication
  const { takeTurn } = createClientTurns({
    atOnceMax: 2,
    waitingMax: 10,
    refusal: platformErrors.rate_limited,
  })

  function readOwn(req: FastifyRequest<{ Params: { id: string } }>): OwnCollection {
    const { id } = req.params
    if (!isUuid(id)) throw new AppError(collectionErrors.collection_not_found)
    return { id, userId: callerOf(req).userId }
  }

  async function readVisible(from: Db, id: string, viewerId: string | undefined): Promise<CollectionRow> {
    const found = isUuid(id) ? await findCollection(from, id, viewerId) : undefined
    if (!found) throw new AppError(collectionErrors.collection_not_found)
    return found
  }

  async function present(from: Db, rows: readonly CollectionRow[], viewerId: string | undefined) {
    const authors = await findAuthorNames(
      from,
      rows.map(({ userId }) => userId),
    )
    return rows.map((row) => presentCollection(row, viewerId, authors, links))
  }

  async function answerOne(from: Db, id: string, viewerId: string | undefined) {
    const row = await readVisible(from, id, viewerId)
    const authors = await findAuthorNames(from, [row.userId])
    return { collection: presentCollection(row, viewerId, authors, links) }
  }

  return (app: App): void => {
    app.post('/collections', { schema: schemas.create, onRequest }, async (req, reply) => {
      const { userId } = callerOf(req)
      const { name, description = null, privacy = true } = req.body
      const id = await createCollection({ db, moderation }, userId, { name, description, privacy })
      reply.code(201).header('location', `/api/collections/${id}`)
      return answerOne(db, id, userId)
    })

    app.get('/collections', { schema: schemas.listOwn, onRequest }, async (req) => {
      const { userId } = callerOf(req)
      const { limit, cursor } = readPageQuery(req.query, listLimits)
      const pictureId = req.query.picture || undefined
      if (pictureId !== undefined && !isUuid(pictureId))
        throw new AppError(galleryErrors.invalid_filter.id('picture'))
      const found = await listOwnCollections(db, userId, { cursor, limit: limit + 1, pictureId })
      const { rows, nextCursor } = cutPage(found, limit)
      return { collections: await present(db, rows, userId), nextCursor }
    })

    app.get('/collections/:id', { schema: schemas.read }, async (req) =>
      answerOne(listDb, req.params.id, (await findCaller(req))?.userId),
    )

    app.get('/collections/:id/pictures', { schema: schemas.listPictures }, async (req) => {
      const { limit, cursor } = readPageQuery(req.query, listLimits)
      const viewerId = (await findCaller(req))?.userId
      const { id } = await readVisible(listDb, req.params.id, viewerId)
      const found = await listCollected(listDb, id, viewerId, { cursor, limit: limit + 1 })
      const places = found.map((row) => ({ id: row.id, createdAt: row.addedAt, row }))
      const { rows, nextCursor } = cutPage(places, limit)
      const authors = await findAuthorNames(
        listDb,
        rows.map(({ row }) => row.userId),
      )
      return { pictures: rows.map(({ row }) => presentCollected(row, links, authors)), nextCursor }
    })

    app.patch('/collections/:id', { schema: schemas.change, onRequest }, async (req) => {
      const own = readOwn(req)
      await changeCollection({ db, moderation }, own, req.body)
      return answerOne(db, own.id, own.userId)
    })

    app.delete('/collections/:id', { schema: schemas.remove, onRequest }, async (req) => {
      if (!(await deleteCollection(db, readOwn(req))))
        throw new AppError(collectionErrors.collection_not_found)
      return { success: true }
    })

    app.put(
      '/collections/:id/pictures/:pictureId',
      { schema: schemas.addPicture, onRequest },
      async (req) => {
        const own = readOwn(req)
        const { pictureId } = req.params
        if (!isUuid(pictureId)) throw new AppError(galleryErrors.svg_not_found.any)
        await collectPicture(db, own, pictureId)
        return answerOne(db, own.id, own.userId)
      },
    )

    app.delete(
      '/collections/:id/pictures/:pictureId',
      { schema: schemas.removePicture, onRequest },
      async (req) => {
        const own = readOwn(req)
        const { pictureId } = req.params
        if (isUuid(pictureId)) await removeCollected(db, own, pictureId)
        return answerOne(db, own.id, own.userId)
      },
    )

    app.get('/authors/:handle/collections', { schema: schemas.listOfAuthor }, async (req) => {
      const { limit, cursor } = readPageQuery(req.query, listLimits)
      const { userId } = await readNamedAuthor(listDb, req.params.handle)
      const read = () => listPublicCollections(listDb, userId, { cursor, limit: limit + 1 })
      const found = await takeTurn(clientKey(req.ip), read)
      const { rows, nextCursor } = cutPage(found, limit)
      return { collections: await present(listDb, rows, undefined), nextCursor }
    })
  }
}
