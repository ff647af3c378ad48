/** Lifetimes, in seconds. */
export const accessTokenSeconds = 15 * 60
const day = 24 * 60 * 60
export const refreshSeconds = { usual: 7 * day, remembered: 30 * day }
/** Rotation never extends a session beyond this age. */
export const absoluteSeconds = 90 * day
/** The maximum of live sessions of a user. */
export const liveSessionsMax = 50

export const slidingSeconds = (rememberMe: boolean) =>
  rememberMe ? refreshSeconds.remembered : refreshSeconds.usual
