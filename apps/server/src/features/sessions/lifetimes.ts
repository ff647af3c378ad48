/** How long things live, in seconds. */
export const accessTokenSeconds = 15 * 60
const day = 24 * 60 * 60
export const refreshSeconds = { usual: 7 * day, remembered: 30 * day }
/** Rotation never carries a session past this age. */
export const absoluteSeconds = 90 * day
/** As many sessions of a user are alive at a time. */
export const liveSessionsMax = 50

export const slidingSeconds = (rememberMe: boolean) =>
  rememberMe ? refreshSeconds.remembered : refreshSeconds.usual
