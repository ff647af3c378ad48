import { sql } from 'drizzle-orm'
import { constant, type Db, defineStatements, queryNamed, readInPages } from '../../platform/db/index.ts'
import { type ListedRow, listedColumnsOf } from '../gallery/index.ts'

export type PictureLikes = { id: string; likes: number; liked: boolean }
export type LikedRow = ListedRow & { likes: number }

/** The position of a picture in the list of the most liked. */
export type LikesCursor = { likes: number; id: string }

/**
 * Likes a public picture, once. The lock orders it before or after a transaction that hides the picture.
 *
 * @returns whether there is such a picture.
 */
export async function addLike(db: Db, like: { pictureId: string; userId: string }): Promise<boolean> {
  const [row] = await queryNamed<{ isPublic: boolean }>(
    db,
    'add_like',
    `with picture as (select id from generations where id = $1 and not privacy for share),
     liked as (
       insert into picture_likes (picture_id, user_id) select id, $2 from picture on conflict do nothing
     )
     select exists (select from picture) as "isPublic"`,
    [like.pictureId, like.userId],
  )
  return row?.isPublic ?? false
}

/** Removes a like, also from a picture that is no longer public. */
export async function removeLike(db: Db, like: { pictureId: string; userId: string }): Promise<void> {
  await queryNamed(db, 'remove_like', `delete from picture_likes where picture_id = $1 and user_id = $2`, [
    like.pictureId,
    like.userId,
  ])
}

/** The likes of public pictures that have any. `liked` means by this user. */
export async function readLikes(
  db: Db,
  ids: readonly string[],
  userId: string | undefined,
): Promise<PictureLikes[]> {
  return queryNamed<PictureLikes>(
    db,
    'read_likes',
    `select picture_id as id, likes,
       exists (select from picture_likes own where own.picture_id = like_counts.picture_id and own.user_id = $2) as liked
     from like_counts join generations picture on picture.id = picture_id
     where picture_id = any($1::uuid[]) and not picture.privacy`,
    [ids, userId ?? null],
  )
}

/** `style` is no filter of the pictures of one author. */
type MostLikedShape = { authorId: string | undefined; style: string | undefined; after: boolean }
type MostLikedValues = {
  authorId: string | undefined
  style: string | undefined
  likes: number
  id: string
  limit: number
}

/** Of one author, the newest pictures up to this number are ordered. */
const authorPicturesMax = 10_000

const mostLiked = defineStatements<MostLikedShape, MostLikedValues, LikedRow>(
  ({ authorId, style, after }) =>
    `most_liked${authorId ? '_author' : ''}${style ? '_style' : ''}${after ? '_after' : ''}`,
  (values, { authorId, style, after }) => {
    const ofAuthor = sql`(
      select id from generations where user_id = ${values.authorId} and not privacy and not has_newer_public
      order by created_at desc, id desc limit ${constant(authorPicturesMax)}
    ) own join like_counts on like_counts.picture_id = own.id`
    return sql`
      select like_counts.likes, ${sql.raw(listedColumnsOf('picture'))}
      from ${authorId ? ofAuthor : sql`like_counts`} join generations picture on picture.id = like_counts.picture_id
      where not picture.privacy and not picture.has_newer_public${style ? sql` and picture.style = ${values.style}` : sql``}${
        after
          ? sql` and (like_counts.likes, like_counts.picture_id) < (${values.likes}::int, ${values.id}::uuid)`
          : sql``
      }
      order by like_counts.likes desc, like_counts.picture_id desc limit ${values.limit}`
  },
)

export type LikedPage = { cursor: LikesCursor | undefined; limit: number }

/** Public pictures with likes, of all users or of one, most liked first, after the cursor if there is one. */
export async function listMostLiked(
  db: Db,
  { authorId, style, cursor, limit }: LikedPage & { authorId?: string; style?: string | undefined },
): Promise<LikedRow[]> {
  const values = { authorId, style, likes: cursor?.likes ?? 0, id: cursor?.id ?? '', limit }
  return mostLiked({ authorId, style, after: cursor !== undefined }).run(db, values)
}

/** When the user liked a picture. */
export type OwnLike = { id: string; createdAt: Date }

/** All likes of the user, oldest first, read in pages. */
export const listLikesOf = (db: Db, userId: string): AsyncGenerator<OwnLike> =>
  readInPages((last: OwnLike | undefined, limit) =>
    queryNamed<OwnLike>(
      db,
      'list_likes_of',
      `select picture_id as id, created_at as "createdAt" from picture_likes
       where user_id = $1 and (created_at, picture_id) > ($2::timestamptz, $3::uuid)
       order by created_at, picture_id limit $4`,
      [userId, last?.createdAt ?? '-infinity', last?.id ?? '00000000-0000-0000-0000-000000000000', limit],
    ),
  )
