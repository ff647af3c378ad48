import { Choice } from '../design/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { type BackgroundName, countMax, type ShapeName } from './draft-state.ts'
import styles from './draw-options.module.css'
import { useModels } from './use-models.ts'

const counts = Array.from({ length: countMax }, (_, at) => ({
  value: String(at + 1),
  label: at === 0 ? '1 picture' : `${at + 1} pictures`,
}))
const privacies = [
  { value: 'public', label: 'Public' },
  { value: 'private', label: 'Only for me' },
]

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

/** The fields for model, privacy, number of pictures and canvas. */
export function DrawOptions() {
  const { model, privacy, count, shape, background } = useDraft()
  const models = useModels()
  const standard = models.find((one) => one.default)
  const chosen = models.some(({ id }) => id === model) ? model : standard?.id
  return (
    <div className={styles.options}>
      <Choice
        label="Model"
        value={chosen ?? ''}
        onChoose={(id) => changeDraft({ model: id === standard?.id ? undefined : id })}
        options={
          models.length > 0
            ? models.map(({ id, name }) => ({ value: id, label: name }))
            : [{ value: '', label: 'Composer (offline)' }]
        }
      />
      <Choice
        label="Who sees it"
        value={privacy ? 'private' : 'public'}
        onChoose={(value) => changeDraft({ privacy: value === 'private' })}
        options={privacies}
      />
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
    </div>
  )
}
