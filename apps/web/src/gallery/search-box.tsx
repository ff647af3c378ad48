import { useEffect, useRef, useState } from 'react'
import { Icon, typedMax } from '../design/index.ts'
import { searchCharsMax } from './filters.ts'
import styles from './search-box.module.css'

type SearchBoxProps = {
  label: string
  /** The words of the search in the URL. */
  value: string
  /** `isContinued`: the user continues to type the same search, which stays one history entry. */
  onSearch: (value: string, isContinued: boolean) => void
}

/** The search starts when typing has paused for this long. */
const settledMs = 250

/** Searches while the user types, without a button; Enter does it at once. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const isContinued = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Back and Forward change the URL.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  function settle(next: string): void {
    clearTimeout(timer.current)
    const wanted = next.trim()
    if (wanted === sent.current) return
    sent.current = wanted
    onSearch(wanted, isContinued.current)
    isContinued.current = true
  }

  return (
    <search className={styles.search}>
      <Icon name="search" size={16} />
      <input
        type="search"
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={typedMax(searchCharsMax)}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => {
          const { value: next } = event.target
          setText(next)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => settle(next), settledMs)
        }}
        onKeyDown={(event) => event.key === 'Enter' && settle(text)}
        onBlur={() => {
          settle(text)
          isContinued.current = false
        }}
      />
    </search>
  )
}
