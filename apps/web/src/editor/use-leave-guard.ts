import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { readEditor } from './editor.ts'
import { isChanged } from './editor-state.ts'

/** The user's destination: a new address, or an entry of the browser's history. */
type Destination = { kind: 'address'; to: string } | { kind: 'entry'; key: string }

type LeaveGuard = {
  /** Whether the user was stopped on the way to another page. */
  isAsking: boolean
  leave: () => void
  stay: () => void
}

/**
 * Asks before the user leaves with unsaved changes: to another page of the web app, also by Back, or by
 * closing the tab. In the last case the browser itself asks. Browsers without the Navigation API ask only in
 * the last case.
 */
export function useLeaveGuard(): LeaveGuard {
  const [, navigate] = useLocation()
  const [wanted, setWanted] = useState<Destination>()
  const isLeaving = useRef(false)
  useEffect(() => {
    // The state is read now, because the changes may have been stored just before the navigation.
    const isUnsaved = () => isChanged(readEditor()) && !isLeaving.current
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault()
    }
    const onNavigate = (event: NavigateEvent) => {
      const { url, key, sameDocument } = event.destination
      const to = new URL(url)
      // If the document is replaced, the browser itself asks.
      if (!isUnsaved() || !event.cancelable || !sameDocument || to.pathname === location.pathname) return
      event.preventDefault()
      setWanted(
        event.navigationType === 'traverse'
          ? { kind: 'entry', key }
          : { kind: 'address', to: `${to.pathname}${to.search}${to.hash}` },
      )
    }
    window.addEventListener('beforeunload', onUnload)
    if ('navigation' in window) window.navigation.addEventListener('navigate', onNavigate)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      if ('navigation' in window) window.navigation.removeEventListener('navigate', onNavigate)
    }
  }, [])
  return {
    isAsking: wanted !== undefined,
    leave() {
      isLeaving.current = true
      setWanted(undefined)
      if (wanted?.kind === 'entry') window.navigation.traverseTo(wanted.key)
      else if (wanted) navigate(wanted.to)
    },
    stay: () => setWanted(undefined),
  }
}
