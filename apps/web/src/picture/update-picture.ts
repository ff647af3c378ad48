/** The elements that were added last, in document order. */
export type Grown = Element[]

/**
 * Updates `shown` to `next` by adding the new elements without changing existing ones, so that nothing moves
 * or flickers. From the first difference on, the elements of `next` replace those of `shown`.
 */
export function updatePicture(shown: Element, next: Element): Grown {
  const grown: Grown = []
  grow(shown, next, grown)
  return grown
}

function grow(shown: Element, next: Element, grown: Grown): void {
  takeAttributes(shown, next)
  const [have, want] = [[...shown.childNodes], [...next.childNodes]]
  for (const [at, wanted] of want.entries()) {
    const had = have[at]
    if (had === undefined) {
      shown.append(wanted)
      if (wanted instanceof Element) grown.push(...drawingsOf(wanted))
    } else if (had instanceof Element && wanted instanceof Element && isSameKind(had, wanted)) {
      grow(had, wanted, grown)
    } else if (!had.isEqualNode(wanted)) {
      had.replaceWith(wanted)
    }
  }
  for (const extra of have.slice(want.length)) extra.remove()
}

/** A group can grow. Any other element is complete from the start, and is replaced when it changes. */
const isSameKind = (one: Element, other: Element): boolean =>
  one.localName === other.localName &&
  (one.isEqualNode(other) || /^(svg|g|defs|a|switch)$/.test(one.localName))

function takeAttributes(shown: Element, next: Element): void {
  for (const { name, value } of next.attributes)
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value)
  for (const { name } of [...shown.attributes]) if (!next.hasAttribute(name)) shown.removeAttribute(name)
}

const drawn = 'path, rect, circle, ellipse, line, polyline, polygon, text, use'
const undrawn = 'defs, clipPath, mask, symbol, pattern, marker, filter, linearGradient, radialGradient'

/** The visible elements within an element, itself included, in the order of painting. */
export function drawingsOf(element: Element): Element[] {
  const found = [...(element.matches(drawn) ? [element] : []), ...element.querySelectorAll(drawn)]
  return found.filter((one) => !one.closest(undrawn))
}
