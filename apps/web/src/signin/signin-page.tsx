import { useEffect, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import picture from '../../samples/example-0.svg'
import { notify } from '../design/index.ts'
import {
  clearReturnPath,
  findReturnPath,
  readPendingPrompt,
  signUpPath,
  useSession,
} from '../session/index.ts'
import { describeFailure } from './failures.ts'
import styles from './form.module.css'
import { NarrowPage } from './narrow-page.tsx'
import { PendingPicture } from './pending-picture.tsx'
import { Providers } from './providers.tsx'
import { SignInForm } from './sign-in-form.tsx'

export default function SignInPage() {
  const session = useSession()
  const search = useSearch()
  const [, navigate] = useLocation()
  const failure = describeFailure(new URLSearchParams(search).get('error'))
  const returnPath = findReturnPath()
  const [pending] = useState(readPendingPrompt)
  const isIn = session.kind === 'user'

  useEffect(() => {
    if (!isIn) return
    // A signed-in user tried to link a provider, so the failure is shown on the account page.
    if (failure) notify(failure)
    navigate(returnPath, { replace: true })
    clearReturnPath()
  }, [isIn, failure, returnPath, navigate])

  return (
    <NarrowPage
      title="Sign in"
      lead={session.kind === 'ended' && 'You were signed out on this device. What you wrote is kept.'}
      aside={pending && <PendingPicture prompt={pending} />}
      sample={{ picture, prompt: 'a lighthouse by the sea at sunset' }}
    >
      <SignInForm verb="Sign in" trouble={failure} />
      <Providers returnPath={returnPath} />
      <p className={styles.foot}>
        New here? <Link href={signUpPath(returnPath)}>Create an account</Link>
      </p>
    </NarrowPage>
  )
}
