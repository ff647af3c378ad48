import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, LongField, notify, typedMax } from '../design/index.ts'
import styles from './credits.module.css'

const messageCharsMax = 1000

/** A message to the administrators that asks for credits. */
export function AskForm() {
  const [message, setMessage] = useState('')
  const ask = useMutation({
    mutationFn: () => call('POST /api/billing/ask', { body: { message: message.trim() } }),
    onSuccess() {
      setMessage('')
      notify('Sent. The administrators have your message and your address.')
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <LongField
        label="What do you need credits for?"
        name="message"
        maxLength={typedMax(messageCharsMax)}
        hint="The administrators get your message and your email address."
        value={message}
        onChange={({ target }) => setMessage(target.value)}
      />
      {ask.error && <p role="alert">{describeProblem(ask.error)}</p>}
      <Button type="submit" busy={ask.isPending} disabled={message.trim() === ''}>
        Ask for credits
      </Button>
    </form>
  )
}
