import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { mailedTokens } from '../credentials/index.ts'

/** Browsers that have signed in to an account before, identified by a cookie. */
export const knownDevices = pgTable(
  'known_devices',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie, hexadecimal. */
    deviceHash: text('device_hash').notNull(),
    lastUsedAt: moment('last_used_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.deviceHash] }),
    index('known_devices_used').on(table.lastUsedAt),
  ],
)

/** Emails about sign-ins from new devices, with a link that says "this was not me". */
export const signInNotices = mailedTokens('sign_in_notices')
