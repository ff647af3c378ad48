import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './single-keys.ts'

export type KeyMap = Partial<Record<string, (event: KeyboardEvent) => void>>

/**
 * Keyboard shortcuts of the page, by `KeyboardEvent.key` (letters in lower case). They are inactive while the
 * user types or composes a character, with Ctrl, Alt or Meta pressed, and under a dialog. Escape also works
 * while typing, and ? in an empty text area.
 */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const act = current.current[key]
      // Safari reports the end of a composition only by this key code.
      if (event.isComposing || event.keyCode === 229) return
      if (!act || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (key.length === 1 && !areSingleKeysOn()) return
      if (document.querySelector('dialog:modal, [popover]:popover-open')) return
      const isBusy = isTyping(event.target) || movesByArrows(key, event.target)
      if (isBusy && key !== 'Escape' && !isQuestion(event)) return
      event.preventDefault()
      act(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

/** Nobody begins a prompt with a question mark: in an empty field it shows the shortcuts. */
const isQuestion = ({ key, target }: KeyboardEvent) =>
  key === '?' && target instanceof HTMLTextAreaElement && target.value === ''

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))

/** Arrow keys belong to the focused element if it offers several options. */
const movesByArrows = (key: string, target: EventTarget | null) =>
  key.startsWith('Arrow') &&
  target instanceof HTMLElement &&
  target.matches('input[type=radio], [role=grid] *')
