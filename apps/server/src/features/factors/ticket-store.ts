import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/db/index.ts'
import { secondFactorTickets } from './tables.ts'

export type TicketRow = typeof secondFactorTickets.$inferSelect

export const ticketSeconds = 10 * 60
/** As many wrong codes a ticket takes. */
export const wrongCodesMax = 5

export async function insertTicket(
  tx: Tx,
  ticket: Pick<TicketRow, 'ticketHash' | 'userId' | 'passwordStamp' | 'rememberMe' | 'signedInWith'>,
): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${ticketSeconds})`
  await tx.insert(secondFactorTickets).values({ ...ticket, expiresAt })
}

/** The ticket while it is good; nothing is changed. */
export async function findTicket(db: Db | Tx, ticketHash: string): Promise<TicketRow | undefined> {
  const [row] = await db
    .select()
    .from(secondFactorTickets)
    .where(
      and(
        eq(secondFactorTickets.ticketHash, ticketHash),
        gt(secondFactorTickets.expiresAt, sql`now()`),
        lt(secondFactorTickets.wrongCodes, wrongCodesMax),
      ),
    )
    .limit(1)
  return row
}

/** @returns how many wrong codes came with the ticket by now. */
export async function countWrongCode(tx: Tx, ticketHash: string): Promise<number> {
  const [row] = await tx
    .update(secondFactorTickets)
    .set({ wrongCodes: sql`${secondFactorTickets.wrongCodes} + 1` })
    .where(eq(secondFactorTickets.ticketHash, ticketHash))
    .returning({ wrongCodes: secondFactorTickets.wrongCodes })
  return row?.wrongCodes ?? wrongCodesMax
}

export async function deleteTicket(tx: Tx, ticketHash: string): Promise<void> {
  await tx.delete(secondFactorTickets).where(eq(secondFactorTickets.ticketHash, ticketHash))
}

/** Makes every sign-in of the user void that waits for its second factor. */
export async function voidTickets(tx: Tx, userId: string): Promise<void> {
  await tx.delete(secondFactorTickets).where(eq(secondFactorTickets.userId, userId))
}
