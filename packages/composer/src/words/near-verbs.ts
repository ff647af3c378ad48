import type { VerbForm } from './actions.ts'

/**
 * Verbs that a pose or a simple relation shows exactly. Verbs with a specific relation, such as `fedBy`, are
 * always shown.
 */
const shown = new Set(
  (
    'ride drive pilot steer wear hold carry bring grab lift raise show wield use read study cook bake fry grill stir look stare gaze ' +
    'watch face breathe spit blow jump leap hop bounce cross contain include stand wait sit rest perch walk stroll march hike wander ' +
    'go come run race sprint jog gallop lie sleep nap relax lay doze kneel dance swim dive fish climb fly hover float soar glide sail play wave'
  ).split(' '),
)

/** Relations that may show a verb only approximately, with their words for the report. */
const nearRelations: Readonly<Record<string, string>> = {
  heldBy: 'holding',
  facing: 'facing',
  beside: 'beside',
  on: 'on',
  in: 'in',
  above: 'above',
}

/**
 * How a verb is drawn: exactly (`shown`), approximately (`near`), or not at all (`left_out`).
 *
 * @param hasObject whether the verb has an object
 */
export function fateOf(
  { verb, action }: VerbForm,
  hasObject: boolean,
): { kind: 'shown' | 'left_out' } | { kind: 'near'; drawnAs: string } {
  const object = hasObject ? action?.object : undefined
  const near = object === undefined ? undefined : nearRelations[object]
  if (object !== undefined && near === undefined) return { kind: 'shown' }
  if (shown.has(verb) && (action?.pose !== undefined || near !== undefined)) return { kind: 'shown' }
  if (near !== undefined) return { kind: 'near', drawnAs: near }
  return action?.pose === undefined ? { kind: 'left_out' } : { kind: 'near', drawnAs: action.pose }
}
