import type { Pose } from '../plan/scene-plan.ts'

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
}

const standing: BodyPose = {
  lean: 0,
  nearArm: [-14, -4],
  farArm: [16, 6],
  nearLeg: [-5, -3],
  farLeg: [6, 2],
}

export const bodyPoses: Readonly<Record<Pose, BodyPose>> = {
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
    lift: 26,
  },
  sitting: { lean: 0, nearArm: [18, 66], farArm: [26, 74], nearLeg: [82, 4], farLeg: [90, 8] },
  riding: { lean: 12, nearArm: [44, 70], farArm: [52, 76], nearLeg: [48, -18], farLeg: [64, 6] },
  lying: { lean: 0, nearArm: [12, 30], farArm: [22, 40], nearLeg: [4, 2], farLeg: [10, 4], turn: -90 },
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
