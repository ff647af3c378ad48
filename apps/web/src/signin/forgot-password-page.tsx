import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import picture from '../../samples/example-3.svg'
import { call, describeProblem } from '../api/index.ts'
import { Button, buttonClass } from '../design/index.ts'
import { EmailField } from './email-field.tsx'
import styles from './form.module.css'
import { Form, Trouble } from './form.tsx'
import { NarrowPage } from './narrow-page.tsx'
import { readTypedEmail } from './typed-email.ts'

export default function ForgotPasswordPage() {
  const [email, setEmail] = useState(readTypedEmail)
  const [problem, setProblem] = useState<string>()
  const ask = useMutation({ mutationFn: () => call('POST /api/auth/forgot-password', { body: { email } }) })

  function submit(): void {
    const isAddress = /^\S+@\S+\.\S+$/.test(email.trim())
    setProblem(isAddress ? undefined : 'Enter an email address, such as ada@example.com.')
    if (isAddress && !ask.isPending) ask.mutate()
  }

  const sample = { picture, prompt: 'a cup of coffee next to a book' }
  if (ask.isSuccess)
    return (
      <NarrowPage title="Check your email" sample={sample}>
        <p role="status">
          If <strong>{email.trim()}</strong> belongs to an account, an email with a link is on its way. The
          link works once, for an hour. Nothing came? Look among unwanted mail, too.
        </p>
        <div className={styles.done}>
          <Link href="/signin" className={buttonClass()}>
            Back to sign-in
          </Link>
          <Button look="quiet" onClick={() => ask.reset()}>
            Ask again
          </Button>
        </div>
      </NarrowPage>
    )
  return (
    <NarrowPage
      title="Forgot your password?"
      lead="Enter your address. You will get an email with a link to choose a new one."
      sample={sample}
    >
      <Form onSubmit={submit} troubles={problem}>
        <EmailField value={email} problem={problem} onType={setEmail} />
        <Trouble>{ask.error && describeProblem(ask.error)}</Trouble>
        <Button type="submit" look="primary" busy={ask.isPending}>
          Send the link
        </Button>
      </Form>
      <p className={styles.foot}>
        Did you remember it? <Link href="/signin">Sign in</Link>
      </p>
    </NarrowPage>
  )
}
