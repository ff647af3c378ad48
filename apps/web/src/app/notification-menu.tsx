import { lazy, Suspense } from 'react'
import { Button } from '../design/index.ts'
import { loadLater } from './load-later.ts'

const Loaded = lazy(() =>
  loadLater(() => import('../account/index.ts')).then(
    ({ NotificationMenu: menu }) => ({ default: menu }),
    // The page works without the menu, and the header has no other place for a fault.
    () => ({ default: Bell }),
  ),
)

/**
 * The menu of notifications, whose code visitors never load. A disabled button takes its space while it
 * loads.
 */
export function NotificationMenu() {
  return (
    <Suspense fallback={<Bell />}>
      <Loaded />
    </Suspense>
  )
}

const Bell = () => <Button look="quiet" icon="bell" aria-label="Notifications" disabled />
