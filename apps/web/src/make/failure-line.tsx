import { Button } from '../design/index.ts'
import { useModels, usePictureCredits } from '../picture/index.ts'
import type { DrawRequest } from './draw-request.ts'
import type { Tile } from './drawing-state.ts'
import { Price } from './price.tsx'
import { describeFailure, TroubleLine } from './trouble-line.tsx'

type FailureLineProps = {
  tiles: readonly Tile[]
  request: DrawRequest
  onDraw: (model: string | undefined) => void
}

/** Failures that are likely to occur again with the same model. */
const otherModelHelps = new Set([
  'OPENAI_RATE_LIMIT',
  'OPENAI_MODEL_NOT_FOUND',
  'OPENAI_PERMISSION',
  'TIMEOUT',
  'GENERATION_FAILED',
  'VALIDATION_ERROR',
])

const notAvailable = new Set(['OPENAI_MODEL_NOT_FOUND', 'OPENAI_PERMISSION'])

const isComposer = ({ provider }: { provider: string }) => provider === 'chatsvg'

/** Shown when every requested picture has failed or was stopped. */
export function FailureLine({ tiles, request, onDraw }: FailureLineProps) {
  const models = useModels()
  const job = tiles[0]?.snapshot.job
  const code = job?.errorCode ?? null
  // The image is no longer on the page.
  const isTraced = request.options.trace !== undefined
  const others = models.filter(({ id }) => id !== job?.model)
  // If a vendor's model is not available, its other models may not be either; the composer always is.
  const other = (code !== null && notAvailable.has(code) && others.find(isComposer)) || others[0]
  const each = usePictureCredits(request.model)
  const eachOfOther = usePictureCredits(other?.id)
  return (
    <TroubleLine trouble={describeFailure(code, job?.errorMessage ?? null, tiles.length)}>
      {!isTraced && (
        <Button look="primary" onClick={() => onDraw(request.model)}>
          {code === 'CANCELLED' ? 'Draw it again' : 'Try again'}
          <Price credits={each * request.count} />
        </Button>
      )}
      {!isTraced && other && code !== null && otherModelHelps.has(code) && (
        <Button onClick={() => onDraw(other.id)}>
          {`Draw with ${other.name}`}
          <Price credits={eachOfOther * request.count} />
        </Button>
      )}
    </TroubleLine>
  )
}
