import { lazy, Suspense } from 'react'
import { Button } from '../design/index.ts'

const Loaded = lazy(async () => ({ default: (await import('../account/index.ts')).NotificationMenu }))

/** The notifications, which visitors never load. A disabled button takes their space while they load. */
export function NotificationMenu() {
  return (
    <Suspense fallback={<Button look="quiet" icon="bell" aria-label="Notifications" disabled />}>
      <Loaded />
    </Suspense>
  )
}
