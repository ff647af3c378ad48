import type { ReactNode } from 'react'
import { createKey } from '../api/index.ts'
import { useUser } from '../session/index.ts'
import { ChoiceLine } from './choice-line.tsx'
import { countMax } from './draft.ts'
import type { DrawRequest } from './draw-request.ts'
import { type Drawing, hasEnded, isRunning, noteChanged } from './drawing.ts'
import { DrawingLine } from './drawing-line.tsx'
import { FailureLine } from './failure-line.tsx'
import { FirstSheet } from './first-sheet.tsx'
import { HintLine } from './hint-line.tsx'
import { type MadePicture, pictureOf, requestLike } from './made-picture.ts'
import { ResultLine } from './result-line.tsx'
import { EmptyTable, JobsOnTable, KeptPicture, PictureOnTable } from './table.tsx'
import { RefusalLine } from './trouble-line.tsx'

/** What is shown instead of the current drawing: a recent picture, or one of several variations. */
export type Looked = { kind: 'kept'; id: string } | { kind: 'tile'; jobId: string } | undefined

type TableViewProps = {
  drawing: Drawing
  looked: Looked
  onLook: (looked: Looked) => void
  onAsk: (request: DrawRequest) => void
  onStop: () => void
  onExample: () => void
}

/** The sheet, and the line under it with the status and the actions. */
export function TableView(props: TableViewProps) {
  const { drawing, looked, onLook, onAsk, onStop, onExample } = props
  const credits = useUser()?.credits ?? 0
  if (looked?.kind === 'kept') {
    const onBack = drawing.kind === 'none' ? undefined : () => onLook(undefined)
    return (
      <>
        <Title />
        <KeptPicture id={looked.id}>
          {(picture) => <Made {...props} picture={picture} onBack={onBack} />}
        </KeptPicture>
      </>
    )
  }
  switch (drawing.kind) {
    case 'none':
      return (
        <>
          <EmptyTable>
            <FirstSheet onChosen={onExample} />
          </EmptyTable>
          <HintLine />
        </>
      )
    case 'asking':
      return <View table={<EmptyTable />} line={<DrawingLine drawing={drawing} onStop={onStop} />} />
    case 'refused':
      return (
        <>
          <EmptyTable>
            <FirstSheet onChosen={onExample} />
          </EmptyTable>
          <RefusalLine
            request={drawing.request}
            problem={drawing.problem}
            isUnsure={drawing.isUnsure}
            credits={credits}
            onAgain={() => onAsk(drawing.request)}
            onFewer={(count) => onAsk({ ...drawing.request, count })}
          />
        </>
      )
    case 'jobs':
      return <Jobs {...props} drawing={drawing} />
  }
}

function Jobs(props: TableViewProps & { drawing: Extract<Drawing, { kind: 'jobs' }> }) {
  const { drawing, looked, onLook, onAsk, onStop } = props
  const { tiles, request } = drawing
  const pictures = tiles.map(({ story }) => pictureOf(story.job))
  const chosen = tiles.findIndex(({ jobId }) => looked?.kind === 'tile' && looked.jobId === jobId)
  const picture = pictures[tiles.length === 1 ? 0 : chosen]
  const table = <JobsOnTable drawing={drawing} onChoose={(jobId) => onLook({ kind: 'tile', jobId })} />
  if (picture) {
    const onBack = tiles.length > 1 ? () => onLook(undefined) : undefined
    return (
      <>
        <Title />
        <Made {...props} picture={picture} onBack={onBack} />
      </>
    )
  }
  if (isRunning(drawing))
    return <View table={table} line={<DrawingLine drawing={drawing} onStop={onStop} />} />
  if (pictures.some(Boolean)) {
    const done = pictures.filter(Boolean).length
    return (
      <View
        table={table}
        line={<ChoiceLine done={done} asked={tiles.filter(hasEnded).length} prompt={request.prompt} />}
      />
    )
  }
  const again = (model: string | undefined) => onAsk({ ...request, model, key: createKey() })
  return <View table={table} line={<FailureLine tiles={tiles} request={request} onDraw={again} />} />
}

type MadeProps = TableViewProps & {
  picture: MadePicture
  onBack: (() => void) | undefined
}

function Made({ picture, drawing, onBack, onLook, onAsk }: MadeProps) {
  const credits = useUser()?.credits ?? 0
  return (
    <>
      <PictureOnTable key={picture.id} picture={picture} />
      <ResultLine
        picture={picture}
        busy={isRunning(drawing)}
        moreCount={Math.max(1, Math.min(countMax, credits))}
        onDraw={(count) => onAsk(requestLike(picture, count))}
        onChanged={noteChanged}
        onDeleted={() => onLook(undefined)}
        onBack={onBack}
      />
    </>
  )
}

function View({ table, line }: { table: ReactNode; line: ReactNode }) {
  return (
    <>
      <Title />
      {table}
      {line}
    </>
  )
}

/** The page's heading, for screen readers, if the sheet has none. */
const Title = () => <h1 className="hidden-words">Make a picture</h1>
