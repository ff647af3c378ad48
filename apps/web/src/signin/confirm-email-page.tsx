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
 * access to the account: both are required to change the address.
 */
export default function ConfirmEmailPage() {
  const session = useSession()
  const [token] = useState(readMailedToken)
  const confirm = useMutation({
    mutationFn: () => call('POST /api/auth/confirm-email', { body: { token } }),
    onSuccess: ({ email }) => {
      clearMailedToken()
      changeUser({ email, emailVerified: true })
    },
  })

  if (session.kind === 'unknown')
    return (
      <ConfirmationPage title="Confirm your new address">
        <Skeleton width="100%" height="2.75rem" />
      </ConfirmationPage>
    )
  if (session.kind !== 'user')
    return (
      <ConfirmationPage
        title="Confirm your new address"
        lead="Sign in to the account that gets the new address."
      >
        <SignInForm verb="Sign in" />
        <Providers returnPath="/confirm-email" onLeave={storeMailedToken} />
      </ConfirmationPage>
    )
  if (confirm.isSuccess)
    return (
      <ConfirmationPage title="Your address is changed">
        <p role="status">
          <strong>{confirm.data.email}</strong> is the address of your account now. The old one got an email
          about it.
        </p>
        <NextPage path="/account">Go to your account</NextPage>
      </ConfirmationPage>
    )
  if (token === '' || isProblem(confirm.error, 'invalid_verification_token'))
    return (
      <ConfirmationPage title={token === '' ? 'The link is not complete' : 'The link no longer works'}>
        <p role="status">
          {token === ''
            ? 'Open the whole link from the email.'
            : 'It was used, it is older than a day, or it belongs to another account than yours. You can ask for a new one on the page of your account.'}
        </p>
        <NextPage path="/account">Go to your account</NextPage>
      </ConfirmationPage>
    )
  return (
    <ConfirmationPage
      title="Confirm your new address"
      lead="Your account gets the address that this email was sent to."
    >
      <LinkAction action={confirm}>Change to this address</LinkAction>
    </ConfirmationPage>
  )
}
