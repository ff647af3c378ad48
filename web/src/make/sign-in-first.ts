import { leaveForSignIn } from '../session/index.ts'

const drawKey = 'chatsvg.draw-after-sign-in'

/** To the sign-in page; afterwards the draft is drawn, as was asked for. In this tab alone, and once. */
export function signInAndDraw(): void {
  sessionStorage.setItem(drawKey, '1')
  leaveForSignIn()
}

/** Whether the draft was asked for before signing in. Says so once. */
export function takeDrawAfterSignIn(): boolean {
  const wasAsked = sessionStorage.getItem(drawKey) !== null
  sessionStorage.removeItem(drawKey)
  return wasAsked
}
