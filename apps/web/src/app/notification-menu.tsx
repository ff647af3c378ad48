import { lazy, Suspense } from 'react'
import { Button } from '../design/index.ts'

const Loaded = lazy(async () => ({ default: (await import('../account/index.ts')).NotificationMenu }))

/**
 * The menu of notifications, whose code visitors never load. A disabled button takes its space while it
 * loads.
 */
export function NotificationMenu() {
  return (
    <Suspense fallback={<Button look="quiet" icon="bell" aria-label="Notifications" disabled />}>
      <Loaded />
    </Suspense>
  )
}
