export type OutgoingMail = {
  /** The id of the mail, 1 to 64 letters, digits and dashes; the same at every attempt. */
  id: string
  /** One bare address. */
  to: string
  subject: string
  html: string
  text: string
  /** The reply address instead of the sender: one bare address. */
  replyTo?: string
}

/**
 * `sent`: the other side has accepted it. `captured`: it is in the folder. `dropped`: there is no transport.
 */
export type MailOutcome = 'sent' | 'captured' | 'dropped'

/**
 * The part that differs between transports. It gets a checked mail, and its signal also aborts when the time
 * is up.
 */
export type MailBackend = AsyncDisposable & {
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome>
}
