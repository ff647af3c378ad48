import type { Edit } from '@chatsvg/svg'
import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { announce, notify } from '../design/index.ts'
import { onAccountChange, onSignOut } from '../session/index.ts'
import {
  type Change,
  createdKeys,
  type EditorState,
  lastStep,
  nextStep,
  openedPicture,
  withChange,
  withRedo,
  withSelection,
  withTrial,
  withUndo,
} from './editor-state.ts'
import { partsAt, readParts } from './parts.ts'

const useEditorState = create<EditorState>(() => openedPicture('', ''))
const { getState, setState } = useEditorState

export const readEditor = getState

/** A part of the state; components render again when one of its fields has changed. */
export const useEditor = <T>(select: (state: EditorState) => T): T => useEditorState(useShallow(select))

/** Opens a version. Unsaved changes of another version are dropped. */
export const openPicture = (id: string, svg: string): void => setState(openedPicture(id, svg))

export const closePicture = (): void => openPicture('', '')

/** Makes a change and announces it. If it is not possible, a message at the bottom of the page says so. */
export function makeChange(change: Change): void {
  const changed = withChange(getState(), change)
  if (changed.kind === 'refused') {
    setState({ trial: undefined })
    notify(changed.message)
    return
  }
  setState(changed.state)
  announce(change.words)
}

export function undo(): void {
  const step = lastStep(getState())
  setState(withUndo)
  announce(step ? `Undone: ${step.words}` : 'Nothing to undo')
}

export function redo(): void {
  const step = nextStep(getState())
  setState(withRedo)
  announce(step ? `Redone: ${step.words}` : 'Nothing to redo')
}

/** Previews edits, for example while a colour is being chosen; without edits, the preview ends. */
export const tryEdits = (edits: readonly Edit[]): void => setState((state) => withTrial(state, edits))

/** Selects parts, and announces them. `inside`: see `withSelection`. */
export function select(selected: readonly string[], inside?: string): void {
  const before = getState()
  const next = withSelection(before, selected, inside)
  setState(next)
  if (next.selected.join() !== before.selected.join() && selected.length > 0)
    announce(`${partsAt(readParts(next.svg), selected)?.name}, selected`)
}

/** Whether a click adds a part to the selected ones. */
export function chooseSeveral(selectsSeveral: boolean): void {
  setState({ selectsSeveral })
  announce(selectsSeveral ? 'Choose the parts, one after the other' : 'One part at a time')
}

export function removeSelected(): void {
  const { selected, svg } = getState()
  const parts = partsAt(readParts(svg), selected)
  if (!parts) return
  makeChange({
    edits: [{ op: 'remove', target: parts.target }],
    words: `Removed ${parts.name}`,
    after: () => [],
  })
}

/** Puts the selected parts into a new group. */
export function groupSelected(): void {
  const { selected, svg } = getState()
  const parts = partsAt(readParts(svg), selected)
  if (!parts || selected.length < 2) return
  makeChange({
    edits: [{ op: 'group', target: parts.target }],
    words: `Grouped ${parts.name}`,
    after: createdKeys,
  })
}

/** Takes the selected groups apart. */
export function ungroupSelected(): void {
  const { selected, svg } = getState()
  const parts = partsAt(readParts(svg), selected)
  if (!parts?.canUngroup) return
  makeChange({
    edits: [{ op: 'ungroup', target: parts.target }],
    words: `Took ${parts.name} apart`,
    after: createdKeys,
  })
}

onSignOut(closePicture)
onAccountChange(closePicture)
