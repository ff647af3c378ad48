import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { describeProblem, fetchFile, type Job } from '../api/index.ts'
import { announce, Button, Icon, notify, Progress, Sheet, useGround } from '../design/index.ts'
import { drawAgainPath, GroundChoice, pictureFile, saveFile } from '../picture/index.ts'
import { useMay } from '../session/index.ts'
import styles from './set-page.module.css'
import { isSetDone, type PictureSet, stopSet } from './use-set.ts'

/** The pictures of a set as they are drawn, with one progress bar and one download. */
export function SetPictures({ shown }: { shown: PictureSet }) {
  const { set, jobs } = shown
  const queries = useQueryClient()
  const isDone = isSetDone(shown)
  const mayDraw = useMay('member')
  const stop = useMutation({
    mutationFn: () => stopSet(shown),
    onError: (error) => notify(describeProblem(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sets', set.id] }),
  })
  const download = useMutation({
    mutationFn: async () => {
      const file = await fetchFile('GET /api/svg/sets/{id}/files.zip', { params: { id: set.id } })
      saveFile(file, `chatsvg-${set.id.slice(-8)}.zip`)
    },
    onError: (error) => notify(describeProblem(error)),
  })
  useAnnouncedEnd(set.id, isDone, describeState(set))
  return (
    <>
      <div className={styles.state}>
        {!isDone && <Progress value={set.progress} label="Drawing the set" />}
        <p>{describeState(set)}</p>
        <GroundChoice />
        {!isDone && mayDraw && (
          <Button icon="stop" busy={stop.isPending} onClick={() => stop.mutate()}>
            Stop
          </Button>
        )}
        {set.succeeded > 0 && (
          <Button
            look={isDone ? 'primary' : 'plain'}
            icon="download"
            busy={download.isPending}
            title="SVG, PNG, a sprite and React components"
            onClick={() => download.mutate()}
          >
            Download all
          </Button>
        )}
      </div>
      <ul className={styles.grid}>
        {jobs.map((job) => (
          <li key={job.id}>
            <Tile job={job} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Tile({ job }: { job: Job }) {
  const ground = useGround()
  const mayDraw = useMay('member')
  return (
    <figure className={styles.tile}>
      <Sheet ground={ground}>
        {job.generationId !== null ? (
          <Link href={`/picture/${job.generationId}`} className={styles.picture}>
            <img src={pictureFile(job.generationId)} alt={job.prompt} width={256} height={256} />
          </Link>
        ) : (
          job.status === 'FAILED' && (
            <span className={styles.failed}>
              <Icon name="warning" />
              <span title={job.errorMessage ?? undefined}>{job.errorMessage?.split(/(?<=\.)\s/)[0]}</span>
              {mayDraw && <Link href={drawAgainPath(job)}>Draw it alone</Link>}
            </span>
          )
        )}
      </Sheet>
      <figcaption dir="auto">{job.prompt}</figcaption>
    </figure>
  )
}

function describeState({ total, succeeded, failed }: PictureSet['set']): string {
  const ended = succeeded + failed
  if (ended < total) return `${succeeded} of ${total} are drawn`
  if (failed === 0) return total === 1 ? 'The picture is drawn.' : `All ${total} are drawn.`
  return `${succeeded} of ${total} are drawn. The credits for the others were returned.`
}

function useAnnouncedEnd(id: string, isDone: boolean, words: string): void {
  const wasRunning = useRef<string>(undefined)
  useEffect(() => {
    if (!isDone) wasRunning.current = id
    else if (wasRunning.current === id) {
      wasRunning.current = undefined
      announce(words)
    }
  }, [id, isDone, words])
}
