export type OutgoingMail = {
  /** What the mail stands for, 1 to 64 letters, digits and dashes; the same at every try. */
  id: string
  /** One bare address. */
  to: string
  subject: string
  html: string
  text: string
  /** Where answers go instead of to the sender: one bare address. */
  replyTo?: string
}

/**
 * `sent`: the other side has taken it. `captured`: it lies in the folder. `dropped`: there is no transport.
 */
export type MailOutcome = 'sent' | 'captured' | 'dropped'

/**
 * What each kind of transport adds: the mail it gets is checked, the signal also aborts when the time is up.
 */
export type MailBackend = AsyncDisposable & {
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome>
}
