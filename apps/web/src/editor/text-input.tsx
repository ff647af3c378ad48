import { type CSSProperties, useLayoutEffect, useRef } from 'react'
import { makeChange } from './editor.ts'
import type { Box } from './geometry.ts'
import type { Part } from './parts.ts'
import styles from './stage.module.css'

type TextInputProps = {
  part: Part | undefined
  /** The box of the text, in pixels of the sheet. */
  box: Box
  /** The font of the text, as CSS. */
  font: CSSProperties | undefined
  onDone: () => void
}

/** Phones zoom the page when a field with a smaller font gets the focus. */
const fontPxMin = 16

/**
 * Edits a text of the picture in place. Enter, or leaving the field, keeps the new words; Escape discards
 * them.
 */
export function TextInput({ part, box, font, onDone }: TextInputProps) {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => input.current?.select(), [])
  if (part?.text === undefined) return null
  const { text, target, name } = part

  function finish(words: string): void {
    onDone()
    if (words.trim() !== '' && words !== text)
      makeChange({ edits: [{ op: 'text', target, text: words }], words: `${name} now says ${words}` })
  }

  return (
    <input
      ref={input}
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here.
      autoFocus
      className={styles.words}
      dir="auto"
      aria-label="The words"
      defaultValue={text}
      size={text.length + 1}
      style={{
        ...font,
        left: box.x,
        top: box.y,
        minWidth: box.width,
        height: Math.max(box.height, fontPxMin * 1.5),
        fontSize: Math.max(box.height * 0.8, fontPxMin),
      }}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.currentTarget.value = text
        event.currentTarget.blur()
      }}
    />
  )
}
