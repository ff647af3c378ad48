import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { createIdempotencyKey, describeProblem, isProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, notify, typedMax } from '../design/index.ts'
import { ProveForm } from './prove-form.tsx'

export type Act = {
  title: string
  /** What will happen, in full. */
  words?: ReactNode
  verb: string
  isDangerous?: boolean
  /** Said when it is done. */
  done: string
  /** `key` is the same for every try of one act. */
  run: (reason: string, key: string) => Promise<unknown>
  /** Further fields above the reason. */
  fields?: ReactNode
  /** Whether they are filled in; without it they need nothing. */
  isReady?: boolean
}

/** Asks for the reason, which all administrators can read, and then acts. */
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

  // Done by itself as soon as the administrator has proven who they are.
  if (isProblem(run.error, 'proof_required') || isProblem(run.error, 'mfa_required'))
    return (
      <Dialog title="Is it you?" onClose={onClose}>
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
        onSubmit={() => {
          if (!run.isPending) run.mutate()
        }}
        failure={run.error && describeProblem(run.error)}
        buttons={
          <>
            <Button onClick={onClose}>Leave it</Button>
            <Button
              type="submit"
              look={act.isDangerous ? 'danger' : 'primary'}
              busy={run.isPending}
              disabled={reason.trim() === '' || act.isReady === false}
            >
              {act.verb}
            </Button>
          </>
        }
      >
        {act.fields}
        <Field
          label="Reason"
          name="reason"
          maxLength={typedMax(500)}
          hint="Kept with the act, for all administrators."
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
