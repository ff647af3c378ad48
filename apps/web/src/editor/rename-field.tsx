import { useState } from 'react'
import { makeChange } from './editor.ts'
import styles from './panel.module.css'
import type { Part } from './parts.ts'

const nameCharsMax = 80

export function renamePart({ target, name, ownName }: Part, typed: string): void {
  const wanted = typed.trim()
  if (wanted === '' || wanted === ownName) return
  makeChange({ edits: [{ op: 'rename', target, name: wanted }], words: `${name} is now called ${wanted}` })
}

/** The name of a part; another one is taken over by Enter, or when the field is left. */
export function RenameField({ part }: { part: Part }) {
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
          // The first Escape forgets what was typed, the next one lets go of the part.
          event.preventDefault()
          setTyped(undefined)
        }}
      />
    </label>
  )
}
