import { onLeave } from '../session/index.ts'

let typed = ''

/**
 * The address as it was last typed, so that going from sign-in to sign-up or to a forgotten password does not
 * ask for it again.
 */
export const readTypedEmail = (): string => typed

export function noteTypedEmail(email: string): void {
  typed = email
}

onLeave(() => noteTypedEmail(''))
