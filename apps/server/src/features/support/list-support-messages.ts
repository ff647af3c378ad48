import { type Db, readInPages } from '../../platform/db/index.ts'
import { presentSupportMessage, type WireSupportMessage } from './present.ts'
import { listMessagesOf, type SupportRow } from './store.ts'

/** Messages that a user sent while signed in, oldest first, for the export of the user's data. */
export async function* listSupportMessages(db: Db, userId: string): AsyncGenerator<WireSupportMessage> {
  const rows = readInPages((last: SupportRow | undefined, limit) =>
    listMessagesOf(db, userId, { afterId: last?.id, limit }),
  )
  for await (const row of rows) yield presentSupportMessage(row)
}
