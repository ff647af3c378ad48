import { customType } from 'drizzle-orm/pg-core'

/** A column of lexemes for full text search. The service never reads it; the database compares it. */
export const textSearchVector = customType<{ data: string }>({ dataType: () => 'tsvector' })
