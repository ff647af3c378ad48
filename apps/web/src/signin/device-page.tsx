import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { Button, Field, Skeleton } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'
import { AppRequestFacts, Decision } from './app-request.tsx'
import { Form, Trouble } from './form.tsx'
import { ConfirmationPage, NextPage } from './mailed-link-page.tsx'

/** Where the user of a device without a browser enters its code. */
export default function DevicePage() {
  const session = useSession()
  const [, navigate] = useLocation()
  const isSignedOut = session.kind !== 'user' && session.kind !== 'unknown'
  useEffect(() => {
    if (isSignedOut) navigate(signInPath(), { replace: true })
  }, [isSignedOut, navigate])
  if (session.kind !== 'user')
    return (
      <ConfirmationPage title="Connect a device">
        <Skeleton width="100%" height="2.75rem" />
      </ConfirmationPage>
    )
  return <Device email={session.user.email} />
}

function Device({ email }: { email: string }) {
  const [userCode, setUserCode] = useState(new URLSearchParams(useSearch()).get('user_code') ?? '')
  const show = useMutation({ mutationFn: () => call('POST /api/oauth/device', { body: { userCode } }) })
  const decide = useMutation({
    mutationFn: (allow: boolean) => call('POST /api/oauth/device/decision', { body: { userCode, allow } }),
  })
  if (decide.isSuccess)
    return (
      <ConfirmationPage title={decide.variables ? 'The device is connected' : 'The device was refused'}>
        <p role="status">You can go back to the device. It continues by itself.</p>
        <NextPage path="/">Draw something</NextPage>
      </ConfirmationPage>
    )
  if (show.data)
    return (
      <ConfirmationPage title={`Connect ${show.data.request.client.name}?`}>
        <AppRequestFacts request={show.data.request} email={email} />
        <p>
          Allow this only if you have started it yourself, and your device shows the code{' '}
          <strong>{userCode.toUpperCase()}</strong>. Whoever has sent you a code wants to use your account.
        </p>
        <Trouble>{decide.error ? describeProblem(decide.error) : undefined}</Trouble>
        <Decision busy={decide.isPending} onDecide={decide.mutate} />
      </ConfirmationPage>
    )
  const problem = show.error ? describeProblem(show.error) : undefined
  return (
    <ConfirmationPage title="Connect a device" lead="Enter the code that your device shows.">
      <Form onSubmit={show.mutate} troubles={problem}>
        <Field
          label="Code"
          value={userCode}
          onChange={(event) => setUserCode(event.target.value)}
          problem={problem}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
        />
        <Button type="submit" look="primary" busy={show.isPending}>
          Continue
        </Button>
      </Form>
    </ConfirmationPage>
  )
}
