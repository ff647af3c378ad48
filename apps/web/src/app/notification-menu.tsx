import { lazy, Suspense } from 'react'
import { Button } from '../design/index.ts'
import { loadLater } from './load-later.ts'

const Loaded = lazy(() =>
  loadLater(() => import('../account/index.ts')).then(
    ({ NotificationMenu: menu }) => ({ default: menu }),
    // The page works without the menu, and the header has no other place for a fault.
    () => ({ default: DisabledMenu }),
  ),
)

/**
 * The menu of notifications, whose code visitors never load. A disabled button takes its space while it
 * loads.
 */
export function NotificationMenu() {
  return (
    <Suspense fallback={<DisabledMenu />}>
      <Loaded />
    </Suspense>
  )
}

const DisabledMenu = () => <Button look="quiet" icon="bell" aria-label="Notifications" disabled />
