import { Link } from 'wouter'
import { Button, buttonClass, Icon, Progress } from '../design/index.ts'
import { drawAgainPath, nameOfStyle } from '../picture/index.ts'
import { useMay } from '../session/index.ts'
import { useAskers } from '../workspaces/index.ts'
import styles from './job-strip.module.css'
import { isUnfinished, type PendingJob, usePendingJobs } from './jobs.ts'

/** The unfinished and failed jobs, above the pictures. */
export function JobStrip() {
  const { jobs, dismiss } = usePendingJobs(true)
  if (jobs.length === 0) return null
  return (
    <section className={styles.strip} aria-label="Being drawn">
      <ul>
        {jobs.map((job) => (
          <li key={job.id} className={styles.job}>
            {isUnfinished(job) ? (
              <Running job={job} />
            ) : (
              <Failed job={job} onDismiss={() => dismiss(job.id)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Running({ job }: { job: PendingJob }) {
  const isWaiting = job.status === 'QUEUED'
  const asker = useAskers()?.nameOf(job.requestedBy)
  return (
    <>
      <p className={styles.prompt} dir="auto">
        {job.prompt}
      </p>
      <p className={styles.state}>
        {asker && `${asker} · `}
        {isWaiting ? 'Waiting for its turn' : `Being drawn, ${Math.round(job.progress)}%`}
      </p>
      <Progress value={isWaiting ? 0 : job.progress} label={`Drawing ${job.prompt}`} />
    </>
  )
}

function Failed({ job, onDismiss }: { job: PendingJob; onDismiss: () => void }) {
  const mayDraw = useMay('member')
  const asker = useAskers()?.nameOf(job.requestedBy)
  return (
    <>
      <p className={styles.prompt} dir="auto">
        {job.prompt}
      </p>
      <p className={styles.state}>
        <Icon name="warning" size={16} />
        <span>
          {asker && `${asker} · `}
          {job.errorMessage ?? 'It could not be drawn. Your credit is back.'}{' '}
          <span className="hidden-words">Style: {nameOfStyle(job.style)}</span>
        </span>
      </p>
      <div className={styles.next}>
        {mayDraw && (
          <Link href={drawAgainPath(job)} className={buttonClass()}>
            Draw again
          </Link>
        )}
        <Button look="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
    </>
  )
}
