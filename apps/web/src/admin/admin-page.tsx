import { Link, Route, Switch, useLocation } from 'wouter'
import { EmptyState, Page, Skeleton } from '../design/index.ts'
import { useSession } from '../session/index.ts'
import { ActsView } from './acts-view.tsx'
import styles from './admin-page.module.css'
import { CodesView } from './codes-view.tsx'
import { JobView } from './job-view.tsx'
import { JobsView } from './jobs-view.tsx'
import { ModelsView } from './models-view.tsx'
import { PagesView } from './pages-view.tsx'
import { PictureView } from './picture-view.tsx'
import { PicturesView } from './pictures-view.tsx'
import { QueueView } from './queue-view.tsx'
import { SpendView } from './spend-view.tsx'
import { UserView } from './user-view.tsx'
import { UsersView } from './users-view.tsx'

const places = [
  ['/admin', 'Users'],
  ['/admin/reports', 'Reports'],
  ['/admin/pages', 'Pages'],
  ['/admin/jobs', 'Jobs'],
  ['/admin/queue', 'Queue'],
  ['/admin/models', 'Models'],
  ['/admin/codes', 'Codes'],
  ['/admin/spend', 'Spend'],
  ['/admin/acts', 'Acts'],
] as const

export default function AdminPage() {
  const session = useSession()
  const [path] = useLocation()
  if (session.kind === 'unknown')
    return (
      <Page title="Admin" width="wide">
        <Skeleton width="40%" />
      </Page>
    )
  if (session.kind !== 'user' || session.user.role !== 'ADMIN') return <Nothing />
  const here = places.findLast(([to]) => path === to || path.startsWith(`${to}/`))?.[0]
  return (
    <Page title="Admin" width="wide">
      <nav aria-label="Administration" className={styles.places}>
        {places.map(([to, name]) => (
          <Link key={to} href={to} aria-current={to === here ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      <Switch>
        <Route path="/admin" component={UsersView} />
        <Route path="/admin/users">{() => <UsersView />}</Route>
        <Route path="/admin/users/:id">{({ id }) => <UserView key={id} id={id} />}</Route>
        <Route path="/admin/reports" component={PicturesView} />
        <Route path="/admin/reports/:id">{({ id }) => <PictureView key={id} id={id} />}</Route>
        <Route path="/admin/pages" component={PagesView} />
        <Route path="/admin/jobs" component={JobsView} />
        <Route path="/admin/jobs/:id">{({ id }) => <JobView key={id} id={id} />}</Route>
        <Route path="/admin/queue" component={QueueView} />
        <Route path="/admin/models" component={ModelsView} />
        <Route path="/admin/codes" component={CodesView} />
        <Route path="/admin/spend" component={SpendView} />
        <Route path="/admin/acts" component={ActsView} />
        <Route>{() => <Nothing />}</Route>
      </Switch>
    </Page>
  )
}

/** The same page as for an unknown URL, so that other users do not learn that these pages exist. */
function Nothing() {
  return (
    <Page title="Page not found" width="bare">
      <EmptyState level={1} title="Page not found">
        This address does not exist. It may have been mistyped, or the page was deleted.
      </EmptyState>
    </Page>
  )
}
