import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import picture from '../../samples/example-5.svg'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, buttonClass, Skeleton } from '../design/index.ts'
import { changeUser, useSession } from '../session/index.ts'
import styles from './form.module.css'
import { Trouble } from './form.tsx'
import { forgetMailedToken, keepMailedToken, readMailedToken } from './mailed-token.ts'
import { NarrowPage } from './narrow-page.tsx'
import { Providers } from './providers.tsx'
import { SignInForm } from './sign-in-form.tsx'

/**
 * The page of the link in the email to a new address. The token proves access to the mailbox, the session
 * proves the account: only both together change the address.
 */
export default function ConfirmEmailPage() {
  const session = useSession()
  const [token] = useState(readMailedToken)
  const confirm = useMutation({
    mutationFn: () => call('POST /api/auth/confirm-email', { body: { token } }),
    onSuccess: ({ email }) => {
      forgetMailedToken()
      changeUser({ email, emailVerified: true })
    },
  })

  if (session.kind === 'unknown')
    return (
      <Words title="Confirm your new address">
        <Skeleton width="100%" height="2.75rem" />
      </Words>
    )
  if (session.kind !== 'user')
    return (
      <Words title="Confirm your new address" lead="Sign in to the account that gets the new address.">
        <SignInForm verb="Sign in" />
        <Providers wayBack="/confirm-email" onLeave={keepMailedToken} />
      </Words>
    )
  if (confirm.isSuccess)
    return (
      <Words title="Your address is changed">
        <p role="status">
          <strong>{confirm.data.email}</strong> is the address of your account now. The old one got a mail
          about it.
        </p>
        <div className={styles.done}>
          <Link href="/account" className={buttonClass('primary')}>
            Go to your account
          </Link>
        </div>
      </Words>
    )
  if (token === '' || isProblem(confirm.error, 'invalid_verification_token'))
    return (
      <Words title={token === '' ? 'The link is not complete' : 'The link no longer works'}>
        <p role="status">
          {token === ''
            ? 'Open it in the mail again, as it is.'
            : 'It was used, it is older than a day, or it belongs to another account than yours. You can ask for a new one on the page of your account.'}
        </p>
        <div className={styles.done}>
          <Link href="/account" className={buttonClass('primary')}>
            Go to your account
          </Link>
        </div>
      </Words>
    )
  return (
    <Words title="Confirm your new address" lead="Your account gets the address that this mail was sent to.">
      <Trouble>{confirm.error && describeProblem(confirm.error)}</Trouble>
      <div className={styles.done}>
        <Button look="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>
          Change to this address
        </Button>
      </div>
    </Words>
  )
}

function Words({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <NarrowPage title={title} lead={lead} sample={{ picture, prompt: 'seven bees around a sunflower' }}>
      {children}
    </NarrowPage>
  )
}
