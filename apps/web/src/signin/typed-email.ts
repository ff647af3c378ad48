import { onSignOut } from '../session/index.ts'
import { signinState } from './signin-state.ts'

/**
 * The address as it was last typed, so that going from sign-in to sign-up or to a forgotten password does not
 * ask for it again.
 */
export const readTypedEmail = (): string => signinState.getState().typedEmail

export function noteTypedEmail(email: string): void {
  signinState.setState({ typedEmail: email })
}

onSignOut(() => noteTypedEmail(''))
