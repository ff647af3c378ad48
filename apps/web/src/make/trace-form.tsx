import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type CallInput, describeProblem } from '../api/index.ts'
import { announce, Button, Chip, ChipGroup, Choice, DialogForm, Field } from '../design/index.ts'
import { useTraceCredits } from '../picture/index.ts'
import { useOwners, useUser } from '../session/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { drawTraced } from './drawing.ts'
import styles from './file-dialog.module.css'
import { titleOf } from './given-file.ts'
import { PaletteChoice } from './palette-choice.tsx'
import { Price } from './price.tsx'
import { PrivacyChoice } from './privacy-choice.tsx'

type Detail = NonNullable<CallInput<'POST /api/svg/trace'>['body']['detail']>

const details: { detail: Detail; label: string }[] = [
  { detail: 'low', label: 'Simple' },
  { detail: 'medium', label: 'Medium' },
  { detail: 'high', label: 'Fine' },
]
const colorCounts = [
  { value: '', label: 'As many colours as it has' },
  ...[2, 3, 4, 6, 8, 12, 16, 32, 64].map((count) => ({
    value: String(count),
    label: `At most ${count} colours`,
  })),
]

type TraceFormProps = {
  file: File
  busy: boolean
  /** Called when the job is accepted. */
  onTraced: () => void
  /** The preview. */
  children: ReactNode
}

/** Turns an image into a picture. */
export function TraceForm({ file, busy, onTraced, children }: TraceFormProps) {
  const { privacy } = useDraft()
  const credits = useUser()?.credits ?? 0
  const owners = useOwners()
  const price = useTraceCredits()
  const [title, setTitle] = useState(() => titleOf(file))
  const [detail, setDetail] = useState<Detail>('medium')
  const [colors, setColors] = useState('')
  const [palette, setPalette] = useState<readonly string[]>([])
  const trace = useMutation({
    mutationFn: () =>
      drawTraced({
        image: file,
        detail,
        privacy,
        ...(title.trim() !== '' && { title: title.trim() }),
        ...(palette.length > 0 ? { palette: [...palette] } : colors !== '' && { colors: Number(colors) }),
      }),
    onSuccess() {
      announce('Tracing the image.')
      onTraced()
    },
  })
  const note =
    credits < price
      ? `${owners.have} no credits left.`
      : busy
        ? 'Another picture is being drawn. You can trace this one when it is done.'
        : ''
  return (
    <DialogForm
      onSubmit={() => !trace.isPending && trace.mutate()}
      failure={trace.error ? describeProblem(trace.error) : null}
      buttons={
        <>
          <PrivacyChoice isPrivate={privacy} onChoose={(chosen) => changeDraft({ privacy: chosen })} />
          <Button type="submit" look="primary" busy={trace.isPending} disabled={busy || credits < price}>
            Trace
            <Price credits={price} />
          </Button>
        </>
      }
    >
      {children}
      <Field label="Title" maxLength={500} value={title} onChange={({ target }) => setTitle(target.value)} />
      <div className={styles.options}>
        <ChipGroup label="Detail">
          {details.map(({ detail: value, label }) => (
            <Chip
              key={value}
              name="detail"
              value={value}
              checked={detail === value}
              onChoose={() => setDetail(value)}
            >
              {label}
            </Chip>
          ))}
        </ChipGroup>
        {palette.length === 0 && (
          <Choice label="Number of colours" value={colors} onChoose={setColors} options={colorCounts} />
        )}
        <PaletteChoice palette={palette} onChoose={setPalette} />
      </div>
      {note !== '' && <p className={styles.hint}>{note}</p>}
    </DialogForm>
  )
}
