import {
  applyEdits,
  type Edit,
  type EditedSvg,
  type EditOutcome,
  EditsError,
  revertEdits,
  type Splice,
} from '@chatsvg/svg'

/**
 * A change that was made by hand: one or more edits that are undone together.
 *
 * `words` describes the change for screen readers. `merges`: the next change with the same value is merged
 * into this one, so that many presses of an arrow key are one step. `before` and `after` are the keys of the
 * parts that were selected.
 */
export type Step = {
  edits: readonly Edit[]
  words: string
  /** Reverts the step; for an undone step, applies it again. */
  splice: Splice
  merges: string | undefined
  before: readonly string[]
  after: readonly string[]
}

/**
 * `id` and `base`: the version that is changed, and its text. `svg`: the text with all steps of `done`.
 * `trial`: a text that is shown as a preview, for example while a colour is being chosen. `selected`: the
 * keys of the selected parts, none inside another. `selectsSeveral`: whether a click adds a part to them.
 * `inside`: the group whose parts a click selects; empty for the whole picture.
 */
export type EditorState = {
  id: string
  base: string
  svg: string
  trial: string | undefined
  done: readonly Step[]
  undone: readonly Step[]
  selected: readonly string[]
  selectsSeveral: boolean
  inside: string
}

export const openedPicture = (id: string, base: string): EditorState => ({
  id,
  base,
  svg: base,
  trial: undefined,
  done: [],
  undone: [],
  selected: [],
  selectsSeveral: false,
  inside: '',
})

/** The maximum of edits that the service accepts for one version. */
export const editsMax = 200

export const isChanged = ({ done }: EditorState): boolean => done.length > 0

/** The edits that lead from the base to the text, in order. */
export const editsOf = ({ done }: EditorState): Edit[] => done.flatMap(({ edits }) => edits)

export type Change = {
  edits: readonly Edit[]
  words: string
  merges?: string
  /** The parts that are selected afterwards; without it the selection stays. */
  after?: (outcomes: readonly EditOutcome[]) => readonly string[]
}

/** The parts that edits have created, or have put at another place. */
export const createdKeys = (outcomes: readonly EditOutcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.done ? outcome.created.map((path) => path.join('.')) : []))

/** The result of a change: the next state, or the reason why nothing was changed. */
export type Changed = { kind: 'done'; state: EditorState } | { kind: 'refused'; message: string }

/** Applies a change completely or not at all. */
export function withChange(state: EditorState, change: Change): Changed {
  const { words, merges } = change
  const last = state.done.at(-1)
  const continued = merges !== undefined && last?.merges === merges ? last : undefined
  const start = continued ? revertEdits(state.svg, continued.splice).svg : state.svg
  const edits = continued ? joinMoves([...continued.edits, ...change.edits]) : change.edits
  const earlier = continued ? state.done.slice(0, -1) : state.done
  const applied = tryToApply(start, edits)
  if (typeof applied === 'string') return { kind: 'refused', message: applied }
  const { svg, inverse, outcomes } = applied
  if (svg === start) return { kind: 'done', state: { ...state, svg, done: earlier, trial: undefined } }
  const after = change.after ? change.after(outcomes) : state.selected
  const before = continued ? continued.before : state.selected
  const step: Step = { edits, words, splice: inverse, merges, before, after }
  if (editsOf({ ...state, done: [...earlier, step] }).length > editsMax)
    return { kind: 'refused', message: `Keep your changes first: a version has at most ${editsMax} edits.` }
  const next = { ...state, svg, done: [...earlier, step], undone: [], trial: undefined, selected: after }
  return { kind: 'done', state: change.after && after.length > 0 ? selecting(next, after) : next }
}

/** @returns the reason of a failure, as a sentence. */
function tryToApply(svg: string, edits: readonly Edit[]): EditedSvg | string {
  try {
    const edited = applyEdits(svg, edits)
    const failed = edited.outcomes.find((outcome) => !outcome.done && outcome.code !== 'nothing_changed')
    return failed && !failed.done ? failed.message : edited
  } catch (error) {
    // For example, an edit would make the picture too large.
    if (error instanceof EditsError) return error.message
    throw error
  }
}

/** The last step, which can be undone. */
export const lastStep = ({ done }: EditorState): Step | undefined => done.at(-1)
export const nextStep = ({ undone }: EditorState): Step | undefined => undone.at(-1)

