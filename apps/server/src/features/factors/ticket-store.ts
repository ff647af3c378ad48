import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/db/index.ts'
import { secondFactorTickets } from './tables.ts'

export type TicketRow = typeof secondFactorTickets.$inferSelect

export const ticketSeconds = 10 * 60
/** The number of wrong codes after which a ticket is invalid. */
export const wrongCodesMax = 5

export async function insertTicket(
  tx: Tx,
  ticket: Pick<TicketRow, 'ticketHash' | 'userId' | 'passwordStamp' | 'rememberMe' | 'signedInWith'>,
): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${ticketSeconds})`
  await tx.insert(secondFactorTickets).values({ ...ticket, expiresAt })
}

/** The ticket while it is valid. Changes nothing. */
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

/** @returns how many wrong codes were entered with the ticket so far. */
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

/** Invalidates all tickets of the user. */
export async function voidTickets(tx: Tx, userId: string): Promise<void> {
  await tx.delete(secondFactorTickets).where(eq(secondFactorTickets.userId, userId))
}
