import { Link } from 'wouter'
import { Button, buttonClass, Choice } from '../design/index.ts'
import { ModelChoice } from '../picture/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { type BackgroundName, countMax, type ShapeName } from './draft-state.ts'
import styles from './draw-options.module.css'
import { PaletteChoice } from './palette-choice.tsx'

const counts = Array.from({ length: countMax }, (_, at) => ({
  value: String(at + 1),
  label: at === 0 ? '1 picture' : `${at + 1} pictures`,
}))
const shapeChoices: { value: ShapeName; label: string }[] = [
  { value: 'square', label: 'Square' },
  { value: 'wide', label: 'Wide' },
  { value: 'tall', label: 'Tall' },
  { value: 'banner', label: 'Banner' },
]
const backgroundChoices: { value: BackgroundName; label: string }[] = [
  { value: 'auto', label: 'Any background' },
  { value: 'none', label: 'No background' },
  { value: 'white', label: 'White background' },
]

type DrawOptionsProps = {
  /** undefined for visitors. */
  onUseFile: (() => void) | undefined
}

/** The fields for model, number of pictures, canvas and colours, and other ways to begin. */
export function DrawOptions({ onUseFile }: DrawOptionsProps) {
  const { model, count, shape, background, palette } = useDraft()
  return (
    <div className={styles.options}>
      <ModelChoice model={model} onChoose={(chosen) => changeDraft({ model: chosen })} />
      <Choice
        label="How many"
        value={String(count)}
        onChoose={(value) => changeDraft({ count: Number(value) })}
        options={counts}
      />
      <Choice
        label="Shape"
        value={shape}
        onChoose={(value) => changeDraft({ shape: value as ShapeName })}
        options={shapeChoices}
      />
      <Choice
        label="Background"
        value={background}
        onChoose={(value) => changeDraft({ background: value as BackgroundName })}
        options={backgroundChoices}
      />
      <PaletteChoice palette={palette} onChoose={(chosen) => changeDraft({ palette: chosen })} />
      <Link href="/set" className={buttonClass('quiet')}>
        Draw a set
      </Link>
      {onUseFile && (
        <Button look="quiet" onClick={onUseFile}>
          Use a file
        </Button>
      )}
    </div>
  )
}
