import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import styles from './notices.module.css'

type Notice = {
  id: number
  text: string
  action?: { verb: string; act: () => void } | undefined
  staysMs: number
}

const shortMs = 5_000
/** Long enough to reach it, since an action that is missed is gone. */
const withActionMs = 10_000

let notices: readonly Notice[] = []
let spoken = ''
let count = 0
const listeners = new Set<() => void>()

/**
 * Says something at the foot of the page for some seconds, perhaps with one thing to do about it, such as
 * Undo.
 */
export function notify(text: string, action?: Notice['action']): void {
  count += 1
  change([...notices.slice(-2), { id: count, text, action, staysMs: action ? withActionMs : shortMs }])
}

/** Says something to screen readers alone: what others see happen. */
export function announce(text: string): void {
  // The same words again are a new message.
  spoken = spoken === text ? `${text}\u00a0` : text
  change(notices)
}

function change(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where notices appear; once on the page. */
export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices)
  const words = useSyncExternalStore(subscribe, () => spoken)
  return (
    <>
      <div className="hidden-words" role="status" aria-live="polite">
        {words}
      </div>
      <div className={styles.notices} role="status" aria-live="polite">
        {shown.map((notice) => (
          <Line key={notice.id} notice={notice} />
        ))}
      </div>
    </>
  )
}

function Line({ notice }: { notice: Notice }) {
  const [isHeld, setHeld] = useState(false)
  const { id, text, action, staysMs } = notice
  useEffect(() => {
    // Whoever reads or reaches for it keeps it.
    if (isHeld) return undefined
    const timer = setTimeout(() => close(id), staysMs)
    return () => clearTimeout(timer)
  }, [id, staysMs, isHeld])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering or focusing what is inside only keeps it from going away.
    <div
      className={styles.notice}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      {action && (
        <Button
          look="quiet"
          onClick={() => {
            close(id)
            action.act()
          }}
        >
          {action.verb}
        </Button>
      )}
    </div>
  )
}

const close = (id: number) => change(notices.filter((notice) => notice.id !== id))
