import { useState } from 'react'
import { makeChange } from './editor.ts'
import styles from './panel.module.css'
import type { Part } from './parts.ts'

const nameCharsMax = 80

type Named = Pick<Part, 'target' | 'name' | 'ownName'>

export function renamePart({ target, name, ownName }: Named, typed: string): void {
  const wanted = typed.trim()
  if (wanted === '' || wanted === ownName) return
  makeChange({ edits: [{ op: 'rename', target, name: wanted }], words: `${name} is now called ${wanted}` })
}

/** A field with the name of a part. Enter, or leaving the field, applies a new name. */
export function RenameField({ part }: { part: Named }) {
  const [typed, setTyped] = useState<string>()

  function finish(): void {
    setTyped(undefined)
    if (typed !== undefined) renamePart(part, typed)
  }

  return (
    <label className={styles.field}>
      <span className={styles.label}>Name</span>
      <input
        className={styles.input}
        dir="auto"
        maxLength={nameCharsMax}
        autoComplete="off"
        placeholder={part.name}
        value={typed ?? part.ownName}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') finish()
          if (event.key !== 'Escape' || typed === undefined) return
          // The first Escape discards the typed text, the next one deselects the part.
          event.preventDefault()
          setTyped(undefined)
        }}
      />
    </label>
  )
}
