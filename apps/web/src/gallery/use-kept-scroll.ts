import { useEffect, useLayoutEffect, useRef } from 'react'
import { keep, readKept } from './kept-place.ts'

/** How far the list reaches by now, and how it is made to reach further. */
type Reach = { pictures: number; columns: number; mayGrow: boolean; grow: () => void }

const savedAfterMs = 150
/** Beyond this many pictures a reload does not read on to find its place. */
const readOnMax = 2_000

/**
 * Keeps how far an entry of the history was scrolled, and scrolls there when it is come back to, before
 * anything is painted where the list is known already. A new entry starts at the top. Whoever scrolls while
 * the list is still on its way has chosen another place.
 *
 * @param key of the list; another list is another place.
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
