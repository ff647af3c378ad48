import { onSignOut } from '../session/index.ts'
import { signinState } from './signin-state.ts'

/**
 * The last typed address, so that the user need not type it again on the pages for sign-up and forgotten
 * passwords.
 */
export const readTypedEmail = (): string => signinState.getState().typedEmail

export function storeTypedEmail(email: string): void {
  signinState.setState({ typedEmail: email })
}

onSignOut(() => storeTypedEmail(''))
