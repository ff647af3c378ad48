import { lazy, Suspense } from 'react'
import { Button } from '../design/index.ts'

const Loaded = lazy(async () => ({ default: (await import('../account/index.ts')).NotificationMenu }))

/** The notifications, which visitors never load. Until they are loaded, the space is reserved. */
export function NotificationMenu() {
  return (
    <Suspense fallback={<Button look="quiet" icon="bell" aria-label="Notifications" disabled />}>
      <Loaded />
    </Suspense>
  )
}
