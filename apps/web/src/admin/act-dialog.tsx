import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { createKey, describeProblem, isProblem } from '../api/index.ts'
import { Button, Dialog, Field, notify, typedMax } from '../design/index.ts'
import { ProveForm } from './prove-form.tsx'
import styles from './view.module.css'

export type Act = {
  title: string
  /** The action, in full. */
  words?: ReactNode
  verb: string
  isDangerous?: boolean
  /** The message after it is done. */
  done: string
  /** `key` is the same for every attempt of one action. */
  run: (reason: string, key: string) => Promise<unknown>
  /** Further fields above the reason. */
  fields?: ReactNode
  /** Whether these fields are complete; default: there are none to complete. */
  isReady?: boolean
}

/** Asks for the reason, which everybody who reads the log of actions can see, and then runs the action. */
export function ActDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const queryClient = useQueryClient()
  const key = useRef(createKey())
  const [reason, setReason] = useState('')
  const run = useMutation({
    mutationFn: () => act.run(reason.trim(), key.current),
    onSuccess: async () => {
      notify(act.done)
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['admin'] })
    },
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!run.isPending) run.mutate()
  }

  // Runs automatically once the user has proven who they are.
  if (isProblem(run.error, 'proof_required') || isProblem(run.error, 'mfa_required'))
    return (
      <Dialog title="Is it you?" onClose={onClose}>
        <ProveForm
          needsFactor={isProblem(run.error, 'mfa_required')}
          verb={act.verb}
          onProven={() => run.mutate()}
          onLeave={onClose}
        />
      </Dialog>
    )
  return (
    <Dialog title={act.title} onClose={onClose}>
      {act.words && <p>{act.words}</p>}
      <form className={styles.form} onSubmit={submit}>
        {act.fields}
        <Field
          label="Reason"
          name="reason"
          maxLength={typedMax(500)}
          hint="Kept with the act, for whoever looks."
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {run.error && (
          <p role="alert" className={styles.trouble}>
            {describeProblem(run.error)}
          </p>
        )}
        <div className={styles.answers}>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            type="submit"
            look={act.isDangerous ? 'danger' : 'primary'}
            busy={run.isPending}
            disabled={reason.trim() === '' || act.isReady === false}
          >
            {act.verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
