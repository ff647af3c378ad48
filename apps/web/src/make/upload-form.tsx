import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError, call, createIdempotencyKey, describeProblem } from '../api/index.ts'
import { announce, Button, DialogForm, Field } from '../design/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import styles from './file-dialog.module.css'
import { describeNotes } from './given-file.ts'
import { PrivacyChoice } from './privacy-choice.tsx'

type UploadFormProps = {
  file: File
  onUploaded: (id: string) => void
  onClose: () => void
  /** The preview. */
  children: ReactNode
}

/** Stores an SVG of the user's, and says what was left out of it. */
export function UploadForm({ file, onUploaded, onClose, children }: UploadFormProps) {
  const queries = useQueryClient()
  const { privacy } = useDraft()
  const [title, setTitle] = useState('')
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const upload = useMutation({
    mutationFn: async () => {
      const svg = await file.text()
      const body = { svg, privacy, ...(title.trim() !== '' && { title: title.trim() }) }
      return call('POST /api/svg', { body, idempotencyKey: createIdempotencyKey() })
    },
    onSuccess(answer) {
      const { svgGeneration } = answer
      for (const queryKey of [['pictures'], ['picture-lists']]) void queries.invalidateQueries({ queryKey })
      onUploaded(svgGeneration.id)
      const words = 'report' in answer ? describeNotes(answer.report.notes) : []
      if (words.length === 0) onClose()
      else setLeftOut(words)
      announce('Your picture is stored.')
    },
  })
  if (leftOut.length > 0)
    return (
      <div className={styles.form}>
        <p>Your picture is stored, without what is not allowed in it or has no effect:</p>
        <ul className={styles.notes} aria-label="Left out">
          {leftOut.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <div className={styles.end}>
          <Button look="primary" onClick={onClose}>
            Show the picture
          </Button>
        </div>
      </div>
    )
  return (
    <DialogForm
      onSubmit={() => !upload.isPending && upload.mutate()}
      failure={upload.error ? describeRefusal(upload.error) : null}
      buttons={
        <>
          <PrivacyChoice isPrivate={privacy} onChoose={(chosen) => changeDraft({ privacy: chosen })} />
          <Button type="submit" look="primary" busy={upload.isPending}>
            Add it, free
          </Button>
        </>
      }
    >
      {children}
      <Field
        label="Title"
        hint="Without one, it gets the title in the file."
        maxLength={500}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
    </DialogForm>
  )
}

/** The service says what is wrong with the file, and in which line. */
function describeRefusal(problem: unknown): string {
  if (!(problem instanceof ApiError)) return describeProblem(problem)
  const { rejection } = problem.members as { rejection?: { message: string; line?: number } }
  if (!rejection) return describeProblem(problem)
  const where = rejection.line === undefined ? '' : ` (line ${rejection.line})`
  return `This SVG cannot be stored: ${rejection.message}${where}`
}
