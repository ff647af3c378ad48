import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, PasswordField, Tick } from '../design/index.ts'
import { beginSession } from '../session/index.ts'
import { EmailField } from './email-field.tsx'
import styles from './form.module.css'
import { Form, Trouble } from './form.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { readTypedEmail } from './typed-email.ts'

type SignInFormProps = {
  verb: string
  /** A failure that is shown before any input. */
  trouble?: string | undefined
  /** Called after the session has started, before the page loads it. */
  onSignedIn?: () => Promise<void>
}

type Problems = { email?: string; password?: string }

export function SignInForm({ verb, trouble, onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(readTypedEmail)
  const [password, setPassword] = useState('')
  const [rememberMe, setRememberMe] = useState(false)
  const [problems, setProblems] = useState<Problems>()
  const [ticket, setTicket] = useState<string>()
  const begin = async () => {
    await onSignedIn?.()
    await beginSession()
  }
  const signIn = useMutation({
    mutationFn: async () => {
      await call('POST /api/auth/login', { body: { email, password, rememberMe } })
      await begin()
    },
    onError: (error) => {
      if (isProblem(error, 'invalid_credentials')) setPassword('')
      if (isProblem(error, 'second_factor_required')) setTicket(String(error.members.ticket))
    },
  })

  function submit(): void {
    const found: Problems = {
      ...(email.trim() === '' && { email: 'Type your e-mail address.' }),
      ...(password === '' && { password: 'Type your password.' }),
    }
    const isFine = Object.keys(found).length === 0
    setProblems(isFine ? undefined : found)
    if (isFine && !signIn.isPending) signIn.mutate()
  }

  if (ticket !== undefined)
    return (
      <SecondFactorForm
        ticket={ticket}
        verb={verb}
        onSignedIn={begin}
        onOver={() => {
          setTicket(undefined)
          setPassword('')
          signIn.reset()
        }}
      />
    )
  return (
    <Form onSubmit={submit} troubles={problems}>
      <EmailField value={email} problem={problems?.email} onType={setEmail} offersPasskeys />
      <PasswordField
        label="Password"
        name="password"
        value={password}
        problem={problems?.password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <div className={styles.row}>
        <Tick label="Remember me" name="rememberMe" checked={rememberMe} onChange={setRememberMe} />
        <Link href="/forgot-password">Forgot your password?</Link>
      </div>
      <Trouble>{signIn.error ? describeRefusal(signIn.error) : trouble}</Trouble>
      <Button type="submit" look="primary" busy={signIn.isPending}>
        {verb}
      </Button>
      <PasskeyButton rememberMe={rememberMe} onSignedIn={begin} />
    </Form>
  )
}

const describeRefusal = (error: unknown) =>
  isProblem(error, 'invalid_credentials')
    ? 'The address or the password is wrong. Check both, or ask for a new password.'
    : describeProblem(error)
