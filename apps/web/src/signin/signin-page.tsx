import { useEffect } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import picture from '../../samples/example-0.svg'
import { notify } from '../design/index.ts'
import { findWayBack, forgetWayBack, useSession } from '../session/index.ts'
import { describeFailure } from './failures.ts'
import styles from './form.module.css'
import { NarrowPage } from './narrow-page.tsx'
import { Providers } from './providers.tsx'
import { SignInForm } from './sign-in-form.tsx'

export default function SignInPage() {
  const session = useSession()
  const search = useSearch()
  const [, navigate] = useLocation()
  const failure = describeFailure(new URLSearchParams(search).get('error'))
  const wayBack = findWayBack()
  const isIn = session.kind === 'user'

  useEffect(() => {
    if (!isIn) return
    // A signed-in user tried to link a provider, so the failure is shown on the account page.
    if (failure) notify(failure)
    navigate(wayBack, { replace: true })
    forgetWayBack()
  }, [isIn, failure, wayBack, navigate])

  return (
    <NarrowPage
      title="Sign in"
      lead={session.kind === 'ended' && 'You were signed out on this device. What you wrote is kept.'}
      sample={{ picture, prompt: 'a lighthouse by the sea at sunset' }}
    >
      <SignInForm verb="Sign in" trouble={failure} />
      <Providers wayBack={wayBack} />
      <p className={styles.foot}>
        New here?{' '}
        <Link href={wayBack === '/' ? '/signup' : `/signup?next=${encodeURIComponent(wayBack)}`}>
          Create an account
        </Link>
      </p>
    </NarrowPage>
  )
}
