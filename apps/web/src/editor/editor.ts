import type { Edit } from '@chatsvg/svg'
import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { announce, notify } from '../design/index.ts'
import { onSignOut } from '../session/index.ts'
import {
  type Change,
  type EditorState,
  lastStep,
  nextStep,
  openedPicture,
  withChange,
  withInside,
  withRedo,
  withSelection,
  withTrial,
  withUndo,
} from './editor-state.ts'
import { readParts } from './parts.ts'

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

/** Selects a part of a group, or of the whole picture; without a key, nothing is selected. */
export function select({ inside, key }: { inside: string; key: string | undefined }): void {
  const before = getState()
  setState(inside === before.inside ? withSelection(before, key) : withInside(before, inside, key))
  if (key !== undefined && key !== before.selected)
    announce(`${readParts(before.svg).get(key)?.name}, selected`)
}

export function removeSelected(): void {
  const { selected, svg } = getState()
  const part = selected === undefined ? undefined : readParts(svg).get(selected)
  if (!part) return
  makeChange({
    edits: [{ op: 'remove', target: part.target }],
    words: `Removed ${part.name}`,
    after: () => undefined,
  })
}

onSignOut(closePicture)
