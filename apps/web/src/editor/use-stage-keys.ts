import { type RefObject, useLayoutEffect, useRef } from 'react'
import { announce, useKeys } from '../design/index.ts'
import {
  groupSelected,
  makeChange,
  readEditor,
  redo,
  removeSelected,
  select,
  undo,
  ungroupSelected,
} from './editor.ts'
import { withToggled } from './editor-state.ts'
import { isBackdrop, type LivePicture } from './live-picture.ts'
import { editOf, manipulationByKey, wordsFor } from './manipulation.ts'
import { partsAt } from './parts.ts'
import { useParts } from './use-parts.ts'

type StageKeys = {
  picture: RefObject<LivePicture | null>
  /** Enter on a part. */
  onOpen: (key: string) => void
}

/**
 * The keys of the editor: arrows, Delete, Escape; with Control undo, redo, all parts and groups; and on the
 * picture itself Page Up and Down.
 */
export function useStageKeys({ picture, onOpen }: StageKeys): void {
  const parts = useParts()

  function nudge(event: KeyboardEvent): void {
    const [live, chosen] = [picture.current, partsAt(parts, readEditor().selected)]
    const box = chosen && live?.boxOf(chosen.keys)
    const done = live && box && manipulationByKey('move', event.key, event.shiftKey, box, live.canvas())
    if (!chosen || !done) return
    makeChange({
      edits: [editOf(chosen.target, done)],
      words: wordsFor(chosen.name, done),
      merges: `move ${chosen.keys}`,
    })
  }

  function letGo(): void {
    const { selected, inside } = readEditor()
    if (selected.length > 0) select([], inside)
    else if (inside !== '') select([inside])
    announce(selected.length === 0 ? 'Out of the group' : 'Nothing selected')
  }

  /**
   * The part before or after the one selected last, in the same group; if nothing is selected, the foremost
   * one. With Shift it is added to the selected ones.
   */
  function choose(step: 1 | -1, isAdded: boolean): void {
    const { selected, inside } = readEditor()
    const siblings = parts.childrenOf(inside)
    const at = siblings.indexOf(selected.at(-1) ?? '')
    const next = at < 0 ? siblings.at(-1) : siblings[(at + step + siblings.length) % siblings.length]
    if (next === undefined) return
    if (!isAdded) select([next], inside)
    // When the user goes back, the part that was added last is deselected.
    else if (selected.at(-2) === next) select(selected.slice(0, -1), inside)
    else if (!selected.includes(next)) select(withToggled(selected, next), inside)
  }

  function chooseAll(): void {
    const { inside } = readEditor()
    const group = inside === '' ? parts.wrapper : inside
    const live = picture.current
    const all = parts
      .childrenOf(group)
      .filter((key) => !parts.get(key)?.isHidden && live && !isBackdrop(live, [key]))
    if (all.length > 0) select(all, group)
  }

  useKeys({
    ArrowLeft: nudge,
    ArrowRight: nudge,
    ArrowUp: nudge,
    ArrowDown: nudge,
    Delete: removeSelected,
    Backspace: removeSelected,
    Escape: letGo,
  })

  const withControl: Record<string, (() => void) | undefined> = {
    z: undo,
    'shift+z': redo,
    y: redo,
    a: chooseAll,
    g: groupSelected,
    'shift+g': ungroupSelected,
  }
  const onKey = useRef<(event: KeyboardEvent) => void>(() => {})
  // Runs before the picture is painted, so that no key is lost that the user presses as soon as it is
  // visible.
  useLayoutEffect(() => {
    onKey.current = (event) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('dialog:modal')) return
      const shift = event.shiftKey ? 'shift+' : ''
      const act =
        event.ctrlKey || event.metaKey ? withControl[shift + event.key.toLowerCase()] : onPicture(event)
      if (!act || event.altKey) return
      event.preventDefault()
      act()
    }
  })
  useLayoutEffect(() => {
    const handle = (event: KeyboardEvent) => onKey.current(event)
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])

  function onPicture({ key, shiftKey, target }: KeyboardEvent): (() => void) | undefined {
    if (!(target instanceof HTMLElement) || !target.matches('[data-editor-stage]')) return undefined
    const [selected, ...others] = readEditor().selected
    if (key === 'PageUp') return () => choose(1, shiftKey)
    if (key === 'PageDown') return () => choose(-1, shiftKey)
    if (key === 'Enter' && selected !== undefined && others.length === 0) return () => onOpen(selected)
    return undefined
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('textarea, input:not([type=radio], [type=checkbox], [type=range])')
