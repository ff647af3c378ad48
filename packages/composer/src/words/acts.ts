import type { ActRelation, Pose, Relation } from '../plan/scene-plan.ts'

/** The effect of a verb: the pose of the subject, and the relation of the object to it. */
export type Action = { pose?: Pose; object?: Relation | 'contains' }

/** Verbs for acts, by the relation of the object to the actor. */
const verbs: Readonly<Record<ActRelation, string>> = {
  chasedBy: 'chase hunt pursue',
  followedBy: 'follow trail',
  fedBy: 'feed',
  // `actions.ts` has "fly", because it is also a pose.
  flownBy: '',
  pushedBy: 'push shove',
  pulledBy: 'pull drag tow tug',
  ledBy: 'lead',
  kickedBy: 'kick dribble',
  thrownBy: 'throw toss fling hurl',
  caughtBy: 'catch fetch',
  huggedBy: 'hug cuddle embrace kiss',
  paintedBy: 'paint draw sketch',
  wateredBy: 'water',
  pointedAtBy: 'point',
  playedBy: 'play strum',
  playedWithBy: '',
  climbedBy: 'climb',
  eatenBy: 'eat drink lick bite chew taste sip sniff smell nibble',
}

export const actVerbs: readonly (readonly [verbs: string, action: Action])[] = Object.entries(verbs)
  .filter(([, list]) => list !== '')
  .map(([relation, list]) => [
    list,
    { object: relation as ActRelation, ...(relation === 'climbedBy' ? { pose: 'climbing' as const } : {}) },
  ])

/** Acts that take a preposition. */
export const actPhrases: Readonly<Partial<Record<ActRelation, string>>> = {
  chasedBy: 'running after, runs after',
  ledBy: 'on a walk with',
  playedWithBy: 'playing with, plays with',
  playedBy: 'playing on, plays on',
  pointedAtBy: 'pointing at, points at, pointing to, points to',
}
