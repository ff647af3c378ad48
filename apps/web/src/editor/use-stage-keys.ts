import { type RefObject, useLayoutEffect, useRef } from 'react'
import { announce, useKeys } from '../design/index.ts'
import { makeChange, readEditor, redo, removeSelected, select, undo } from './editor.ts'
import { parentOf } from './editor-state.ts'
import type { LivePicture } from './live-picture.ts'
import { editOf, manipulationByKey, wordsFor } from './manipulation.ts'
import { useParts } from './use-parts.ts'

type StageKeys = {
  picture: RefObject<LivePicture | null>
  /** Enter on a part. */
  onOpen: (key: string) => void
}

/** The keys of the editor: arrows, Delete, Escape, undo, redo, and on the picture itself Page Up and Down. */
export function useStageKeys({ picture, onOpen }: StageKeys): void {
  const parts = useParts()

  function nudge(event: KeyboardEvent): void {
    const { selected } = readEditor()
    const [live, part] = [picture.current, selected === undefined ? undefined : parts.get(selected)]
    const box = part && live?.boxOf(part.key)
    const done = live && box && manipulationByKey('move', event.key, event.shiftKey, box, live.canvas())
    if (!part || !done) return
    makeChange({
      edits: [editOf(part.target, done)],
      words: wordsFor(part.name, done),
      merges: `move ${part.key}`,
    })
  }

  function letGo(): void {
    const { selected, inside } = readEditor()
    if (selected !== undefined) select({ inside, key: undefined })
    else if (inside !== '') select({ inside: parentOf(inside), key: inside })
    announce(selected === undefined ? 'Out of the group' : 'Nothing selected')
  }

  /**
   * The part before or after the selected one, in the same group; if nothing is selected, the foremost one.
   */
  function choose(step: 1 | -1): void {
    const { selected, inside } = readEditor()
    const siblings = parts.childrenOf(inside)
    const at = selected === undefined ? -1 : siblings.indexOf(selected)
    const next = at < 0 ? siblings.at(-1) : siblings[(at + step + siblings.length) % siblings.length]
    if (next !== undefined) select({ inside, key: next })
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

  const onKey = useRef<(event: KeyboardEvent) => void>(() => {})
  // Runs before the picture is painted, so that no key is lost that the user presses as soon as it is
  // visible.
  useLayoutEffect(() => {
    onKey.current = (event) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('dialog:modal')) return
      const key = event.key.toLowerCase()
      const act =
        event.ctrlKey || event.metaKey
          ? key === 'z'
            ? event.shiftKey
              ? redo
              : undo
            : key === 'y'
              ? redo
              : undefined
          : onPicture(event)
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

  function onPicture({ key, target }: KeyboardEvent): (() => void) | undefined {
    if (!(target instanceof HTMLElement) || !target.matches('[data-editor-stage]')) return undefined
    const { selected } = readEditor()
    if (key === 'PageUp') return () => choose(1)
    if (key === 'PageDown') return () => choose(-1)
    if (key === 'Enter' && selected !== undefined) return () => onOpen(selected)
    return undefined
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('textarea, input:not([type=radio], [type=checkbox], [type=range])')
