import { describeProblem, isProblem } from '../api/index.ts'
import { GetCredits } from '../credits/index.ts'
import { Button, Icon } from '../design/index.ts'
import { describeCredits, usePictureCredits } from '../picture/index.ts'
import { useMay, useUser } from '../session/index.ts'
import type { DrawRequest } from './draw-request.ts'
import styles from './lines.module.css'
import { Price } from './price.tsx'

type Trouble = { title: string; text: string }

type TroubleLineProps = {
  trouble: Trouble
  /** Actions for the user, the most likely first. */
  children?: React.ReactNode
}

/** What happened, what happened to the credit, and what the user can do. */
export function TroubleLine({ trouble, children }: TroubleLineProps) {
  return (
    <div className={styles.line} role="alert">
      <span className={styles.mark}>
        <Icon name="warning" size={22} />
      </span>
      <p className={styles.trouble}>
        <strong>{trouble.title}</strong> <span>{trouble.text}</span>
      </p>
      <div className={styles.actions}>{children}</div>
    </div>
  )
}

type RefusalLineProps = {
  request: DrawRequest
  problem: unknown
  /** It is not known whether the service accepted this request, or the one that it repeats. */
  isUncertain: boolean
  credits: number
  onAgain: () => void
  onFewer: (count: number) => void
}

/** The service refused the request, or no answer came. */
export function RefusalLine({ request, problem, isUncertain, credits, onAgain, onFewer }: RefusalLineProps) {
  const each = usePictureCredits(request.model)
  const workspace = useUser()?.workspace
  if (isProblem(problem, 'member_limit_reached'))
    return (
      <TroubleLine
        trouble={describeMemberLimit(
          problem.members,
          workspace?.name ?? 'the workspace',
          each * request.count,
        )}
      />
    )
  if (isProblem(problem, 'insufficient_credits')) {
    const affordable = Math.floor(credits / each)
    if (affordable === 0 || request.count <= affordable)
      return <NoCreditsLine credits={credits} each={each} />
    return (
      <TroubleLine
        trouble={{
          title: `${workspace ? `${workspace.name} has` : 'You have'} ${describeCredits(credits)}.`,
          text: `${request.count} pictures cost ${each * request.count}.`,
        }}
      >
        <Button look="primary" onClick={() => onFewer(affordable)}>
          {`Draw ${affordable}`}
          <Price credits={each * affordable} />
        </Button>
        <GetCredits />
      </TroubleLine>
    )
  }
  if (isProblem(problem, 'no_more_variations')) {
    const possible = Number(problem.members.possible)
    return (
      <TroubleLine
        trouble={{
          title: describeVariations(possible),
          text: 'Nothing was charged. Another style, or one more detail in the sentence, gives new pictures.',
        }}
      >
        {possible > 0 && (
          <Button look="primary" onClick={() => onFewer(possible)}>
            {`Draw ${possible}`}
            <Price credits={each * possible} />
          </Button>
        )}
      </TroubleLine>
    )
  }
  return (
    <TroubleLine trouble={describeRefusal(problem, isUncertain)}>
      <Button onClick={onAgain}>Try again</Button>
    </TroubleLine>
  )
}

const describeVariations = (possible: number) =>
  possible === 0
    ? 'There is no other way to draw this.'
    : `There ${possible === 1 ? 'is one other way' : `are only ${possible} other ways`} to draw this.`

/** Explains that there are too few credits, when new ones come, and what the user can do. */
export function NoCreditsLine({ credits = 0, each = 1 }: { credits?: number; each?: number }) {
  const workspace = useUser()?.workspace
  const isAdmin = useMay('admin')
  const have = workspace ? `${workspace.name} has` : 'You have'
  return (
    <TroubleLine
      trouble={{
        title: credits === 0 ? `${have} no credits left.` : `${have} ${describeCredits(credits)}.`,
        text: `A picture costs ${each === 1 ? 'one' : each}. ${isAdmin ? '' : 'Its owners can get more. '}Your sentence is kept.`,
      }}
    >
      <GetCredits />
    </TroubleLine>
  )
}

/** The limit of one member of a workspace, which its admins set. */
function describeMemberLimit(
  { limit, used }: Record<string, unknown>,
  workspace: string,
  price: number,
): Trouble {
  return {
    title:
      Number(used) >= Number(limit)
        ? `You have used your ${describeCredits(Number(limit))} of this month in ${workspace}.`
        : `You have ${describeCredits(Number(limit) - Number(used))} left of this month in ${workspace}, and this costs ${price}.`,
    text: 'Nothing was charged. Its admins can raise your limit. Your sentence is kept.',
  }
}

function describeRefusal(problem: unknown, isUncertain: boolean): Trouble {
  if (isProblem(problem, 'daily_limit_reached')) {
    const { limit } = problem.members
    return {
      title: `You have drawn ${String(limit)} pictures today.`,
      text: `You can continue ${describeMidnight()}.`,
    }
  }
  if (isProblem(problem, 'too_many_failures'))
    return {
      title: 'Too many of today’s pictures were unusable.',
      text: `You can continue ${describeMidnight()}.`,
    }
  if (isUncertain)
    return {
      title: 'Your request may not have arrived.',
      text: `${describeProblem(problem)} You are charged once at most.`,
    }
  return { title: 'Nothing was drawn, and nothing was charged.', text: describeProblem(problem) }
}

/** Days end at midnight UTC for all users. */
function describeMidnight(): string {
  const midnight = new Date()
  midnight.setUTCHours(24, 0, 0, 0)
  return `at ${midnight.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
}

/**
 * The text about jobs that failed together. The text for a single job comes from the service.
 */
export function describeFailure(
  errorCode: string | null,
  errorMessage: string | null,
  jobs: number,
): Trouble {
  const wasStopped = errorCode === 'CANCELLED'
  if (jobs > 1)
    return {
      title: wasStopped ? 'Stopped.' : `None of the ${jobs} pictures could be drawn.`,
      text: wasStopped
        ? 'Credits are returned unless most of a picture was shown or you have used up today’s refunds.'
        : 'Your credits were returned.',
    }
  const [title = '', ...rest] = (errorMessage ?? 'The picture could not be drawn.').split(/(?<=\.)\s/)
  return { title, text: rest.join(' ') }
}
