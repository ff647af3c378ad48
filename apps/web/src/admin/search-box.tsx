import { useEffect, useState } from 'react'
import styles from './view.module.css'

const pauseMs = 250

/** Calls back with the text when the user pauses typing. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string
  onSearch: (text: string) => void
}) {
  const [typed, setTyped] = useState(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts a search; what it does with it is new in every rendering.
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onSearch(typed.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <input
      type="search"
      className={styles.search}
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  )
}
