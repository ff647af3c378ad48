import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './preferences.ts'

export type KeyMap = Partial<Record<string, (event: KeyboardEvent) => void>>

/**
 * Keyboard shortcuts of the page, by `KeyboardEvent.key` (letters in lower case). They do nothing while the
 * user types or composes a character, with Ctrl, Alt or Meta held, and under a dialog; Escape also works
 * while typing, and ? in an empty text area.
 */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const act = current.current[key]
      // Safari marks the end of a composition by the key code alone.
      if (event.isComposing || event.keyCode === 229) return
      if (!act || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (key.length === 1 && !areSingleKeysOn()) return
      if (document.querySelector('dialog:modal, [popover]:popover-open')) return
      const isBusy = isTyping(event.target) || movesByArrows(key, event.target)
      if (isBusy && key !== 'Escape' && !isQuestion(event)) return
      event.preventDefault()
      act(event)
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** No prompt begins with a question mark, so in an empty field it opens the list of shortcuts. */
const isQuestion = ({ key, target }: KeyboardEvent) =>
  key === '?' && target instanceof HTMLTextAreaElement && target.value === ''

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))

/** Arrows move within radio buttons and grids that have the focus. */
const movesByArrows = (key: string, target: EventTarget | null) =>
  key.startsWith('Arrow') &&
  target instanceof HTMLElement &&
  target.matches('input[type=radio], [role=grid] *')