export function withUndo(state: EditorState): EditorState {
  const step = state.done.at(-1)
  if (!step) return state
  const { svg, inverse } = revertEdits(state.svg, step.splice)
  const next = {
    ...state,
    svg,
    trial: undefined,
    done: state.done.slice(0, -1),
    undone: [...state.undone, { ...step, splice: inverse, merges: undefined }],
  }
  return selecting(next, step.before)
}

export function withRedo(state: EditorState): EditorState {
  const step = state.undone.at(-1)
  if (!step) return state
  const { svg, inverse } = revertEdits(state.svg, step.splice)
  const next = {
    ...state,
    svg,
    trial: undefined,
    done: [...state.done, { ...step, splice: inverse }],
    undone: state.undone.slice(0, -1),
  }
  return selecting(next, step.after)
}

const selecting = (state: EditorState, selected: readonly string[]): EditorState => ({
  ...state,
  selected,
  inside: parentOf(selected[0] ?? ''),
})

/** Previews edits without making them. Without edits, the preview ends. */
export const withTrial = (state: EditorState, edits: readonly Edit[]): EditorState => ({
  ...state,
  trial: edits.length === 0 ? undefined : trialOf(state, edits),
})

function trialOf({ svg }: EditorState, edits: readonly Edit[]): string | undefined {
  const applied = tryToApply(svg, edits)
  return typeof applied === 'string' ? undefined : applied.svg
}

/**
 * Selects parts. A click selects parts of the group `inside`; by default it is the group of the first part.
 */
export function withSelection(
  state: EditorState,
  selected: readonly string[],
  inside = parentOf(selected[0] ?? ''),
): EditorState {
  if (inside === state.inside && selected.join() === state.selected.join()) return state
  return {
    ...endMerging(state),
    selected,
    inside,
    selectsSeveral: state.selectsSeveral && selected.length > 0,
  }
}

/** The selection with another part, or without it if it is selected already. */
export function withToggled(selected: readonly string[], key: string): string[] {
  const others = selected.filter((one) => one !== key)
  if (others.length < selected.length) return others
  return [...others.filter((one) => !isWithin(one, key) && !isWithin(key, one)), key]
}

/**
 * The key of the part that a click on a shape selects: the child of the entered group that contains the
 * shape.
 *
 * @param wrapper the innermost group that contains the whole picture. While no other group is entered, its
 * children are selected. Empty if there is no such group.
 */
export function partFor(inside: string, shape: string, wrapper: string): { inside: string; key: string } {
  const common = isWithin(shape, inside) ? inside : commonGroup(inside, shape)
  const from = isWithin(wrapper, common) && isWithin(shape, wrapper) ? wrapper : common
  const depth = from === '' ? 1 : from.split('.').length + 1
  return { inside: from, key: shape.split('.').slice(0, depth).join('.') }
}

/** Whether a part is in a group, or is the group itself. */
export const isWithin = (key: string, group: string): boolean =>
  group === '' || key.startsWith(`${group}.`) || key === group

export const parentOf = (key: string): string => key.split('.').slice(0, -1).join('.')

/** A later change must not be merged into a step after the user has done something else. */
function endMerging(state: EditorState): EditorState {
  const last = state.done.at(-1)
  if (last?.merges === undefined) return state
  return { ...state, done: [...state.done.slice(0, -1), { ...last, merges: undefined }] }
}

/** The innermost group that contains both. */
function commonGroup(one: string, other: string): string {
  const [first, second] = [one.split('.'), other.split('.')]
  const at = first.findIndex((step, index) => step !== second[index])
  const common = at < 0 ? first : first.slice(0, at)
  // The shape itself does not count as a group.
  return common.slice(0, second.length - 1).join('.')
}

/** Merges two moves of the same parts into one. */
function joinMoves(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = []
  for (const edit of edits) {
    const last = joined.at(-1)
    if (
      last?.op === 'move' &&
      edit.op === 'move' &&
      JSON.stringify(last.target) === JSON.stringify(edit.target)
    )
      joined[joined.length - 1] = { ...edit, x: sum(last.x, edit.x), y: sum(last.y, edit.y) }
    else joined.push(edit)
  }
  return joined
}

/** Without the last digits of binary fractions, such as 0.1 + 0.2. */
const sum = (one: number, other: number) => Number((one + other).toPrecision(12))
