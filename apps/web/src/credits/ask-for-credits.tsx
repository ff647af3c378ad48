import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, notify, typedMax } from '../design/index.ts'
import { useAuthOptions } from '../session/index.ts'

/** A sentence that says when new credits come and how the user can get more. */
export function useCreditsHelp(): string {
  const isSupportRead = useAuthOptions()?.isSupportRead ?? false
  return isSupportRead
    ? 'Credits do not renew by themselves. Ask the administrator for more.'
    : 'Credits do not renew by themselves. The administrator of this service can give you more.'
}

/** A button to write to the administrator; nothing if nobody reads such messages. */
export function AskForCredits() {
  const isSupportRead = useAuthOptions()?.isSupportRead ?? false
  const [isOpen, setOpen] = useState(false)
  if (!isSupportRead) return null
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        Ask for credits
      </Button>
      {isOpen && <AskDialog onClose={() => setOpen(false)} />}
    </>
  )
}

const messageCharsMax = 1000

function AskDialog({ onClose }: { onClose: () => void }) {
  const [message, setMessage] = useState('')
  const ask = useMutation({
    mutationFn: () =>
      call('POST /api/support/contact', {
        body: {
          type: 'contact',
          subject: 'More credits, please',
          message: message.trim() || 'I have no credits left and would like to draw more pictures.',
        },
      }),
    onSuccess() {
      notify('Sent. You will get an answer by email.')
      onClose()
    },
  })
  return (
    <Dialog title="Ask for credits" onClose={onClose}>
      <DialogForm
        onSubmit={ask.mutate}
        failure={ask.error && describeProblem(ask.error)}
        verb="Send"
        busy={ask.isPending}
        onCancel={onClose}
      >
        <p>The administrator gets your message and your email address.</p>
        <Field
          label="What do you need them for?"
          name="message"
          dir="auto"
          maxLength={typedMax(messageCharsMax)}
          hint="Optional."
          value={message}
          onChange={({ target }) => setMessage(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
