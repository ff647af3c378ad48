import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { Button } from './button.tsx'
import styles from './notices.module.css'
import {
  type Action,
  addAnnouncement,
  addNotice,
  type Notice,
  type NoticesState,
  noNotices,
  removeNotice,
} from './notices-state.ts'

const useNotices = create<NoticesState>(() => noNotices)

/** Shows a text at the foot of the page for some seconds, perhaps with an action such as Undo. */
export function notify(text: string, action?: Action): void {
  useNotices.setState((state) => addNotice(state, text, action))
}

/** Announces to screen readers what others can see. */
export function announce(text: string): void {
  useNotices.setState((state) => addAnnouncement(state, text))
}

/** The place of the notices; rendered once on the page. */
export function Notices() {
  const { notices, announced } = useNotices()
  return (
    <>
      <div className="hidden-words" role="status" aria-live="polite">
        {announced}
      </div>
      <div className={styles.notices} role="status" aria-live="polite">
        {notices.map((notice) => (
          <Line key={notice.id} notice={notice} />
        ))}
      </div>
    </>
  )
}

function Line({ notice }: { notice: Notice }) {
  const [isHeld, setHeld] = useState(false)
  const { id, text, action, shownMs } = notice
  useEffect(() => {
    // It stays while it has the pointer or the focus.
    if (isHeld) return undefined
    const timer = setTimeout(() => close(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, shownMs, isHeld])
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

const close = (id: number) => useNotices.setState((state) => removeNotice(state, id))
