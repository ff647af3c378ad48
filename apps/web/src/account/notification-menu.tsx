import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { call } from '../api/index.ts'
import { announce, Button, positionPanel } from '../design/index.ts'
import { isWatched, onAnyJob } from '../live/index.ts'
import { mayNow, useUser } from '../session/index.ts'
import styles from './notification-menu.module.css'
import { Notifications, useNotifications } from './notifications.tsx'

/**
 * Ends of jobs arrive as events; other notifications, such as security events, are polled while the page is
 * visible.
 */
const askEveryMs = 60_000

/** A button with the number of new notifications, and a panel with the latest. */
export function NotificationMenu() {
  const user = useUser()
  return user ? <MenuOf key={user.id} userId={user.id} /> : null
}

function MenuOf({ userId }: { userId: string }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const queryClient = useQueryClient()
  const badgeKey = ['badge', userId]
  const { data: known } = useQuery({
    queryKey: badgeKey,
    queryFn: async ({ signal }) => (await call('GET /api/notification/badge', { signal })).unreadCount,
    refetchInterval: askEveryMs,
    refetchOnWindowFocus: 'always',
  })
  const unread = known ?? 0
  const { mutate: markSeen } = useMutation({
    mutationFn: () => call('POST /api/notification/seen'),
    onSuccess: () => queryClient.setQueryData(badgeKey, 0),
  })
  useEffect(
    () =>
      onAnyJob(({ jobId, status }) => {
        if ((status === 'SUCCEEDED' || status === 'FAILED') && !isWatched(jobId))
          for (const queryKey of [['badge'], ['notifications']])
            void queryClient.invalidateQueries({ queryKey })
      }),
    [queryClient],
  )
  useAnnouncements(known)
  return (
    <>
      <span className={styles.menu}>
        <Button
          ref={button}
          look="quiet"
          icon="bell"
          popoverTarget={id}
          aria-expanded={isOpen}
          aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} new`}
        />
        {unread > 0 && (
          <span aria-hidden="true" className={styles.badge}>
            {unread > 9 ? '9+' : unread}
          </span>
        )}
      </span>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Notifications"
        className={styles.panel}
        onToggle={({ newState }) => {
          setOpen(newState === 'open')
          if (newState !== 'open') return
          if (panel.current && button.current) positionPanel(panel.current, button.current, 'right')
          // They are marked as new until the panel is opened the next time.
          if (unread > 0 && mayNow('member')) markSeen()
        }}
      >
        {isOpen && <Latest userId={userId} onFollow={() => panel.current?.hidePopover()} />}
      </div>
    </>
  )
}

function Latest({ userId, onFollow }: { userId: string; onFollow: () => void }) {
  const pages = useNotifications(userId, 6)
  return (
    <>
      <div className={styles.head}>
        <h2>Notifications</h2>
        <Link href="/account#notifications" onClick={onFollow}>
          All notifications
        </Link>
      </div>
      <Notifications pages={pages} onFollow={onFollow} />
    </>
  )
}

/** Announces each new notification once, but none that existed when the page opened. */
function useAnnouncements(unread: number | undefined): void {
  const known = useRef<number>(undefined)
  useEffect(() => {
    if (unread === undefined) return
    if (known.current !== undefined && unread > known.current)
      announce(unread === 1 ? 'One new notification.' : `${unread} new notifications.`)
    known.current = unread
  }, [unread])
}
