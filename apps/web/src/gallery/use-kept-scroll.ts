import { useEffect, useLayoutEffect, useRef } from 'react'
import { keep, readKept } from './kept-place.ts'

/** The length of the loaded list, and a function that loads more. */
type Reach = { pictures: number; columns: number; mayGrow: boolean; grow: () => void }

const savedAfterMs = 150
/** Beyond this many pictures a reload does not load more to restore the position. */
const readOnMax = 2_000

/**
 * Stores the scroll position of a history entry, and restores it when the user returns, before the first
 * paint if the list is already loaded. A new entry starts at the top. If the user scrolls while the list is
 * still loading, the position is not restored.
 *
 * @param key of the list; another list has another position.
 */
export function useKeptScroll(key: string, { pictures, columns, mayGrow, grow }: Reach): void {
  const target = useRef<number>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another place.
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual'
    target.current = readKept().scrollPx ?? 0
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
      saving = setTimeout(() => keep({ scrollPx: Math.round(scrollY) }), savedAfterMs)
    }
    const letGo = () => {
      target.current = undefined
    }
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('wheel', letGo, { passive: true })
    window.addEventListener('touchmove', letGo, { passive: true })
    return () => {
      clearTimeout(saving)
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('wheel', letGo)
      window.removeEventListener('touchmove', letGo)
    }
  }, [key])
}
