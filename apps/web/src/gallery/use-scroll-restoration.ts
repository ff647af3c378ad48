import { useEffect, useLayoutEffect, useRef } from 'react'
import { readHistoryEntry, updateHistoryEntry } from './history-entry.ts'

/** How long the list is by now, and how more of it is loaded. */
type Reach = { pictures: number; columns: number; mayGrow: boolean; grow: () => void }

const savedAfterMs = 150
/** A reload loads at most this many pictures to reach its position. */
const readOnMax = 2_000

/**
 * Keeps how far an entry of the history was scrolled, and scrolls there when the user comes back. Where the
 * list is known already, that is before anything is painted. A new entry starts at the top. A user who
 * scrolls while the list is still loading has chosen another position.
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: with every picture that comes, the list reaches further.
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is still to be saved belongs to the list that is left.
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
