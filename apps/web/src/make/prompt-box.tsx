import { type FormEvent, type KeyboardEvent, type Ref, useId } from 'react'
import { Button, classes, countCharacters } from '../design/index.ts'
import { usePictureCredits } from '../picture/index.ts'
import { useUser } from '../session/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { keptCharsMax, promptChars } from './draft-state.ts'
import { DrawOptions } from './draw-options.tsx'
import { Price } from './price.tsx'
import { PrivacyChoice } from './privacy-choice.tsx'
import styles from './prompt-box.module.css'
import { StyleStrip } from './style-strip.tsx'

type PromptBoxProps = {
  onDraw: () => void
  /** Begins with a file of the user's instead. */
  onUseFile: (() => void) | undefined
  /** Whether a request is in flight or a picture is being drawn. */
  busy: boolean
  /** The error of the prompt when it was sent. */
  problem: string | undefined
  ref: Ref<HTMLTextAreaElement>
}

/** The prompt, its options, and the button that draws it. */
export function PromptBox({ onDraw, onUseFile, busy, problem, ref }: PromptBoxProps) {
  const { prompt, style, count, privacy, model } = useDraft()
  const each = usePictureCredits(model)
  const user = useUser()
  const noteId = useId()
  const note = problem ?? noteOn(prompt)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!busy) onDraw()
  }

  function hearKey(event: KeyboardEvent): void {
    // The Enter that ends a composition does not submit. Safari marks it only by the key code.
    const { isComposing, keyCode } = event.nativeEvent
    if (event.key !== 'Enter' || event.shiftKey || isComposing || keyCode === 229) return
    submit(event)
  }

  return (
    <form className={styles.box} onSubmit={submit} aria-label="What to draw">
      <div className={styles.sentence}>
        <textarea
          ref={ref}
          className={styles.prompt}
          rows={1}
          maxLength={keptCharsMax}
          dir="auto"
          placeholder="Describe a picture, such as: a fox in the snow"
          aria-label="Your sentence"
          aria-describedby={noteId}
          aria-invalid={problem !== undefined || undefined}
          enterKeyHint="go"
          spellCheck
          value={prompt}
          onChange={(event) => changeDraft({ prompt: event.target.value })}
          onKeyDown={hearKey}
        />
        <div className={styles.draw}>
          <PrivacyChoice isPrivate={privacy} onChoose={(chosen) => changeDraft({ privacy: chosen })} />
          <Button type="submit" look="primary" icon="arrowUp" disabled={busy}>
            {user && count > 1 ? `Draw ${count}` : 'Draw'}
            {user && <Price credits={each * count} />}
          </Button>
        </div>
      </div>
      <div className={styles.how}>
        <StyleStrip style={style} onChoose={(chosen) => changeDraft({ style: chosen })} />
        <DrawOptions onUseFile={onUseFile} />
      </div>
      <p
        id={noteId}
        className={classes(styles.note, problem !== undefined && styles.problem)}
        aria-live="polite"
      >
        {note}
      </p>
    </form>
  )
}

const countedUpTo = 100

function noteOn(prompt: string): string {
  const left = promptChars.max - countCharacters(prompt)
  if (left < 0) return `${-left} characters too many`
  if (left <= countedUpTo) return `${left} characters left`
  return ''
}
