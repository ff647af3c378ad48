import { Button } from '../design/index.ts'
import { useOpenEditor } from '../editor/index.ts'
import {
  type ActedPicture,
  NotDrawn,
  nameOfStyle,
  PictureActions,
  UnderstoodWords,
} from '../picture/index.ts'
import styles from './lines.module.css'
import type { MadePicture } from './made-picture.ts'
import { useModels } from './use-models.ts'

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
  const model = useModels().find(({ id }) => id === picture.model)
  return (
    <div className={styles.line}>
      {onBack && <Button look="quiet" icon="arrowLeft" aria-label="Back to the others" onClick={onBack} />}
      <p className={styles.caption}>
        <span title={picture.prompt}>
          <UnderstoodWords sentence={picture.prompt} report={picture.report} />
        </span>
        <span className={styles.how}>
          {nameOfStyle(picture.style)} · {model?.name ?? picture.model}
          {picture.privacy && ' · only for you'}
        </span>
        {picture.report && <NotDrawn report={picture.report} className={styles.notDrawn} />}
      </p>
      <div className={styles.actions}>
        <Button icon="pencil" onClick={open}>
          Change
        </Button>
        <Button icon="again" disabled={busy} onClick={() => onDraw(1)}>
          Again
        </Button>
        <Button
          disabled={busy}
          title={`Draws ${moreCount} ${moreCount === 1 ? 'picture' : 'pictures'}: one credit each`}
          onClick={() => onDraw(moreCount)}
        >
          More like this
        </Button>
        <PictureActions picture={picture} isOwn onChanged={onChanged} onDeleted={onDeleted} />
      </div>
    </div>
  )
}
