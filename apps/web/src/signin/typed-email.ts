import { onLeave } from '../session/index.ts'

let typed = ''

/**
 * The address as it was last typed, so that the forms for sign-in, sign-up and a forgotten password are
 * prefilled.
 */
export const readTypedEmail = (): string => typed

export function noteTypedEmail(email: string): void {
  typed = email
}

onLeave(() => noteTypedEmail(''))
