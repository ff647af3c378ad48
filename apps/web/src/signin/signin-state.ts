import { createStore } from 'zustand/vanilla'

/**
 * State that the sign-in pages share. `ticket`: represents the first factor of a sign-in at a provider.
 * `mailedToken`: the token of a mailed link. `typedEmail`: the last typed address.
 */
export const signinState = createStore(() => ({ ticket: '', mailedToken: '', typedEmail: '' }))
