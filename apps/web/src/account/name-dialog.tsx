import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { Dialog, DialogForm, Field, typedMax } from '../design/index.ts'

type NameDialogProps = {
  name: string
  act: (name: string) => Promise<void>
  onClose: () => void
}

/** Gives a passkey another name. */
export function NameDialog({ name, act, onClose }: NameDialogProps) {
  const [typed, setTyped] = useState(name)
  const change = useMutation({ mutationFn: () => act(typed) })

  return (
    <Dialog title="Name the passkey" onClose={onClose}>
      <DialogForm
        onSubmit={change.mutate}
        failure={null}
        verb="Name it"
        busy={change.isPending}
        disabled={typed.trim() === ''}
        onCancel={onClose}
      >
        <Field
          label="Name"
          name="passkey-name"
          autoComplete="off"
          maxLength={typedMax(100)}
          value={typed}
          problem={change.error ? describeProblem(change.error) : undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
