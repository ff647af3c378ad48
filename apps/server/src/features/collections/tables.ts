import { boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { generations } from '../jobs/index.ts'

export const collections = pgTable(
  'collections',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    description: text(),
    /** true: only its owner sees it. */
    privacy: boolean().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('collections_user_newest').on(table.userId, table.createdAt, table.id)],
)

/** A version of a picture, as likes name one. The row stays while the picture is private. */
export const collectionPictures = pgTable(
  'collection_pictures',
  {
    collectionId: uuid('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    addedAt: moment('added_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.pictureId] }),
    index('collection_pictures_newest').on(table.collectionId, table.addedAt, table.pictureId),
    index('collection_pictures_picture').on(table.pictureId),
  ],
)
