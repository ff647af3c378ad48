import { useEffect, useLayoutEffect, useRef } from 'react'
import { readHistoryEntry, updateHistoryEntry } from './history-entry.ts'

/** The current length of the list, and how to load more of it. */
type Reach = { pictures: number; columns: number; mayGrow: boolean; grow: () => void }

const savedAfterMs = 150
/** A reload loads at most this many pictures to reach its position. */
const readOnMax = 2_000

/**
 * Stores the scroll position of a history entry, and restores it when the user returns. If the list is loaded
 * already, this happens before the first paint. A new entry starts at the top. A user who scrolls while the
 * list is still loading has chosen another position.
 *
 * @param key of the list; another list has another position.
 */
export function useScrollRestoration(key: string, { pictures, columns, mayGrow, grow }: Reach): void {
  const target = useRef<number>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another position.
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual'
    target.current = readHistoryEntry().scrollPx ?? 0
    return () => {
      history.scrollRestoration = 'auto'
    }
  }, [key])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each loaded picture makes the list longer.
  useLayoutEffect(() => {
    if (target.current === undefined || columns === 0) return
    const reachPx = document.documentElement.scrollHeight - innerHeight
    if (target.current > reachPx && mayGrow && pictures < readOnMax) {
      grow()
      return
    }
    scrollTo(0, target.current)
    target.current = undefined
  }, [key, pictures, columns, mayGrow])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a position that is not stored yet belongs to the previous list.
  useEffect(() => {
    let saving: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      if (target.current !== undefined) return
      clearTimeout(saving)
      saving = setTimeout(() => updateHistoryEntry({ scrollPx: Math.round(scrollY) }), savedAfterMs)
    }
    const stopRestoring = () => {
      target.current = undefined
    }
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('wheel', stopRestoring, { passive: true })
    window.addEventListener('touchmove', stopRestoring, { passive: true })
    return () => {
      clearTimeout(saving)
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('wheel', stopRestoring)
      window.removeEventListener('touchmove', stopRestoring)
    }
  }, [key])
}
