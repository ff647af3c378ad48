import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { ApiError, describeProblem, isProblem } from '../api/index.ts'
import { Skeleton } from '../design/index.ts'
import { ProveForm } from './prove-form.tsx'
import styles from './view.module.css'

let shown = 0

/**
 * One view of the administration under its heading. When the user opens another view, its heading gets the
 * focus.
 */
export function View({
  title,
  tools,
  children,
}: {
  title: ReactNode
  tools?: ReactNode
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    shown += 1
    if (shown > 1) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {tools && <div className={styles.tools}>{tools}</div>}
      </header>
      {children}
    </div>
  )
}

/** Shown until the content is loaded, or when it could not be. */
export function Waiting({ error }: { error: unknown }) {
  const queryClient = useQueryClient()
  const isMissing = error instanceof ApiError && error.status === 404
  if (!error) return <Skeleton width="60%" height="3rem" />
  if (isProblem(error, 'mfa_required'))
    return (
      <ProveForm
        needsFactor
        verb="Continue"
        onProven={() => void queryClient.resetQueries({ queryKey: ['admin'] })}
      />
    )
  return (
    <p role="alert">
      {isMissing ? 'There is no such thing, or you may not see it.' : describeProblem(error)}
    </p>
  )
}

export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className={styles.soft}>none</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export const Time = ({ at }: { at: string | null }) =>
  at === null ? (
    <span className={styles.soft}>never</span>
  ) : (
    <time dateTime={at}>{moment.format(new Date(at))}</time>
  )
