import { type ArtNode, element } from '../art/tree.ts'
import { readHex, shiftHex } from '../colour.ts'
import { drawHat, drawHead, type HeadLooks } from './heads.ts'
import { boneEnd, drawLimb, n, type Point, p } from './limbs.ts'
import type { Outfit } from './outfits.data.ts'
import type { BodyPose } from './poses.ts'

export type FigureLooks = HeadLooks & {
  outfit: Outfit
  /** A child is shorter, with a larger head. */
  isChild: boolean
  skirt: boolean
}

/** A person, and where hands and head are, in units of a body of about 200. */
export type Figure = {
  nodes: ArtNode[]
  hand: Point
  head: { x: number; y: number; radius: number }
  chest: Point
  feet: Point
  /** The end of the far leg. */
  foot: Point
}

/** A complete figure with joints, in flat colours. Faces to the right. */
export function drawFigure(given: FigureLooks, pose: BodyPose): Figure {
  const looks = { ...given, gazes: pose.gazes === true }
  const grown = looks.isChild ? 0.66 : 1
  const length = {
    spine: 58 * grown,
    thigh: 44 * grown,
    shin: 44 * grown,
    upper: 30 * grown,
    lower: 29 * grown,
  }
  const radius = looks.isChild ? 23 : 24
  const { outfit, skin } = looks
  const hip: Point = { x: 0, y: 0 }
  const lean = pose.lean
  const neck = boneEnd(hip, length.spine, 180 - lean)
  const head = boneEnd(neck, radius + 3, 180 - lean)
  const shoulder = boneEnd(hip, length.spine * 0.9, 180 - lean)
  const width = looks.isWoman || looks.isChild ? 14 : 17
  const near = { x: shoulder.x - width + 2, y: shoulder.y + 2 }
  const far = { x: shoulder.x + width - 2, y: shoulder.y + 2 }
  const nearHip = { x: hip.x - 8 * grown, y: hip.y }
  const farHip = { x: hip.x + 8 * grown, y: hip.y }
  const arm = (from: Point, [upper, lower]: readonly [number, number]) => {
    const elbow = boneEnd(from, length.upper, upper)
    return { from, elbow, hand: boneEnd(elbow, length.lower, lower) }
  }
  const leg = (from: Point, [upper, lower]: readonly [number, number]) => {
    const knee = boneEnd(from, length.thigh, upper)
    return { from, knee, foot: boneEnd(knee, length.shin, lower), lower }
  }
  const arms = { near: arm(near, pose.nearArm), far: arm(far, pose.farArm) }
  const legs = { near: leg(nearHip, pose.nearLeg), far: leg(farHip, pose.farLeg) }
  const sleeve = outfit.long ?? outfit.top
  const drawArm = ({ from, elbow, hand }: ReturnType<typeof arm>, fill: string) => [
    drawLimb(from, elbow, hand, 8 * grown + 1, 6 * grown + 1, fill),
    element('circle', { cx: hand.x, cy: hand.y, r: 7 * grown + 1, fill: skin }),
  ]
  const drawLeg = ({ from, knee, foot, lower }: ReturnType<typeof leg>, fill: string) => [
    drawLimb(from, knee, foot, 10 * grown + 1, 7 * grown + 1, looks.skirt ? skin : fill),
    drawShoe(foot, lower, outfit.shoes, grown),
  ]
  const nodes = [
    ...(outfit.cape ? [drawCape(near, far, hip, outfit.cape, grown)] : []),
    ...drawHead('back', looks, head, radius),
    ...drawArm(arms.far, shade(sleeve)),
    ...drawLeg(legs.far, shade(outfit.bottom)),
    ...drawLeg(legs.near, outfit.bottom),
    ...drawTorso(looks, { shoulder, hip, width, legs: [legs.near.knee, legs.far.knee] }, grown),
    element('path', { fill: skin, d: `M${n(neck.x - 6)} ${n(neck.y - 6)}h12v12a6 6 0 0 1-12 0z` }),
    ...drawHead('front', looks, head, radius),
    ...(outfit.hat ? drawHat(outfit.hat, outfit.hatColour ?? '#2b2f3a', head, radius) : []),
    ...drawArm(arms.near, sleeve),
  ]
  const turned = (node: ArtNode): ArtNode =>
    pose.turn === undefined ? node : element('g', { transform: `rotate(${pose.turn})` }, [node])
  const turnPoint = (point: Point): Point => {
    const angle = ((pose.turn ?? 0) * Math.PI) / 180
    return {
      x: point.x * Math.cos(angle) - point.y * Math.sin(angle),
      y: point.x * Math.sin(angle) + point.y * Math.cos(angle),
    }
  }
  const whole = pose.turn === undefined ? nodes : [turned(element('g', {}, nodes))]
  return {
    nodes: whole,
    hand: turnPoint(arms[pose.hand ?? 'far'].hand),
    foot: turnPoint(legs.far.foot),
    head: { ...turnPoint(head), radius },
    chest: turnPoint({ x: (shoulder.x + hip.x) / 2, y: (shoulder.y + hip.y) / 2 }),
    feet: turnPoint(legs.near.foot),
  }
}

