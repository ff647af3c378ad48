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
/** Long enough to reach the action, because it disappears with the notice. */
const withActionMs = 10_000

let notices: readonly Notice[] = []
let spoken = ''
let count = 0
const listeners = new Set<() => void>()

/** Shows a message at the bottom of the page for some seconds, perhaps with one action, such as Undo. */
export function notify(text: string, action?: Notice['action']): void {
  count += 1
  change([...notices.slice(-2), { id: count, text, action, staysMs: action ? withActionMs : shortMs }])
}

/** A message only for screen readers, about something that others see. */
export function announce(text: string): void {
  // The same text again is a new message.
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

/** The container of notices; once on the page. */
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
    // Hovering or focusing a notice keeps it open.
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
