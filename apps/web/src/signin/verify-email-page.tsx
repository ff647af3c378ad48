import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, isProblem } from '../api/index.ts'
import { Skeleton } from '../design/index.ts'
import { changeUser, useSession } from '../session/index.ts'
import { ConfirmationPage, LinkAction, NextPage } from './mailed-link-page.tsx'
import { clearMailedToken, readMailedToken, storeMailedToken } from './mailed-token.ts'
import { Providers } from './providers.tsx'
import { SignInForm } from './sign-in-form.tsx'

/**
 * The page of the link in an email to a new address. The token proves access to the mailbox, the session
 * access to the account: both are required.
 */
export default function VerifyEmailPage() {
  const session = useSession()
  const [token] = useState(readMailedToken)
  const verify = useMutation({
    mutationFn: () => call('POST /api/auth/verify-email', { body: { token } }),
    onSuccess: () => {
      clearMailedToken()
      changeUser({ emailVerified: true })
    },
  })
  const resend = useMutation({ mutationFn: () => call('POST /api/auth/verify-email/resend') })

  if (session.kind === 'unknown')
    return (
      <ConfirmationPage title="Confirm your address">
        <Skeleton width="100%" height="2.75rem" />
      </ConfirmationPage>
    )
  if (session.kind !== 'user')
    return (
      <ConfirmationPage
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
        <Providers returnPath="/verify-email" onLeave={storeMailedToken} />
      </ConfirmationPage>
    )
  const { email, emailVerified } = session.user
  if (emailVerified)
    return (
      <ConfirmationPage title="Your address is confirmed">
        <p role="status">
          <strong>{email}</strong> is yours, and we know it. There is nothing left to do here.
        </p>
        <NextPage path="/">Draw something</NextPage>
      </ConfirmationPage>
    )
  if (token === '' || isProblem(verify.error, 'invalid_verification_token'))
    return (
      <ConfirmationPage title={token === '' ? 'The link is not complete' : 'The link has expired'}>
        <p role="status">
          {resend.isSuccess
            ? `A new email is on its way to ${email}. Its link works for a day.`
            : token === ''
              ? 'Open the whole link from the email, or ask for a new one.'
              : 'It was used, it is older than a day, or it belongs to another account than yours.'}
        </p>
        {!resend.isSuccess && <LinkAction action={resend}>Send a new link</LinkAction>}
      </ConfirmationPage>
    )
  return (
    <ConfirmationPage
      title="Confirm your address"
      lead={
        <>
          Confirm that <strong>{email}</strong> is your address.
        </>
      }
    >
      <LinkAction action={verify}>Confirm this address</LinkAction>
    </ConfirmationPage>
  )
}
