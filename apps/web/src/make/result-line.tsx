import { Button } from '../design/index.ts'
import { useOpenEditor } from '../editor/index.ts'
import {
  type ActedPicture,
  isDrawn,
  NotDrawn,
  nameOfModel,
  nameOfStyle,
  PictureActions,
  UnderstoodWords,
  useModels,
  usePictureCredits,
} from '../picture/index.ts'
import { useMay, useOwners, useUser } from '../session/index.ts'
import { useDraft } from './draft.ts'
import styles from './lines.module.css'
import type { MadePicture } from './made-picture.ts'
import { Price } from './price.tsx'

type ResultLineProps = {
  picture: MadePicture
  busy: boolean
  /** The number of pictures for "more like this". */
  moreCount: number
  onDraw: (count: number) => void
  onChanged: (picture: ActedPicture) => void
  onDeleted: () => void
  /** Returns to the other variations. */
  onBack: (() => void) | undefined
}

/** The finished picture's prompt and actions. */
export function ResultLine({
  picture,
  busy,
  moreCount,
  onDraw,
  onChanged,
  onDeleted,
  onBack,
}: ResultLineProps) {
  const { open } = useOpenEditor(picture.id)
  const draft = useDraft()
  const credits = useUser()?.credits ?? 0
  const each = usePictureCredits(picture.model)
  const mayDraw = useMay('member')
  const owners = useOwners()
  // The sentence is shown once: here only if the prompt box has a different one, or if some of its words are
  // marked.
  const isMarked = picture.report && picture.report.leftOut.length + picture.report.changed.length > 0
  const isSaid = isMarked || draft.prompt.trim() !== picture.prompt
  const model = nameOfModel(useModels(), picture.model)
  return (
    <div className={styles.line}>
      {onBack && <Button look="quiet" icon="arrowLeft" aria-label="Back to all pictures" onClick={onBack} />}
      <p className={styles.caption}>
        {isSaid && (
          <span className={styles.prompt} title={picture.prompt} dir="auto">
            <UnderstoodWords sentence={picture.prompt} report={picture.report} />
          </span>
        )}
        <span className={styles.how}>
          {nameOfStyle(picture.style)} · {model}
          {picture.privacy && ` · only ${owners.who}`}
        </span>
        {picture.report && <NotDrawn report={picture.report} className={styles.notDrawn} />}
      </p>
      <div className={styles.actions}>
        {mayDraw && (
          <Button icon="pencil" onClick={open}>
            Change
          </Button>
        )}
        {mayDraw && isDrawn(picture.model) && (
          <Button icon="again" disabled={busy || credits < each} onClick={() => onDraw(1)}>
            Again
            <Price credits={each} />
          </Button>
        )}
        {mayDraw && isDrawn(picture.model) && moreCount > 1 && (
          <Button
            disabled={busy}
            title="The same things, arranged in other ways"
            onClick={() => onDraw(moreCount)}
          >
            {moreCount} more like this
            <Price credits={each * moreCount} />
          </Button>
        )}
        <PictureActions picture={picture} isOwn={mayDraw} onChanged={onChanged} onDeleted={onDeleted} />
      </div>
    </div>
  )
}
