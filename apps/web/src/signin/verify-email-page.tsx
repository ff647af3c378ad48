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
 * The page of the link in the email that verifies an address. The token proves access to the mailbox, the
 * session proves the account: only both together verify.
 */
export default function VerifyEmailPage() {
  const session = useSession()
  const [token] = useState(readMailedToken)
  const verify = useMutation({
    mutationFn: () => call('POST /api/auth/verify-email', { body: { token } }),
    onSuccess: () => {
      forgetMailedToken()
      changeUser({ emailVerified: true })
    },
  })
  const resend = useMutation({ mutationFn: () => call('POST /api/auth/verify-email/resend') })

  if (session.kind === 'unknown')
    return (
      <Words title="Confirm your address">
        <Skeleton width="100%" height="2.75rem" />
      </Words>
    )
  if (session.kind !== 'user')
    return (
      <Words
        title="Confirm your address"
        lead={
          token === ''
            ? 'The link is not complete. Sign in to get a new one.'
            : 'Sign in to the account that the address belongs to.'
        }
      >
        <SignInForm
          verb={token === '' ? 'Sign in' : 'Sign in and confirm'}
          {...(token !== '' && {
            onSignedIn: () =>
              verify.mutateAsync().then(
                () => undefined,
                () => undefined,
              ),
          })}
        />
        <Providers wayBack="/verify-email" onLeave={keepMailedToken} />
      </Words>
    )
  const { email, emailVerified } = session.user
  if (emailVerified)
    return (
      <Words title="Your address is confirmed">
        <p role="status">
          <strong>{email}</strong> is yours, and we know it. There is nothing left to do here.
        </p>
        <div className={styles.done}>
          <Link href="/" className={buttonClass('primary')}>
            Draw something
          </Link>
        </div>
      </Words>
    )
  if (token === '' || isProblem(verify.error, 'invalid_verification_token'))
    return (
      <Words title={token === '' ? 'The link is not complete' : 'The link is over'}>
        <p role="status">
          {resend.isSuccess
            ? `A new letter is on its way to ${email}. Its link works for a day.`
            : token === ''
              ? 'Open it in the letter again, as it is. Or ask for a new one.'
              : 'It was used, it is older than a day, or it belongs to another account than yours.'}
        </p>
        <Trouble>{resend.error && describeProblem(resend.error)}</Trouble>
        {!resend.isSuccess && (
          <div className={styles.done}>
            <Button look="primary" busy={resend.isPending} onClick={() => resend.mutate()}>
              Send a new link
            </Button>
          </div>
        )}
      </Words>
    )
  return (
    <Words
      title="Confirm your address"
      lead={
        <>
          One click says that <strong>{email}</strong> is yours.
        </>
      }
    >
      <Trouble>{verify.error && describeProblem(verify.error)}</Trouble>
      <div className={styles.done}>
        <Button look="primary" busy={verify.isPending} onClick={() => verify.mutate()}>
          Confirm this address
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
