import type { ReactNode } from 'react'
import { createIdempotencyKey } from '../api/index.ts'
import { DrawnSheet, EmptyState } from '../design/index.ts'
import { usePictureCredits } from '../picture/index.ts'
import { useMay, useUser } from '../session/index.ts'
import { EmptyCanvas, JobsOnCanvas, KeptPicture, PictureOnCanvas } from './canvas.tsx'
import { ChoiceLine } from './choice-line.tsx'
import { useDraft } from './draft.ts'
import { countMax } from './draft-state.ts'
import type { DrawRequest } from './draw-request.ts'
import { updatePrivacyOnCanvas } from './drawing.ts'
import { DrawingLine } from './drawing-line.tsx'
import { type Drawing, isRunning, isTileDone } from './drawing-state.ts'
import { FailureLine } from './failure-line.tsx'
import { FirstSheet } from './first-sheet.tsx'
import { HintLine } from './hint-line.tsx'
import { type MadePicture, pictureOf, requestLike } from './made-picture.ts'
import { ResultLine } from './result-line.tsx'
import { NoCreditsLine, RefusalLine } from './trouble-line.tsx'

/** What is shown instead of the drawing: a picture of the strip, or the chosen one of several variations. */
export type Selection = { kind: 'kept'; id: string } | { kind: 'tile'; jobId: string } | undefined

type CanvasViewProps = {
  drawing: Drawing
  selected: Selection
  onSelect: (selected: Selection) => void
  onAsk: (request: DrawRequest) => void
  onStop: () => void
  onExample: () => void
}

/** The sheet, and the line under it with the state and the actions. */
export function CanvasView(props: CanvasViewProps) {
  const { drawing, selected, onSelect, onAsk, onStop, onExample } = props
  const user = useUser()
  const each = usePictureCredits(useDraft().model)
  const mayDraw = useMay('member')
  if (selected?.kind === 'kept') {
    const onBack = drawing.kind === 'none' ? undefined : () => onSelect(undefined)
    return (
      <>
        <Title />
        <KeptPicture id={selected.id}>
          {(picture) => <Made {...props} picture={picture} onBack={onBack} />}
        </KeptPicture>
      </>
    )
  }
  switch (drawing.kind) {
    case 'none':
      if (!mayDraw)
        return (
          <EmptyCanvas>
            <EmptyState level={1} picture={<DrawnSheet kind="begun" />} title="Nothing is open">
              Choose one of the latest pictures, or look at all of them in the history.
            </EmptyState>
          </EmptyCanvas>
        )
      return (
        <>
          <EmptyCanvas>
            <FirstSheet onChosen={onExample} />
          </EmptyCanvas>
          {user && user.credits < each ? <NoCreditsLine credits={user.credits} each={each} /> : <HintLine />}
        </>
      )
    case 'asking':
      return <View canvas={<EmptyCanvas />} line={<DrawingLine drawing={drawing} onStop={onStop} />} />
    case 'refused':
      return (
        <>
          {drawing.request.variationOf === undefined ? (
            <EmptyCanvas>
              <FirstSheet onChosen={onExample} />
            </EmptyCanvas>
          ) : (
            <>
              <Title />
              <KeptPicture id={drawing.request.variationOf}>
                {(picture) => <PictureOnCanvas picture={picture} />}
              </KeptPicture>
            </>
          )}
          <RefusalLine
            request={drawing.request}
            problem={drawing.problem}
            isUncertain={drawing.isUncertain}
            credits={user?.credits ?? 0}
            onAgain={() => onAsk(drawing.request)}
            onFewer={(count) => onAsk({ ...drawing.request, count })}
          />
        </>
      )
    case 'jobs':
      return <Jobs {...props} drawing={drawing} />
  }
}

function Jobs(props: CanvasViewProps & { drawing: Extract<Drawing, { kind: 'jobs' }> }) {
  const { drawing, selected, onSelect, onAsk, onStop } = props
  const { tiles, request } = drawing
  const pictures = tiles.map(({ snapshot }) => pictureOf(snapshot.job))
  const chosen = tiles.findIndex(({ jobId }) => selected?.kind === 'tile' && selected.jobId === jobId)
  const picture = pictures[tiles.length === 1 ? 0 : chosen]
  const canvas = <JobsOnCanvas drawing={drawing} onChoose={(jobId) => onSelect({ kind: 'tile', jobId })} />
  if (picture) {
    const onBack = tiles.length > 1 ? () => onSelect(undefined) : undefined
    return (
      <>
        <Title />
        <Made {...props} picture={picture} onBack={onBack} />
      </>
    )
  }
  if (isRunning(drawing))
    return <View canvas={canvas} line={<DrawingLine drawing={drawing} onStop={onStop} />} />
  if (pictures.some(Boolean)) {
    const done = pictures.filter(Boolean).length
    return (
      <View
        canvas={canvas}
        line={<ChoiceLine done={done} asked={tiles.filter(isTileDone).length} prompt={request.prompt} />}
      />
    )
  }
  const again = (model: string | undefined) => onAsk({ ...request, model, key: createIdempotencyKey() })
  return <View canvas={canvas} line={<FailureLine tiles={tiles} request={request} onDraw={again} />} />
}

type MadeProps = CanvasViewProps & {
  picture: MadePicture
  onBack: (() => void) | undefined
}

function Made({ picture, drawing, onBack, onSelect, onAsk }: MadeProps) {
  const credits = useUser()?.credits ?? 0
  const each = usePictureCredits(picture.model)
  return (
    <>
      <PictureOnCanvas key={picture.id} picture={picture} />
      <ResultLine
        picture={picture}
        busy={isRunning(drawing)}
        moreCount={each === 0 ? countMax : Math.min(countMax, Math.floor(credits / each))}
        onDraw={(count) => onAsk(requestLike(picture, count))}
        onChanged={updatePrivacyOnCanvas}
        onDeleted={() => onSelect(undefined)}
        onBack={onBack}
      />
    </>
  )
}

function View({ canvas, line }: { canvas: ReactNode; line: ReactNode }) {
  return (
    <>
      <Title />
      {canvas}
      {line}
    </>
  )
}

/** The heading of the page, for screen readers, if the sheet has none. */
const Title = () => <h1 className="hidden-words">Make a picture</h1>
