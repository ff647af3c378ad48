import { customType } from 'drizzle-orm/pg-core'

/** A column of lexemes for full text search. Nothing reads it back: it is compared within the database. */
export const textSearchVector = customType<{ data: string }>({ dataType: () => 'tsvector' })
