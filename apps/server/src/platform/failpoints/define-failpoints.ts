import { defineMetricEvent } from '../metric-events/index.ts'

/** `about` has the ids of what the process is working on. */
export type FailpointMessage = { name: string; about: Readonly<Record<string, string>> }

/** The channel of the event below, for subscribers that do not load this code. */
export const failpointChannelName = 'chatsvg:failpoint'

const failpointReached = defineMetricEvent<FailpointMessage>('failpoint')

export type Failpoints<Name extends string> = {
  readonly names: readonly Name[]
  /** Publishes that the process has reached this point. Subscribers run before it returns. */
  reach(name: Name, about?: FailpointMessage['about']): void
}

/** Names the failpoints of a feature. Names are unique in the service: `<what>.<step>`. */
export function defineFailpoints<const Name extends string>(names: readonly Name[]): Failpoints<Name> {
  return {
    names,
    reach: (name, about = {}) => failpointReached.publish({ name, about }),
  }
}
