import { Choice, Tick } from '../design/index.ts'
import { describeCredits } from './describe-credits.ts'
import { pairModels, useModels } from './models.ts'

type ModelChoiceProps = {
  /** undefined means the default of the service. */
  model: string | undefined
  onChoose: (model: string | undefined) => void
}

/** The choice of a model and, if the model supports it, whether it writes a plan first. */
export function ModelChoice({ model, onChoose }: ModelChoiceProps) {
  const models = useModels()
  const pairs = pairModels(models)
  const standard = models.find((one) => one.default)?.id
  const chosenId = models.some(({ id }) => id === model) ? model : standard
  const chosen = pairs.find(({ id, plannedId }) => id === chosenId || plannedId === chosenId)
  const hasPlan = chosenId !== undefined && chosenId === chosen?.plannedId
  // Prices are worth the space only where they differ.
  const hasPrices = new Set(models.map(({ credits }) => credits)).size > 1
  const choose = (id: string | undefined) => onChoose(id === standard ? undefined : id)
  return (
    <>
      <Choice
        label="Model"
        value={chosen?.id ?? ''}
        onChoose={(id) => {
          const next = pairs.find((pair) => pair.id === id)
          choose(hasPlan ? (next?.plannedId ?? id) : id)
        }}
        // What stands there until the models are loaded cannot be chosen.
        isDisabled={pairs.length === 0}
        options={
          pairs.length > 0
            ? pairs.map(({ id, name, credits }) => ({
                value: id,
                label: hasPrices ? `${name} · ${describeCredits(credits)}` : name,
              }))
            : [{ value: '', label: 'Composer (offline)' }]
        }
      />
      {chosen?.plannedId !== undefined && (
        <span title="The model plans the picture, and the composer draws it. This helps small models.">
          <Tick
            label="Plan first"
            checked={hasPlan}
            onChange={(isOn) => choose(isOn ? chosen.plannedId : chosen.id)}
          />
        </span>
      )}
    </>
  )
}
