import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Choice, Dialog, DialogForm, Field, notify, typedMax } from '../design/index.ts'

const reasons = [
  { value: 'personal', label: 'It shows somebody’s private information' },
  { value: 'hateful', label: 'It is hateful' },
  { value: 'sexual', label: 'It is sexual' },
  { value: 'violent', label: 'It is violent' },
  { value: 'copyright', label: 'It is somebody else’s work' },
  { value: 'other', label: 'Something else' },
] as const
type Reason = (typeof reasons)[number]['value']

const isReason = (value: string): value is Reason => reasons.some((reason) => reason.value === value)

/** `id`: of the picture or collection, or the handle of the author. */
export type Reported = { kind: 'picture' | 'collection' | 'author'; id: string }

const names = { picture: 'picture', collection: 'collection', author: 'page' }

/** Reports something public to the administrators. */
export function ReportDialog({
  reported: { kind, id },
  onClose,
}: {
  reported: Reported
  onClose: () => void
}) {
  const [reason, setReason] = useState<Reason>('personal')
  const [text, setText] = useState('')
  const report = useMutation({
    mutationFn() {
      const body = { reason, ...(text.trim() !== '' && { text: text.trim() }) }
      if (kind === 'picture') return call('POST /api/gallery/{id}/report', { params: { id }, body })
      if (kind === 'collection') return call('POST /api/collections/{id}/report', { params: { id }, body })
      return call('POST /api/authors/{handle}/report', { params: { handle: id }, body })
    },
    onSuccess() {
      notify('Thank you. An administrator will look at it.')
      onClose()
    },
  })

  return (
    <Dialog title={`Report this ${names[kind]}`} onClose={onClose}>
      <DialogForm
        onSubmit={report.mutate}
        failure={report.error && describeProblem(report.error)}
        verb="Report"
        busy={report.isPending}
        onCancel={onClose}
      >
        <p>What is wrong with it? Its owner will not know who reported it.</p>
        <Choice
          label="What is wrong"
          value={reason}
          onChoose={(value) => isReason(value) && setReason(value)}
          options={reasons}
        />
        <Field
          label="In your words"
          name="text"
          maxLength={typedMax(500)}
          hint="Optional."
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
