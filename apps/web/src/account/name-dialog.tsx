import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { Button, Dialog, Field, typedMax } from '../design/index.ts'
import styles from './account-form.module.css'

type NameDialogProps = {
  name: string
  act: (name: string) => Promise<void>
  onClose: () => void
}

/** Gives a passkey another name. */
export function NameDialog({ name, act, onClose }: NameDialogProps) {
  const [typed, setTyped] = useState(name)
  const change = useMutation({ mutationFn: () => act(typed) })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!change.isPending) change.mutate()
  }

  return (
    <Dialog title="Name the passkey" onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field
          label="Name"
          name="passkey-name"
          autoComplete="off"
          maxLength={typedMax(100)}
          value={typed}
          problem={change.error ? describeProblem(change.error) : undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={change.isPending} disabled={typed.trim() === ''}>
            Name it
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
