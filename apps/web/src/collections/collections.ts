import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

export type Collection = Answer<'GET /api/collections/{id}'>['collection']

/** The most that a user can have; a page of the list has all of them. */
const collectionsMax = 100

/**
 * Keys of queries. All begin in the same way, so that everything that shows a collection is read again after
 * a change of one. A key contains the user, so that nobody sees the collections of a user who was signed in
 * before.
 */
export const collectionKeys = {
  all: ['collections'] as const,
  own: (userId: string, pictureId?: string) => ['collections', 'own', userId, pictureId ?? ''] as const,
  one: (id: string, userId: string | undefined) => ['collections', 'one', id, userId ?? ''] as const,
  ofAuthor: (handle: string) => ['collections', 'author', handle] as const,
  pictures: ['collections', 'pictures'] as const,
}

/** The user's own collections, newest first. With a picture, `hasPicture` says which of them have it. */
export const useOwnCollections = (userId: string, pictureId?: string): UseQueryResult<Collection[]> =>
  useQuery({
    queryKey: collectionKeys.own(userId, pictureId),
    queryFn: async ({ signal }) => {
      const query = { limit: collectionsMax, ...(pictureId && { picture: pictureId }) }
      return (await call('GET /api/collections', { query, signal })).collections
    },
  })

/** A public collection, or one of the user's own. */
export const useCollection = (id: string, userId: string | undefined): UseQueryResult<Collection> =>
  useQuery({
    queryKey: collectionKeys.one(id, userId),
    queryFn: async ({ signal }) =>
      (await call('GET /api/collections/{id}', { params: { id }, signal })).collection,
  })

export const useCollectionsOfAuthor = (handle: string): UseQueryResult<Collection[]> =>
  useQuery({
    queryKey: collectionKeys.ofAuthor(handle),
    queryFn: async ({ signal }) => {
      const query = { limit: collectionsMax }
      return (await call('GET /api/authors/{handle}/collections', { params: { handle }, query, signal }))
        .collections
    },
  })
