import type { ActRelation, Pose } from '../plan/scene-plan.ts'

/** Angles of a body in degrees: 0 hangs down, 90 points forward. Each limb is an upper and a lower bone. */
export type BodyPose = {
  lean: number
  nearArm: readonly [number, number]
  farArm: readonly [number, number]
  nearLeg: readonly [number, number]
  farLeg: readonly [number, number]
  /** The whole body turned, as for who lies. */
  turn?: number
  /** Off the ground, in units of a body of about 200. */
  lift?: number
  /** The hand that holds a thing; absent if it is the far hand. */
  hand?: 'near'
  /** Looks to the side instead of at the viewer. */
  gazes?: boolean
}

/** The pose of a person who does an act. */
export type ActPose =
  | 'feeding'
  | 'leading'
  | 'pushing'
  | 'pulling'
  | 'kicking'
  | 'throwing'
  | 'catching'
  | 'hugging'
  | 'painting'
  | 'pointing'
  | 'strumming'
  | 'blowing'
  | 'eating'
  | 'crouching'
  | 'sittingLow'

const poseOfAct: Readonly<Record<ActRelation, ActPose | Pose>> = {
  chasedBy: 'running',
  followedBy: 'walking',
  fedBy: 'feeding',
  flownBy: 'leading',
  pushedBy: 'pushing',
  pulledBy: 'pulling',
  ledBy: 'leading',
  kickedBy: 'kicking',
  thrownBy: 'throwing',
  caughtBy: 'catching',
  huggedBy: 'hugging',
  paintedBy: 'painting',
  wateredBy: 'feeding',
  pointedAtBy: 'pointing',
  playedBy: 'strumming',
  playedWithBy: 'crouching',
  climbedBy: 'climbing',
  eatenBy: 'eating',
}

/** Poses of the legs, which the pose of the arms does not change. */
const posesOfLegs: readonly Pose[] = ['sitting', 'kneeling', 'walking', 'running', 'lying', 'riding']

/** The body of a person with a pose and an act: the legs have the pose, the arms do the act. */
export function bodyPoseOf(pose: Pose, act: ActPose | Pose | ActRelation | undefined): BodyPose {
  if (act === undefined) return bodyPoses[pose]
  const acting = bodyPoses[act in poseOfAct ? poseOfAct[act as ActRelation] : (act as ActPose | Pose)]
  if (!posesOfLegs.includes(pose)) return acting
  const { nearLeg, farLeg, lean, turn } = bodyPoses[pose]
  return { ...acting, nearLeg, farLeg, lean, ...(turn === undefined ? {} : { turn }) }
}

const standing: BodyPose = {
  lean: 0,
  nearArm: [-14, -4],
  farArm: [16, 6],
  nearLeg: [-5, -3],
  farLeg: [6, 2],
}

