import { Link } from 'wouter'
import { buttonClass, EmptyState, Page, Skeleton } from '../design/index.ts'
import { signInPath, signUpPath, useSession } from '../session/index.ts'
import styles from './account-page.module.css'

type SignInFirstProps = {
  /** The title of the page. */
  title: string
  /** Where the visitor returns after signing in. */
  path: string
  /** What the page has: "your credits". */
  what: string
  /** The same in full. */
  words: string
}

/** A page of an account for a visitor who is not signed in, or of whom that is not known yet. */
export function SignInFirst({ title, path, what, words }: SignInFirstProps) {
  const session = useSession()
  return (
    <Page title={title} width="bare">
      {session.kind === 'unknown' ? (
        <div className={styles.page}>
          <h1 tabIndex={-1}>{title}</h1>
          <Skeleton width="60%" />
        </div>
      ) : (
        <EmptyState
          level={1}
          title={`Sign in to see ${what}`}
          action={
            <>
              <Link href={signInPath(path)} className={buttonClass('primary')}>
                Sign in
              </Link>
              <Link href={signUpPath(path)} className={buttonClass()}>
                Create an account
              </Link>
            </>
          }
        >
          {words}
        </EmptyState>
      )}
    </Page>
  )
}
