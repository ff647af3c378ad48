import type { PlanThing, TextThing } from '../plan/scene-plan.ts'

/**
 * Sets words and signs to the things that they were asked with, as people lay out cards, badges and logos: a
 * headline over what a card shows, a name under a sign, words around what a badge bears, a mark on the face
 * of what it marks. What the sentence places itself stays there.
 */
export function arrangeWords(things: PlanThing[], emblem: boolean): PlanThing[] {
  const text = things.find((thing): thing is TextThing => 'text' in thing)
  const marked = things.map((thing) => paleGround(emblem ? placeMark(thing, things) : thing, things))
  // A name in a logo is under its sign; on a mug it is on the mug.
  const isOnThing =
    text?.place !== undefined && !('at' in text.place) && !(emblem && text.frame === undefined)
  if (!text || isOnThing) return marked
  const others = marked.filter((thing) => thing !== text)
  if (others.length === 0) return marked
  const isBadge = text.frame === 'badge' && !emblem ? others.length === 1 : text.frame === 'badge'
  const freed = others.map((thing) => (isTiedTo(thing, text.id) ? without(thing) : thing))
  if (isBadge) {
    const [first, ...rest] = freed
    if (!first || rest.some(({ place }) => place === undefined)) return marked
    return [{ ...text, arc: true }, { ...first, place: { in: text.id } }, ...rest]
  }
  if (text.frame !== undefined && text.frame !== 'card' && text.frame !== 'banner') return marked
  // A name under its sign, a headline over everything else.
  const at = emblem && text.frame === undefined ? 'bottom' : 'top'
  const place = text.place && 'at' in text.place ? text.place : ({ at } as const)
  return [{ ...text, place }, ...freed]
}

const isTiedTo = ({ place }: PlanThing, id: string) =>
  place !== undefined && !('at' in place) && Object.values(place).flat().includes(id)

function without(thing: PlanThing): PlanThing {
  const { place: _place, ...free } = thing
  return free
}

/** "a shield with a check mark", "a bell with a red dot". */
function placeMark(thing: PlanThing, things: readonly PlanThing[]): PlanThing {
  const { place } = thing
  if (!('shape' in thing) || !place || !('beside' in place) || typeof place.beside !== 'string') return thing
  const target = things.find(({ id }) => id === place.beside)
  if (!target || 'shape' in target || 'text' in target) return thing
  const isDot = thing.shape === 'circle'
  return { ...thing, place: { in: target.id }, ...(isDot ? { size: 'tiny' } : {}) }
}

/** "a green check mark in a circle": the circle is a pale shade of the mark. */
function paleGround(thing: PlanThing, things: readonly PlanThing[]): PlanThing {
  const mark = things.find(({ place }) => place && 'in' in place && place.in === thing.id)
  const colour = mark?.colours?.all
  if (!('shape' in thing) || thing.colours || typeof colour !== 'string' || colour.includes(' ')) return thing
  return { ...thing, colours: { all: `pale ${colour}` } }
}
