import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import picture from '../../samples/example-2.svg'
import { ApiError, call, describeProblem } from '../api/index.ts'
import { Button, Field, isWeakPassword, NewPasswordField, notify, Tick, typedMax } from '../design/index.ts'
import { FirstPrivacyChoice } from '../make/index.ts'
import {
  beginSession,
  clearReturnPath,
  findReturnPath,
  readPendingPrompt,
  signInPath,
  useAuthOptions,
  useSession,
} from '../session/index.ts'
import { EmailField } from './email-field.tsx'
import styles from './form.module.css'
import { Form, Trouble } from './form.tsx'
import { NarrowPage } from './narrow-page.tsx'
import { describeOffer, PendingPicture } from './pending-picture.tsx'
import { Providers } from './providers.tsx'
import { readTypedEmail } from './typed-email.ts'

type Problems = { name?: string; email?: string; password?: string; agreedToTerms?: string }
type FieldName = keyof Problems

export default function SignUpPage() {
  const session = useSession()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [email, setEmail] = useState(readTypedEmail)
  const [password, setPassword] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [problems, setProblems] = useState<Problems>()
  const [pending] = useState(readPendingPrompt)
  const offered = useAuthOptions()?.signupCredits ?? 0
  const returnPath = findReturnPath()
  const isIn = session.kind === 'user'
  const signUp = useMutation({
    mutationFn: async () => {
      await call('POST /api/auth/register', { body: { name, email, password, agreedToTerms: true } })
      notify('Welcome. An email that asks you to confirm your address is on its way.')
      await beginSession()
    },
    onError: (error) => setProblems(findField(error)),
  })

  useEffect(() => {
    if (!isIn) return
    navigate(returnPath, { replace: true })
    clearReturnPath()
  }, [isIn, returnPath, navigate])

  function submit(): void {
    const found: Problems = {
      ...(name.trim() === '' && { name: 'Type a name. It need not be your real one.' }),
      ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && {
        email: 'Enter an email address, such as ada@example.com.',
      }),
      ...(isWeakPassword(password) && { password: 'Choose a password of 8 to 128 characters.' }),
      ...(!agreed && { agreedToTerms: 'Accept the terms to create an account.' }),
    }
    const isFine = Object.keys(found).length === 0
    setProblems(isFine ? undefined : found)
    if (isFine && !signUp.isPending) signUp.mutate()
  }

  /** Typing hides an error until the next validation. */
  const mend = (field: FieldName) => {
    if (problems?.[field]) setProblems({ ...problems, [field]: undefined })
  }

  return (
    <NarrowPage
      title="Create an account"
      lead={
        pending
          ? 'Your picture is drawn as soon as you have signed up.'
          : `It keeps your pictures.${describeOffer(offered)}`
      }
      aside={pending && <PendingPicture prompt={pending} />}
      sample={{ picture, prompt: 'a rocket flying to the moon in space' }}
    >
      <Form
        onSubmit={submit}
        troubles={signUp.failureCount > 0 ? signUp.error : problems && Object.values(problems).some(Boolean)}
      >
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={typedMax(100)}
          value={name}
          problem={problems?.name}
          onChange={({ target }) => {
            setName(target.value)
            mend('name')
          }}
        />
        <EmailField
          value={email}
          problem={problems?.email}
          onType={(typed) => {
            setEmail(typed)
            mend('email')
          }}
        />
        <NewPasswordField
          label="Password"
          name="new-password"
          value={password}
          known={[name, email]}
          problem={problems?.password}
          onChange={({ target }) => {
            setPassword(target.value)
            mend('password')
          }}
        />
        <Tick
          label={<Consent />}
          name="agreedToTerms"
          checked={agreed}
          problem={problems?.agreedToTerms}
          onChange={(checked) => {
            setAgreed(checked)
            mend('agreedToTerms')
          }}
        />
        <div className={styles.row}>
          <span aria-hidden="true">Who sees your pictures</span>
          <FirstPrivacyChoice />
        </div>
        <p className={styles.note}>
          Public pictures are in the gallery, where everyone can see them. You can choose again for every
          picture, beside Draw.
        </p>
        <Trouble>{signUp.error && !findField(signUp.error) && describeProblem(signUp.error)}</Trouble>
        <Button type="submit" look="primary" busy={signUp.isPending}>
          Create account
        </Button>
      </Form>
      <Providers returnPath={returnPath} />
      <p className={styles.foot}>
        Already have an account? <Link href={signInPath(returnPath)}>Sign in</Link>
      </p>
    </NarrowPage>
  )
}

/** The service names the field that it refuses, as a JSON pointer. */
function findField(error: unknown): Problems | undefined {
  if (!(error instanceof ApiError)) return undefined
  const [detail] = (error.members.details ?? []) as { path: string; message: string }[]
  const field = detail?.path.slice(1)
  const isOurs = field === 'name' || field === 'email' || field === 'password' || field === 'agreedToTerms'
  return isOurs ? { [field]: mends[error.code] ?? `${detail?.message}.` } : undefined
}

const mends: Record<string, string> = {
  email_unavailable:
    'This address cannot be used. If it is yours, you may have an account already: sign in instead.',
}

/** Links to the terms and the policy, if the operator has published them. */
function Consent() {
  const options = useAuthOptions()
  return (
    <>
      I accept the <Agreement url={options?.termsUrl}>Terms of Service</Agreement> and the{' '}
      <Agreement url={options?.privacyUrl}>Privacy Policy</Agreement>
    </>
  )
}

/** Opens in a new tab, so that the form keeps its input. */
const Agreement = ({ url, children }: { url: string | undefined; children: string }) =>
  url === undefined ? (
    children
  ) : (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
