import { Link, useLocation } from 'wouter'
import { buttonClass, classes, Icon } from '../design/index.ts'
import { signInPath, signUpPath, useSession } from '../session/index.ts'
import { AccountMenu } from './account-menu.tsx'
import frame from './app.module.css'
import styles from './header.module.css'
import { NotificationMenu } from './notification-menu.tsx'
import { preloadPage } from './routes.ts'

const pages = [
  { path: '/', name: 'Make' },
  { path: '/gallery', name: 'Gallery' },
  { path: '/history', name: 'History' },
] as const

/** Links to the pages, and the menus of the user. */
export function Header({ onKeys }: { onKeys: () => void }) {
  const [path] = useLocation()
  const session = useSession()
  return (
    <header className={styles.header}>
      <button type="button" className={classes(frame.skip, styles.keys)} onClick={onKeys}>
        Keyboard shortcuts
      </button>
      <Link href="/" className={styles.brand} aria-label="chatSVG, make a picture">
        <Mark />
        <span>chatSVG</span>
      </Link>
      <nav aria-label="Pages" className={styles.pages}>
        {pages.map((page) => (
          <Link
            key={page.path}
            href={page.path}
            aria-current={path === page.path ? 'page' : undefined}
            onPointerEnter={() => preloadPage(page.path)}
            onFocus={() => preloadPage(page.path)}
          >
            {page.name}
          </Link>
        ))}
      </nav>
      <div className={styles.own}>
        {session.kind === 'user' ? (
          <>
            <Credits credits={session.user.credits} />
            <NotificationMenu />
            <AccountMenu user={session.user} onKeys={onKeys} />
          </>
        ) : (
          session.kind !== 'unknown' && (
            <>
              <Link href={signInPath(path)} className={buttonClass('quiet')}>
                Sign in
              </Link>
              <Link href={signUpPath(path)} className={buttonClass('plain')}>
                Sign up
              </Link>
            </>
          )
        )}
      </div>
    </header>
  )
}

/** From this balance on it is shortened, because a phone has no space for more digits. */
const roundedFrom = 10_000
const rounded = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

function Credits({ credits }: { credits: number }) {
  return (
    <Link href="/account" className={styles.credits} title="Credits: one for each picture">
      <Icon name="credit" size={16} />
      <span>{credits < roundedFrom ? credits : rounded.format(credits)}</span>
      <span className="hidden-words">{credits === 1 ? 'credit' : 'credits'}</span>
    </Link>
  )
}

/** The logo: a line that ends in a point. */
const Mark = () => (
  <svg aria-hidden="true" viewBox="0 0 32 32" width="26" height="26" className={styles.mark}>
    <path d="M5 24c2.5-12 6-17 9-17 4.5 0 1 13 5.5 13 3.5 0 3-8 7.5-9" />
    <circle cx="27" cy="11" r="2.6" />
  </svg>
)
