import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { announce, countCharacters, notify, Page, useKeys } from '../design/index.ts'
import { reportWatched, showJobs } from '../live/index.ts'
import {
  clearPendingPrompt,
  drawAfterSignIn,
  signInPath,
  signUpPath,
  takePendingPrompt,
  useMay,
  useSession,
} from '../session/index.ts'
import { ViewerNote } from '../workspaces/index.ts'
import { CanvasView, type Selection } from './canvas-view.tsx'
import { readDraft, takeDraftFromUrl } from './draft.ts'
import { promptChars } from './draft-state.ts'
import { createRequest, type DrawRequest, optionsOf } from './draw-request.ts'
import { draw, onDrawingEnd, stopDrawing, useDrawing } from './drawing.ts'
import { isRunning } from './drawing-state.ts'
import { FileDialog } from './file-dialog.tsx'
import { LastPictures } from './last-pictures.tsx'
import styles from './make-page.module.css'
import { PromptBox } from './prompt-box.tsx'
import { useGivenFile } from './use-given-file.ts'

/** The page that draws a picture for a prompt. */
export function MakePage() {
  const drawing = useDrawing()
  const session = useSession()
  const queries = useQueryClient()
  const prompt = useRef<HTMLTextAreaElement>(null)
  const [selected, setSelected] = useState<Selection>()
  const [problem, setProblem] = useState<string>()
  /** Whether the dialog for a file is open, and its file. */
  const [given, setGiven] = useState<{ file: File | undefined }>()
  const running = isRunning(drawing)
  const mayDraw = useMay('member')
  const takeFile = session.kind === 'user' && mayDraw ? (file?: File) => setGiven({ file }) : undefined
  const isFileOver = useGivenFile(takeFile)

  useEffect(takeDraftFromUrl, [])
  useEffect(showJobs, [])
  useEffect(() => focusWithoutScreenKeyboard(prompt.current), [])
  useEffect(
    () =>
      onDrawingEnd((job) => {
        void queries.invalidateQueries({ queryKey: ['pictures'] })
        if (document.visibilityState === 'visible')
          reportWatched(job.id, () => {
            for (const queryKey of [['badge'], ['notifications']])
              void queries.invalidateQueries({ queryKey })
          })
        // Failures are alerts, which screen readers announce.
        if (job.status === 'SUCCEEDED') announce('Your picture is drawn.')
      }),
    [queries],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known who draws.
  useEffect(() => {
    if (session.kind === 'visitor' || session.kind === 'ended') clearPendingPrompt()
    if (session.kind === 'user' && takePendingPrompt(readDraft().prompt)) begin()
  }, [session.kind])
  useKeys({
    '/': () => prompt.current?.focus(),
    Escape: () => (running && !selected ? stop() : setSelected(undefined)),
  })

  function begin(): void {
    const draft = readDraft()
    const length = countCharacters(draft.prompt.trim())
    if (length < promptChars.min) {
      setProblem(
        length === 0
          ? 'Describe what you want to see.'
          : `That is too short: at least ${promptChars.min} characters.`,
      )
      prompt.current?.focus()
      return
    }
    if (length > promptChars.max) {
      setProblem(`That is too long: at most ${promptChars.max} characters.`)
      prompt.current?.focus()
      return
    }
    setProblem(undefined)
    if (session.kind === 'user' && mayDraw) ask(createRequest(draft, optionsOf(draft)))
    else if (session.kind === 'ended') drawAfterSignIn(draft.prompt, signInPath())
    else if (session.kind === 'visitor') drawAfterSignIn(draft.prompt, signUpPath())
  }

  function ask(request: DrawRequest): void {
    setSelected(undefined)
    announce('Drawing.')
    void draw(request)
  }

  function stop(): void {
    stopDrawing().catch((error: unknown) => notify(describeProblem(error)))
  }

  return (
    <Page title="chatSVG" width="bare">
      <div className={styles.make} data-takes-file={isFileOver || undefined}>
        <div className={styles.canvas}>
          <aside className={styles.last}>
            <LastPictures
              shownId={selected?.kind === 'kept' ? selected.id : undefined}
              onShow={(id) => setSelected({ kind: 'kept', id })}
            />
          </aside>
          <section className={styles.picture} aria-label="The picture">
            <CanvasView
              drawing={drawing}
              selected={selected}
              onSelect={setSelected}
              onAsk={ask}
              onStop={stop}
              onExample={() => prompt.current?.focus()}
            />
          </section>
        </div>
        <div className={styles.prompt} data-docked>
          {mayDraw ? (
            <PromptBox
              ref={prompt}
              busy={running}
              problem={problem}
              onDraw={begin}
              onUseFile={takeFile && (() => takeFile())}
            />
          ) : (
            <ViewerNote />
          )}
        </div>
        {given && (
          <FileDialog
            file={given.file}
            busy={running}
            onFile={(file) => setGiven({ file })}
            onUploaded={(id) => setSelected({ kind: 'kept', id })}
            onTraced={() => {
              setGiven(undefined)
              setSelected(undefined)
            }}
            onClose={() => setGiven(undefined)}
          />
        )}
      </div>
    </Page>
  )
}

/** The on-screen keyboard would hide half of the page. */
function focusWithoutScreenKeyboard(prompt: HTMLTextAreaElement | null): void {
  if (matchMedia('(pointer: fine)').matches) prompt?.focus({ preventScroll: true })
}
