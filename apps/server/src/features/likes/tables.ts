import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { generations } from '../jobs/index.ts'

export const pictureLikes = pgTable(
  'picture_likes',
  {
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.pictureId, table.userId] }),
    index('picture_likes_user_newest').on(table.userId, table.createdAt, table.pictureId),
  ],
)

/**
 * The number of likes of a picture. Triggers on `picture_likes` write it. Pictures without likes have no row.
 */
export const likeCounts = pgTable(
  'like_counts',
  {
    pictureId: uuid('picture_id')
      .primaryKey()
      .references(() => generations.id, { onDelete: 'cascade' }),
    likes: integer().notNull(),
  },
  (table) => [
    index('like_counts_most').on(table.likes, table.pictureId),
    check('like_counts_positive', sql`${table.likes} > 0`),
  ],
)