type Trunk = { shoulder: Point; hip: Point; width: number; legs: readonly [Point, Point] }

function drawTorso(
  { outfit, skirt }: FigureLooks,
  { shoulder, hip, width, legs }: Trunk,
  grown: number,
): ArtNode[] {
  const [left, right] = [shoulder.x - width, shoulder.x + width]
  const waist = 15 * grown + 1
  const trunk = `M${n(left)} ${n(shoulder.y + 6)}Q${n(left)} ${n(shoulder.y - 5)} ${n(shoulder.x - 6)} ${n(shoulder.y - 5)}H${n(shoulder.x + 6)}Q${n(right)} ${n(shoulder.y - 5)} ${n(right)} ${n(shoulder.y + 6)}L${n(hip.x + waist)} ${n(hip.y + 6)}Q${n(hip.x)} ${n(hip.y + 14)} ${n(hip.x - waist)} ${n(hip.y + 6)}z`
  const body = element('path', { fill: outfit.top, d: trunk })
  const long = outfit.long ?? (skirt ? outfit.top : undefined)
  if (long === undefined) return [body]
  const [nearKnee, farKnee] = legs
  const low = Math.max(nearKnee.y, farKnee.y, hip.y + 18 * grown)
  const [x1, x2] = [
    Math.min(nearKnee.x, farKnee.x, hip.x - 18) - 9,
    Math.max(nearKnee.x, farKnee.x, hip.x + 18) + 9,
  ]
  const garment = element('path', {
    fill: long,
    d: `M${n(hip.x - waist + 2)} ${n(hip.y - 14 * grown)}H${n(hip.x + waist - 2)}L${n(x2)} ${n(low + 4)}Q${n((x1 + x2) / 2)} ${n(low + 14)} ${n(x1)} ${n(low + 4)}z`,
  })
  return outfit.long ? [element('path', { fill: long, d: trunk }), garment] : [body, garment]
}

function drawShoe(foot: Point, lower: number, fill: string, grown: number): ArtNode {
  const size = 8 * grown + 1
  const along = boneEnd(foot, size * 1.7, lower + 84)
  const heel = boneEnd(foot, size * 0.5, lower + 264)
  return element('path', {
    fill,
    d: `M${p(boneEnd(heel, size * 0.8, lower + 180))}A${n(size)} ${n(size)} 0 0 0 ${p(boneEnd(heel, size, lower))}L${p(boneEnd(along, size, lower))}A${n(size * 0.75)} ${n(size * 0.75)} 0 0 0 ${p(boneEnd(along, size * 0.4, lower + 180))}z`,
  })
}

function drawCape(near: Point, far: Point, hip: Point, fill: string, grown: number): ArtNode {
  return element('path', {
    fill,
    d: `M${p(near)}L${p(far)}L${n(hip.x + 26)} ${n(hip.y + 54 * grown)}Q${n(hip.x - 10)} ${n(hip.y + 70 * grown)} ${n(hip.x - 44)} ${n(hip.y + 48 * grown)}z`,
  })
}

/** The far side of a body, a little darker. */
function shade(hex: string): string {
  const light = (readHex(hex)?.l ?? 0.5) > 0.3
  return shiftHex(hex, { l: light ? -0.06 : 0.05 })
}
