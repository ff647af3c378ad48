import type { ActRelation, Pose, Relation } from '../plan/scene-plan.ts'

/** What a verb does to a picture: the pose of who acts, and how its object stands to it. */
export type Action = { pose?: Pose; object?: Relation | 'contains' }

/** Verbs of what one does with another thing, by how that thing stands to who acts. */
const verbs: Readonly<Record<ActRelation, string>> = {
  chasedBy: 'chase hunt pursue',
  followedBy: 'follow trail',
  fedBy: 'feed',
  // "fly" is a pose as well; `actions.ts` has it.
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
