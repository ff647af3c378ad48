import type { ReactNode } from 'react'
import { Button, Progress, typedMax } from '../design/index.ts'
import { describeCredits, ModelChoice, useModels, usePictureCredits } from '../picture/index.ts'
import { useOwners } from '../session/index.ts'
import styles from './change-box.module.css'
import { chooseModel, useChangeModel } from './change-model.ts'
import type { ChangeJob } from './use-change-job.ts'

const instructionCharsMax = 500

type ChangeBoxProps = {
  instruction: string
  onType: (instruction: string) => void
  job: ChangeJob
  /** Whether changes by hand must be stored first. */
  isChanged: boolean
  credits: number
  /** `model`: undefined means the default of the service. */
  onChange: (instruction: string, model: string | undefined) => void
  /** The message about the last sentence. */
  children?: ReactNode
}

/**
 * A field for a sentence that describes a change, with the price on its button, and the choice of the model.
 * While the change is made, it shows the progress.
 */
export function ChangeBox(props: ChangeBoxProps) {
  const { instruction, onType, job, isChanged, credits, onChange, children } = props
  const words = instruction.trim()
  const models = useModels()
  const kept = useChangeModel()
  // The model may not be offered any more.
  const model = models.some(({ id }) => id === kept) ? kept : undefined
  const price = usePictureCredits(model)
  const owners = useOwners()
  if (job.isRunning)
    return (
      <div className={styles.box}>
        <Progress value={job.progress} label="Changing" />
        <div className={styles.line}>
          <p className={styles.now}>{job.words}</p>
          <Button icon="stop" onClick={job.stop}>
            Stop
          </Button>
        </div>
      </div>
    )
  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.length >= 3) onChange(words, model)
      }}
    >
      <div className={styles.line}>
        <input
          className={styles.words}
          aria-label="Change this"
          placeholder="Change this: make the roof blue"
          dir="auto"
          autoComplete="off"
          maxLength={typedMax(instructionCharsMax)}
          value={instruction}
          onChange={({ target }) => onType(target.value)}
        />
        <Button type="submit" disabled={words.length < 3 || credits < price}>
          {`${isChanged ? 'Keep and change' : 'Change'} · ${describeCredits(price)}`}
        </Button>
      </div>
      {models.length > 1 && (
        <div className={styles.how}>
          <ModelChoice model={model} onChoose={chooseModel} />
        </div>
      )}
      {job.failure !== undefined && (
        <p role="alert" className={styles.failure}>
          {job.failure}
        </p>
      )}
      {credits < price && (
        <p className={styles.note}>
          {owners.have} {credits === 0 ? 'no credits left' : describeCredits(credits)}. Changes by hand are
          free.
        </p>
      )}
      {children}
    </form>
  )
}
