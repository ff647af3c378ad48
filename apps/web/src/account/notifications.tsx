import { Link } from 'wouter'
import { type Answer, call } from '../api/index.ts'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { PagedList, type Pages, usePages } from './paged-list.tsx'
import { showSection } from './section.tsx'

export type NotificationPage = Answer<'GET /api/notification/latest'>
type Notification = NotificationPage['notifications'][number]

export const useNotifications = (userId: string, limit: number): Pages<NotificationPage> =>
  usePages(['notifications', userId, limit], (after, signal) =>
    call('GET /api/notification/latest', { query: { limit, ...after }, signal }),
  )

/** The notifications of the user, newest first, each with a link to its subject. */
export function Notifications({
  pages,
  onFollow,
}: {
  pages: Pages<NotificationPage>
  onFollow?: () => void
}) {
  const follow = (path: string) => {
    onFollow?.()
    // On the account page itself, a change of the fragment does not scroll.
    if (path.includes('#')) requestAnimationFrame(() => showSection(path))
  }
  return (
    <PagedList
      pages={pages}
      itemsOf={(page) => page.notifications}
      nothing="No notifications yet. You will see here when a picture is finished or something happens to your account."
      more="Show earlier ones"
    >
      {(notification: Notification) => {
        const { id, title, message, createdAt, readAt } = notification
        const path = findSubject(notification)
        return (
          <li key={id} className={`${rows.row} ${readAt === null ? rows.fresh : ''}`}>
            <span className={rows.words}>
              {path ? (
                <Link href={path} onClick={() => follow(path)}>
                  {title}
                </Link>
              ) : (
                <span>{title}</span>
              )}
              <span className={rows.note} dir="auto">
                {message}
              </span>
            </span>
            <span className={rows.aside}>
              {readAt === null && <span className="hidden-words">new, </span>}
              <Moment at={createdAt} />
            </span>
          </li>
        )
      }}
    </PagedList>
  )
}

function findSubject({ type, data }: Notification): string | undefined {
  if (type === 'JOB_SUCCEEDED' && typeof data.generationId === 'string')
    return `/picture/${data.generationId}`
  if (type === 'LOW_CREDITS') return '/account#credits'
  if (type === 'ACCOUNT_SECURITY') return '/account#log'
  return undefined
}
