import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Link, useLocation, useRoute } from 'wouter'
import { describeProblem, isProblem } from '../api/index.ts'
import { GetCredits } from '../credits/index.ts'
import { Button, buttonClass, Choice, EmptyState, Page } from '../design/index.ts'
import { describeCredits, ModelChoice, usePictureCredits } from '../picture/index.ts'
import { useMay, useSession, useUser } from '../session/index.ts'
import { ViewerNote } from '../workspaces/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { keptCharsMax } from './draft-state.ts'
import { PaletteChoice } from './palette-choice.tsx'
import { Price } from './price.tsx'
import { PrivacyChoice } from './privacy-choice.tsx'
import { changeSet, useSetDraft } from './set-draft.ts'
import styles from './set-page.module.css'
import { SetPictures } from './set-pictures.tsx'
import { findSetProblem, listPrompts, picturesMax } from './set-state.ts'
import { StyleStrip } from './style-strip.tsx'
import { requestSet, useSet } from './use-set.ts'

const strokeWidths = [
  { value: '', label: 'Any stroke' },
  { value: '6', label: 'Thin' },
  { value: '10', label: 'Medium' },
  { value: '14', label: 'Bold' },
  { value: '20', label: 'Heavy' },
]

/** The page for several pictures in the same style: one line for each picture. */
export default function SetPage() {
  const [, params] = useRoute('/set/:id')
  const session = useSession()
  const query = useSet(session.kind === 'user' ? params?.id : undefined)
  return (
    <Page title="Draw a set" width="bare">
      <div className={styles.page}>
        {useMay('member') ? <SetForm /> : <ViewerNote />}
        <section className={styles.pictures} aria-label="The set">
          {query.data ? (
            <SetPictures shown={query.data} />
          ) : (
            <EmptyState title={query.error ? 'This set cannot be shown' : 'Your set appears here'}>
              {query.error
                ? describeProblem(query.error)
                : 'All pictures of a set have one style, one palette and one size, so that they fit together on a page.'}
            </EmptyState>
          )}
        </section>
      </div>
    </Page>
  )
}

function SetForm() {
  const { lines, style, palette, strokeWidth } = useSetDraft()
  const { model, privacy } = useDraft()
  const each = usePictureCredits(model)
  const session = useSession()
  const [, navigate] = useLocation()
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const count = listPrompts(lines).length
  const request = useMutation({
    mutationFn: () => requestSet({ lines, style, palette, strokeWidth }, { model, privacy }),
    onSuccess: (id) => navigate(`/set/${id}`),
  })
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true })
  }, [])

  function submit(event: FormEvent): void {
    event.preventDefault()
    const found = findSetProblem(lines)
    setProblem(found)
    if (found !== undefined) field.current?.focus()
    else if (session.kind === 'visitor') navigate('/signup?next=/set')
    else if (session.kind === 'ended') navigate('/signin?next=/set')
    else if (session.kind === 'user' && !request.isPending) request.mutate()
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label="What to draw">
      <header className={styles.head}>
        <h1 tabIndex={-1}>Draw a set</h1>
        <Link href="/" className={buttonClass('quiet')}>
          Draw one picture
        </Link>
      </header>
      <label className={styles.lines}>
        <span>One picture on each line, up to {picturesMax}</span>
        <textarea
          ref={field}
          rows={8}
          dir="auto"
          maxLength={keptCharsMax}
          placeholder={'Such as:\na house\na bell\nan envelope'}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby="set-note"
          spellCheck
          value={lines}
          onChange={({ target }) => {
            setProblem(undefined)
            changeSet({ lines: target.value })
          }}
        />
      </label>
      <StyleStrip style={style} onChoose={(chosen) => changeSet({ style: chosen })} wrap />
      <div className={styles.options}>
        <PaletteChoice palette={palette} onChoose={(chosen) => changeSet({ palette: chosen })} />
        <Choice
          label="Stroke width"
          value={strokeWidth === undefined ? '' : String(strokeWidth)}
          onChoose={(value) => changeSet({ strokeWidth: value === '' ? undefined : Number(value) })}
          options={strokeWidths}
        />
        <ModelChoice model={model} onChoose={(chosen) => changeDraft({ model: chosen })} />
      </div>
      <div className={styles.draw}>
        <PrivacyChoice isPrivate={privacy} onChoose={(chosen) => changeDraft({ privacy: chosen })} />
        <Button type="submit" look="primary" icon="arrowUp" busy={request.isPending}>
          {count > 1 ? `Draw ${count} pictures` : 'Draw'}
          {session.kind === 'user' && count > 0 && <Price credits={each * count} />}
        </Button>
      </div>
      <p id="set-note" className={styles.note} aria-live="polite">
        {problem}
      </p>
      {request.error && <Refusal problem={request.error} count={count} credits={each * count} />}
    </form>
  )
}

function Refusal({ problem, count, credits }: { problem: unknown; count: number; credits: number }) {
  const workspace = useUser()?.workspace
  if (!isProblem(problem, 'insufficient_credits'))
    return (
      <p className={styles.note} role="alert">
        Nothing was drawn, and nothing was charged. {describeProblem(problem)}
      </p>
    )
  return (
    <div className={styles.refusal} role="alert">
      <p>
        {workspace ? 'The workspace does' : 'You do'} not have enough credits for this set:{' '}
        {count === 1 ? 'it costs' : `its ${count} pictures cost`} {describeCredits(credits)}.
      </p>
      <GetCredits />
    </div>
  )
}
