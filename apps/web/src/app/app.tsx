import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import { Route, Router, Switch, useLocation } from 'wouter'
import { isOffline, useConnection } from '../api/index.ts'
import { announce, EmptyState, Notices, useKeys } from '../design/index.ts'
import { AccountBar } from './account-bar.tsx'
import styles from './app.module.css'
import { ErrorBoundary } from './error-boundary.tsx'
import { Header } from './header.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { queryClient } from './query-client.ts'
import { routes } from './routes.ts'
import { SessionNotice } from './session-notice.tsx'

/** The frame around every page: skip link, header, notices. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Router>
        <a href="#main" className={styles.skip}>
          Skip to the content
        </a>
        <Frame />
        <Notices />
      </Router>
    </QueryClientProvider>
  )
}

function Frame() {
  const [path, navigate] = useLocation()
  const [isShowingKeys, setShowingKeys] = useState(false)
  useKeys({
    g: () => navigate('/gallery'),
    h: () => navigate('/history'),
    '/': () => navigate('/'),
    '?': () => setShowingKeys(true),
  })
  usePageFocus(path)
  return (
    <>
      <Header onKeys={() => setShowingKeys(true)} />
      <AccountBar />
      <OfflineBar />
      <SessionNotice />
      <main id="main" tabIndex={-1} className={styles.main}>
        <ErrorBoundary key={sectionOf(path)}>
          <Suspense fallback={<PageWaits />}>
            <Switch>
              {routes.map(({ path: pattern, page: Page }) => (
                <Route key={pattern} path={pattern} component={Page} />
              ))}
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      {isShowingKeys && <KeysDialog onClose={() => setShowingKeys(false)} />}
    </>
  )
}

/** Shown while a page loads: nothing, unless the page waits for the connection. */
function PageWaits() {
  const isWaiting = useConnection(isOffline)
  if (!isWaiting) return null
  return (
    <EmptyState level={1} title="Waiting for the connection">
      This page opens when it is back.
    </EmptyState>
  )
}

/**
 * When the user opens another page, its beginning gets the focus and screen readers read its title.
 */
function usePageFocus(path: string): void {
  const section = sectionOf(path)
  const shown = useRef(section)
  // Within a section, such as from picture to picture, the page itself decides.
  useEffect(() => {
    if (shown.current === section) return
    shown.current = section
    const main = document.getElementById('main')
    // A page may have set the focus itself.
    if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true })
    // A page that the user returns to restores its own scroll position.
    if (!main?.querySelector('[data-keeps-position]')) scrollTo(0, 0)
    requestAnimationFrame(() => announce(document.title))
  }, [section])
}

/** Pages of one section share one component, so that its state remains. */
const sectionOf = (path: string) => path.split('/')[1]
