import { useEffect, useRef, useState } from 'react'
import { announce, Button, classes, Dialog } from '../design/index.ts'
import { GroundChoice, NotDrawn, useZoom, ZoomButtons } from '../picture/index.ts'
import { ChangeBox } from './change-box.tsx'
import { ColorStrip } from './color-strip.tsx'
import { Compare } from './compare.tsx'
import { closePicture, readEditor, redo, select, undo, useEditor } from './editor.ts'
import { isChanged } from './editor-state.ts'
import styles from './editor-view.module.css'
import type { Box, Point } from './geometry.ts'
import { LayersPanel } from './layers-panel.tsx'
import type { LivePicture } from './live-picture.ts'
import { PalettesPanel } from './palettes-panel.tsx'
import { PartPanel } from './part-panel.tsx'
import { partsAt } from './parts.ts'
import { SidePanel } from './side-panel.tsx'
import { Stage } from './stage.tsx'
import { type ChangeResult, useChangeJob } from './use-change-job.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useParts } from './use-parts.ts'
import { useVersioning } from './use-versioning.ts'
import { type Version, VersionsPanel } from './versions-panel.tsx'

type EditorViewProps = {
  /** The version that is changed, and the prompt of the picture. */
  id: string
  prompt: string
  isOwn: boolean
  credits: number
}

const panelTitles = { layers: 'Layers', versions: 'Versions', palettes: 'Kept colours' }
type PanelName = keyof typeof panelTitles

/** The picture in the middle with its tools around it. Tools that are not needed are hidden. */
export function EditorView({ id, prompt, isOwn, credits }: EditorViewProps) {
  const { selected, changed, canUndo, canRedo } = useEditor((state) => ({
    selected: state.selected,
    changed: isChanged(state),
    canUndo: state.done.length > 0,
    canRedo: state.undone.length > 0,
  }))
  const parts = useParts()
  const zoom = useZoom({ takesWheel: true })
  const live = useRef<LivePicture>(null)
  const [box, setBox] = useState<Box>()
  const [panel, setPanel] = useState<PanelName>()
  const [compared, setCompared] = useState<Version>()
  const [instruction, setInstruction] = useState('')
  const [result, setResult] = useState<ChangeResult>()
  const { isKeeping, keep, openVersion, restore, leave: goBack } = useVersioning({ id, isOwn })
  const guard = useLeaveGuard()
  const job = useChangeJob((versionId, done) => {
    setResult(done)
    setInstruction('')
    openVersion(versionId, 'The picture is changed')
  })
  const [clickedAt] = useState(readClick)
  useEffect(() => closePicture, [])

  async function changeBySentence(wanted: string, model: string | undefined): Promise<void> {
    setCompared(undefined)
    setResult(undefined)
    const keptId = changed ? await keep() : id
    if (keptId !== undefined) await job.start({ id: keptId, instruction: wanted, model })
  }

  function toggle(which: PanelName): void {
    setPanel((open) => (open === which ? undefined : which))
    setCompared(undefined)
  }

  const part = partsAt(parts, selected)
  return (
    <article className={styles.editor}>
      <h1 className="hidden-words" tabIndex={-1}>
        Change {prompt}
      </h1>
      <div className={styles.top}>
        <Button look="quiet" icon="arrowLeft" onClick={goBack}>
          Back
        </Button>
        <div className={styles.middle}>
          <Button look="quiet" icon="undo" aria-label="Undo" disabled={!canUndo} onClick={undo} />
          <Button look="quiet" icon="redo" aria-label="Redo" disabled={!canRedo} onClick={redo} />
          <Button
            look="quiet"
            icon="layers"
            aria-label="Layers"
            aria-pressed={panel === 'layers'}
            onClick={() => toggle('layers')}
          />
          <Button
            look="quiet"
            icon="versions"
            aria-label="Versions"
            aria-pressed={panel === 'versions'}
            onClick={() => toggle('versions')}
          />
        </div>
        <Button
          look={changed ? 'primary' : 'plain'}
          disabled={!changed}
          busy={isKeeping}
          onClick={() => void keep()}
        >
          Keep
        </Button>
      </div>
      <div className={classes(styles.work, job.isRunning && styles.waiting)}>
        {compared ? (
          <Compare id={compared.id} name={compared.name} onClose={() => setCompared(undefined)} />
        ) : (
          <div inert={job.isRunning}>
            <Stage label={prompt} zoom={zoom} picture={live} clickedAt={clickedAt} onMeasure={setBox} />
            <div className={styles.tools}>
              <GroundChoice />
              <ZoomButtons zoom={zoom} />
            </div>
            <ColorStrip isShowingPalettes={panel === 'palettes'} onShowPalettes={() => toggle('palettes')} />
          </div>
        )}
        <ChangeBox
          job={job}
          instruction={instruction}
          onType={setInstruction}
          isChanged={changed}
          credits={credits}
          onChange={(wanted, model) => void changeBySentence(wanted, model)}
        >
          {result?.report && <NotDrawn report={result.report} className={styles.notDone} />}
        </ChangeBox>
      </div>
      {panel && (
        <SidePanel title={panelTitles[panel]} side="left" onClose={() => toggle(panel)}>
          {panel === 'layers' && <LayersPanel />}
          {panel === 'palettes' && <PalettesPanel />}
          {panel === 'versions' && (
            <VersionsPanel
              id={id}
              comparedId={compared?.id}
              isChanged={changed}
              isOwn={isOwn}
              onCompare={(version) => {
                setCompared(version)
                if (version) announce(`Comparing with ${version.name}`)
              }}
              onRestore={(version) => void restore(version)}
            />
          )}
        </SidePanel>
      )}
      {part && !compared && !job.isRunning && (
        <SidePanel
          title={part.name}
          side="right"
          isCovered={panel !== undefined}
          onClose={() => select([], readEditor().inside)}
        >
          <PartPanel key={part.keys.join()} part={part} box={box} picture={live} />
        </SidePanel>
      )}
      {guard.isAsking && (
        <Dialog title="Keep your changes?" onClose={guard.stay}>
          <p>They exist only on this page. If you leave without keeping them, they are lost.</p>
          <div className={styles.answers}>
            <Button onClick={guard.stay}>Stay</Button>
            <Button look="danger" onClick={guard.leave}>
              Leave without them
            </Button>
            <Button
              look="primary"
              busy={isKeeping}
              onClick={() => void keep({ stays: true }).then((kept) => kept !== undefined && guard.leave())}
            >
              Keep and leave
            </Button>
          </div>
        </Dialog>
      )}
    </article>
  )
}

/** The point that was clicked on the previous page, as shares of the picture's canvas. */
function readClick(): Point | undefined {
  return (history.state as { clickedAt?: Point } | null)?.clickedAt
}
