import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { createIdempotencyKey, describeProblem, isProblem } from '../api/index.ts'
import { Dialog, DialogForm, Field, notify, typedMax } from '../design/index.ts'
import { ProveForm } from './prove-form.tsx'

export type Act = {
  title: string
  /** The consequences of the action, in full. */
  words?: ReactNode
  verb: string
  isDangerous?: boolean
  /** The notice after the action. */
  done: string
  /** `key` is the same for every attempt at one action. */
  run: (reason: string, key: string) => Promise<unknown>
  /** Further fields above the reason. */
  fields?: ReactNode
  /** Whether these fields are complete; default: they are optional. */
  isReady?: boolean
}

/** Asks for a reason, which all administrators can read, and then runs the action. */
export function ActDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const queryClient = useQueryClient()
  const key = useRef(createIdempotencyKey())
  const [reason, setReason] = useState('')
  const run = useMutation({
    mutationFn: () => act.run(reason.trim(), key.current),
    onSuccess: async () => {
      notify(act.done)
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['admin'] })
    },
  })

  // Runs automatically as soon as the administrator has proven who they are.
  if (isProblem(run.error, 'proof_required') || isProblem(run.error, 'mfa_required'))
    return (
      <Dialog title="Confirm your identity" onClose={onClose}>
        <ProveForm
          needsFactor={isProblem(run.error, 'mfa_required')}
          verb={act.verb}
          onProven={() => run.mutate()}
          onCancel={onClose}
        />
      </Dialog>
    )
  return (
    <Dialog title={act.title} onClose={onClose}>
      {act.words && <p>{act.words}</p>}
      <DialogForm
        onSubmit={run.mutate}
        failure={run.error && describeProblem(run.error)}
        verb={act.verb}
        look={act.isDangerous ? 'danger' : 'primary'}
        busy={run.isPending}
        disabled={reason.trim() === '' || act.isReady === false}
        cancelLabel="Back"
        onCancel={onClose}
      >
        {act.fields}
        <Field
          label="Reason"
          name="reason"
          maxLength={typedMax(500)}
          hint="Recorded with the action, visible to all administrators."
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
