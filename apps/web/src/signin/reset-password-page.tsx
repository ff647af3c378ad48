import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import picture from '../../samples/example-1.svg'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, isWeakPassword, NewPasswordField } from '../design/index.ts'
import { endSessionOnPage } from '../session/index.ts'
import { Form, Trouble } from './form.tsx'
import { NextPage } from './mailed-link-page.tsx'
import { clearMailedToken, readMailedToken } from './mailed-token.ts'
import { NarrowPage } from './narrow-page.tsx'

const sample = { picture, prompt: 'a red fox under a tree' }

/** The page of the link for a forgotten password. */
export default function ResetPasswordPage() {
  const [token] = useState(readMailedToken)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const reset = useMutation({
    mutationFn: () => call('POST /api/auth/reset-password', { body: { token, newPassword: password } }),
    onSuccess: () => {
      clearMailedToken()
      // Every session has ended, including the one of this browser.
      endSessionOnPage()
    },
    onError: (error) => {
      if (isProblem(error, 'invalid_password')) setProblem(`${error.message}.`)
    },
  })

  function submit(): void {
    const isWeak = isWeakPassword(password)
    setProblem(isWeak ? 'Choose a password of 8 to 128 characters.' : undefined)
    if (!isWeak && !reset.isPending) reset.mutate()
  }

  if (token === '' || isProblem(reset.error, 'invalid_reset_token'))
    return (
      <NarrowPage title={token === '' ? 'The link is not complete' : 'The link has expired'} sample={sample}>
        <p role="status">
          {token === ''
            ? 'Open the whole link from the email, or ask for a new one.'
            : 'It was used, it is older than an hour, or a newer one was sent. Ask for a new one.'}
        </p>
        <NextPage path="/forgot-password">Ask for a new link</NextPage>
      </NarrowPage>
    )
  if (reset.isSuccess)
    return (
      <NarrowPage title="Your new password is set" sample={sample}>
        <p role="status">All devices were signed out. Sign in with the new password from now on.</p>
        <NextPage path="/signin">Sign in</NextPage>
      </NarrowPage>
    )
  return (
    <NarrowPage
      title="Choose a new password"
      lead="All devices will be signed out, this one included."
      sample={sample}
    >
      <Form onSubmit={submit} troubles={problem}>
        <NewPasswordField
          label="New password"
          name="new-password"
          value={password}
          problem={problem}
          onChange={({ target }) => {
            setPassword(target.value)
            setProblem(undefined)
          }}
        />
        <Trouble>
          {reset.error && !isProblem(reset.error, 'invalid_password') && describeProblem(reset.error)}
        </Trouble>
        <Button type="submit" look="primary" busy={reset.isPending}>
          Set this password
        </Button>
      </Form>
    </NarrowPage>
  )
}
