/**
 * Valid pseudo-classes that match no element of a still picture without a pointer (Selectors 4, sections 8 to
 * 12; HTML, section 4.16.3). They can be removed from a list of selectors.
 */
export const neverMatching: ReadonlySet<string> = new Set(
  `active active-view-transition autofill buffering checked closed current default disabled enabled focus focus-visible focus-within fullscreen
  future host hover in-range indeterminate invalid local-link modal muted open optional out-of-range past paused picture-in-picture
  placeholder-shown playing popover-open read-only read-write required seeking stalled target target-current target-within user-invalid
  user-valid valid visited volume-locked`.split(/\s+/),
)

/** The same for functions. */
export const neverMatchingFunctions: ReadonlySet<string> = new Set([
  'active-view-transition-type',
  'current',
  'dir',
  'heading',
  'host',
  'host-context',
  'nth-col',
  'nth-last-col',
  'state',
])

/** Pseudo-elements that CSS 2 allows after a single colon. */
export const oldPseudoElements: ReadonlySet<string> = new Set([
  'before',
  'after',
  'first-line',
  'first-letter',
])

/** `an+b`: every `a`th, beginning with the `b`th. */
export interface Step {
  a: number
  b: number
}

/** CSS Syntax 3, section 6, with `odd` and `even`; null for anything else. */
export function readStep(text: string): Step | null {
  const step = text.trim().toLowerCase()
  if (step === 'odd') return { a: 2, b: 1 }
  if (step === 'even') return { a: 2, b: 0 }
  const found = /^([+-]?\d*)n(?:\s*([+-])\s*(\d+))?$/.exec(step)
  if (found === null) return /^[+-]?\d+$/.test(step) ? { a: 0, b: Number(step) } : null
  const [, times = '', sign = '', offset = '0'] = found
  const a = times === '' || times === '+' ? 1 : times === '-' ? -1 : Number(times)
  return { a, b: sign === '-' ? -Number(offset) : Number(offset) }
}

/** Whether a position, counted from one, is among them. */
export const isOnStep = ({ a, b }: Step, place: number): boolean =>
  a === 0 ? place === b : (place - b) % a === 0 && (place - b) / a >= 0
