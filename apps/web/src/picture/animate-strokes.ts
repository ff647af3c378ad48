const inkMs = 250
/**
 * Above this number, strokes fade in together: so many cannot be distinguished, and measuring them takes
 * time.
 */
const strokesMax = 80

/** Animates strokes like a pen, and fades fills in; with reduced motion everything fades in. */
export function animateStrokes(elements: readonly Element[]): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches || elements.length > strokesMax
  for (const element of elements) {
    const length = isCalm ? undefined : strokeLength(element)
    const timing = { duration: inkMs, easing: 'ease-out' }
    if (length === undefined) {
      element.animate([{ opacity: 0 }, {}], timing)
      continue
    }
    element.animate(
      [
        { strokeDasharray: `${length} ${length}`, strokeDashoffset: length, fillOpacity: 0 },
        { strokeDasharray: `${length} ${length}`, strokeDashoffset: 0, offset: 0.99 },
        {},
      ],
      timing,
    )
  }
}

/** Whether the stroke can be animated: an outline without its own dashes. */
function strokeLength(element: Element): number | undefined {
  if (!(element instanceof SVGGeometryElement)) return undefined
  const { stroke, strokeDasharray } = getComputedStyle(element)
  if (stroke === 'none' || (strokeDasharray !== 'none' && strokeDasharray !== '')) return undefined
  const length = element.getTotalLength()
  return length > 0 ? length : undefined
}