export const bodyPoses: Readonly<Record<Pose | ActPose, BodyPose>> = {
  standing,
  walking: { lean: 3, nearArm: [-26, -8], farArm: [28, 44], nearLeg: [26, 10], farLeg: [-22, -38] },
  running: {
    lean: 13,
    nearArm: [-48, 38],
    farArm: [46, 118],
    nearLeg: [62, -8],
    farLeg: [-30, -84],
    lift: 6,
  },
  jumping: {
    lean: 4,
    nearArm: [-140, -158],
    farArm: [136, 156],
    nearLeg: [-34, -76],
    farLeg: [38, -34],
    lift: 44,
  },
  sitting: { lean: 0, nearArm: [18, 66], farArm: [26, 74], nearLeg: [82, 4], farLeg: [90, 8] },
  riding: { lean: 12, nearArm: [44, 70], farArm: [52, 76], nearLeg: [48, -18], farLeg: [64, 6] },
  lying: { lean: 0, nearArm: [12, 30], farArm: [22, 40], nearLeg: [4, 2], farLeg: [10, 4], turn: -90 },
  sleeping: { lean: 0, nearArm: [12, 30], farArm: [22, 40], nearLeg: [4, 2], farLeg: [10, 4], turn: -90 },
  kneeling: { lean: 0, nearArm: [10, 40], farArm: [18, 50], nearLeg: [18, -88], farLeg: [84, 0] },
  climbing: {
    lean: 6,
    nearArm: [128, 160],
    farArm: [150, 172],
    nearLeg: [36, -40],
    farLeg: [74, -14],
    gazes: true,
  },
  fishing: { lean: 0, nearArm: [30, 96], farArm: [40, 100], nearLeg: [-5, -3], farLeg: [6, 2], gazes: true },
  feeding: { lean: 8, nearArm: [-14, -4], farArm: [58, 74], nearLeg: [-5, -3], farLeg: [14, 4], gazes: true },
  leading: {
    lean: 2,
    nearArm: [-20, -6],
    farArm: [46, 78],
    nearLeg: [20, 6],
    farLeg: [-16, -26],
    gazes: true,
  },
  pushing: {
    lean: 16,
    nearArm: [66, 84],
    farArm: [78, 88],
    nearLeg: [-34, -38],
    farLeg: [30, -6],
    gazes: true,
  },
  pulling: {
    lean: 18,
    nearArm: [-56, -58],
    farArm: [30, 96],
    nearLeg: [-32, -38],
    farLeg: [40, 2],
    hand: 'near',
    gazes: true,
  },
  kicking: {
    lean: -12,
    nearArm: [48, 74],
    farArm: [-40, -58],
    nearLeg: [-8, -16],
    farLeg: [74, 62],
    gazes: true,
  },
  throwing: {
    lean: -4,
    nearArm: [-62, -40],
    farArm: [126, 140],
    nearLeg: [-22, -26],
    farLeg: [30, 8],
    gazes: true,
  },
  catching: {
    lean: 8,
    nearArm: [72, 106],
    farArm: [92, 116],
    nearLeg: [-26, -30],
    farLeg: [30, 2],
    gazes: true,
  },
  hugging: {
    lean: 2,
    nearArm: [34, 100],
    farArm: [48, 92],
    nearLeg: [-5, -3],
    farLeg: [6, 2],
    gazes: true,
  },
  painting: {
    lean: 4,
    nearArm: [-14, 30],
    farArm: [76, 100],
    nearLeg: [-5, -3],
    farLeg: [10, 2],
    gazes: true,
  },
  pointing: { lean: 0, nearArm: [-14, -4], farArm: [88, 92], nearLeg: [-5, -3], farLeg: [6, 2], gazes: true },
  strumming: {
    lean: 0,
    nearArm: [2, 96],
    farArm: [60, 128],
    nearLeg: [-7, -3],
    farLeg: [10, 2],
  },
  blowing: {
    lean: -4,
    nearArm: [40, 140],
    farArm: [64, 128],
    nearLeg: [-5, -3],
    farLeg: [6, 2],
    gazes: true,
  },
  eating: { lean: 0, nearArm: [-14, -4], farArm: [68, 168], nearLeg: [-5, -3], farLeg: [6, 2], gazes: true },
  sittingLow: { lean: -8, nearArm: [-24, -10], farArm: [30, 60], nearLeg: [84, 78], farLeg: [92, 40] },
  crouching: {
    lean: 20,
    nearArm: [34, 52],
    farArm: [56, 66],
    nearLeg: [22, -88],
    farLeg: [88, -4],
    gazes: true,
  },
  waving: { lean: 0, nearArm: [-14, -4], farArm: [118, 172], nearLeg: [-5, -3], farLeg: [6, 2] },
  dancing: { lean: -6, nearArm: [-112, -158], farArm: [96, 150], nearLeg: [-10, -4], farLeg: [46, -20] },
  reading: { lean: 0, nearArm: [22, 96], farArm: [34, 104], nearLeg: [-5, -3], farLeg: [6, 2] },
  cooking: { lean: 4, nearArm: [20, 88], farArm: [44, 96], nearLeg: [-5, -3], farLeg: [6, 2] },
  holding: { lean: 0, nearArm: [-14, -4], farArm: [38, 92], nearLeg: [-5, -3], farLeg: [6, 2] },
  playing: { lean: 3, nearArm: [-40, -10], farArm: [54, 96], nearLeg: [-12, -8], farLeg: [40, 4] },
  swimming: {
    lean: 0,
    nearArm: [150, 168],
    farArm: [170, 178],
    nearLeg: [-6, -12],
    farLeg: [10, 4],
    turn: 82,
  },
  flying: {
    lean: 0,
    nearArm: [160, 172],
    farArm: [172, 178],
    nearLeg: [-6, -14],
    farLeg: [8, -4],
    turn: 68,
    lift: 10,
  },
}
