import { createStore } from 'zustand/vanilla'

/**
 * What the pages of signing in pass on to each other. `ticket`: stands for the first factor of a sign-in at a
 * provider. `mailedToken`: what a mailed link held. `typedEmail`: the address as it was last typed.
 */
export const signinState = createStore(() => ({ ticket: '', mailedToken: '', typedEmail: '' }))
