import { type Db, queryNamed, readInPages } from '../../platform/db/index.ts'

export type PictureLikes = { id: string; likes: number; liked: boolean }

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
