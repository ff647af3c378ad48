import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, Field } from '../design/index.ts'
import styles from './form.module.css'
import { Form, Trouble } from './form.tsx'

type SecondFactorFormProps = {
  /** The answer to the first factor. */
  ticket: string
  verb: string
  /** Called after the session has started, before the page loads it. */
  onSignedIn: () => Promise<void>
  /** The ticket has expired, or the user goes back. */
  onOver: () => void
}

/** Asks for a code of the authenticator app, or for a recovery code. */
export function SecondFactorForm({ ticket, verb, onSignedIn, onOver }: SecondFactorFormProps) {
  const [code, setCode] = useState('')
  const [isRecovery, setRecovery] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const signIn = useMutation({
    mutationFn: async () => {
      await call('POST /api/auth/second-factor', { body: { ticket, code } })
      await onSignedIn()
    },
    onError: (error) => {
      setCode('')
      if (isProblem(error, 'invalid_code')) field.current?.focus()
    },
  })
  const isOver = isProblem(signIn.error, 'invalid_ticket')
  // It replaces the password field, which had the focus.
  useEffect(() => field.current?.focus(), [])

  return (
    <Form
      onSubmit={() => {
        if (code.trim() !== '' && !signIn.isPending && !isOver) signIn.mutate()
      }}
      troubles={undefined}
    >
      <Field
        key={String(isRecovery)}
        ref={field}
        label={isRecovery ? 'Recovery code' : 'Code'}
        name="code"
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        inputMode={isRecovery ? 'text' : 'numeric'}
        spellCheck={false}
        autoCapitalize="none"
        maxLength={40}
        value={code}
        hint={
          isRecovery
            ? 'One of the codes that you saved when you turned on the second factor. Each works once.'
            : 'Six digits, from your authenticator app.'
        }
        problem={
          isProblem(signIn.error, 'invalid_code') && code === ''
            ? 'That code is wrong, or was used before. Wait for the next one.'
            : undefined
        }
        onChange={({ target }) => setCode(target.value)}
      />
      <Trouble>
        {signIn.error && !isProblem(signIn.error, 'invalid_code') && describeProblem(signIn.error)}
      </Trouble>
      {isOver ? (
        <Button look="primary" onClick={onOver}>
          Start again
        </Button>
      ) : (
        <Button type="submit" look="primary" busy={signIn.isPending} disabled={code.trim() === ''}>
          {verb}
        </Button>
      )}
      <div className={styles.row}>
        <Button
          look="quiet"
          onClick={() => {
            setRecovery(!isRecovery)
            setCode('')
            signIn.reset()
          }}
        >
          {isRecovery ? 'Use the app' : 'Use a recovery code'}
        </Button>
        {!isOver && (
          <Button look="quiet" onClick={onOver}>
            Back
          </Button>
        )}
      </div>
    </Form>
  )
}
