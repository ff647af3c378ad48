import { createHash, randomBytes } from 'node:crypto'
import type { AskSecondFactor } from '../sessions/index.ts'
import { insertTicket, ticketSeconds } from './ticket-store.ts'
import { findTotp } from './totp-store.ts'

const ticketBytes = 32

/** Requires a code from every user with an authenticator app, whatever the first factor was. */
export const askSecondFactor: AskSecondFactor = async (tx, shown) => {
  const { userId, passwordHash, rememberMe, signedInWith } = shown
  if (!(await findTotp(tx, userId))) return undefined
  const ticket = randomBytes(ticketBytes).toString('base64url')
  const ticketHash = hashTicket(ticket)
  const passwordStamp = stampPassword(passwordHash)
  await insertTicket(tx, { ticketHash, userId, passwordStamp, rememberMe, signedInWith })
  return { ticket, expiresInSeconds: ticketSeconds }
}

/** SHA-256, hexadecimal. The ticket has 256 random bits, so no salt is needed. */
export const hashTicket = (ticket: string) => createHash('sha256').update(ticket).digest('hex')

/** Distinguishes one password of a user from the next. */
export const stampPassword = (passwordHash: string | null) =>
  createHash('sha256')
    .update(passwordHash ?? 'no password')
    .digest('hex')
