import { hueDistance, type Lch, writeHex } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Palette } from './style.ts'

/**
 * A hue for the ground that contrasts with the subject: about opposite on the hue circle. A grey subject gets
 * any hue of a list. The sour greens and browns around 112 degrees are avoided.
 */
function chooseGroundHue(subject: Lch, random: Random): number {
  if (subject.c < 0.04) return random.pick([30, 65, 150, 220, 255, 300, 350])
  const hue = (subject.h + random.pick([180, 165, 200, 140, 215]) + random.between(-8, 8) + 360) % 360
  return hueDistance(hue, 112) < 20 ? (hue + 45) % 360 : hue
}

/** A palette around a ground hue; `groundL` and `groundC` are lightness and chroma of the ground. */
export function makePalette(subject: Lch, random: Random, groundL: number, groundC: number): Palette {
  const hue = chooseGroundHue(subject, random)
  // A pale subject would hardly be visible on a pale ground.
  const pale = subject.l > 0.86 && groundL < 0.93
  const l = pale ? Math.min(groundL, 0.8) : groundL
  const c = pale ? Math.max(groundC, 0.1) : groundC
  const own = subject.c < 0.04 ? hue : subject.h
  return {
    ink: writeHex({ l: 0.25, c: 0.035, h: own + 40 }),
    paper: '#ffffff',
    // A dark grey subject is recognised by its darkness.
    brand: writeHex(
      subject.c < 0.04 && subject.l < 0.5
        ? { l: 0.3, c: 0.02, h: hue }
        : { l: isYellow(own) ? 0.7 : 0.52, c: 0.19, h: own },
    ),
    brandSecond: writeHex({ l: 0.64, c: 0.14, h: hue }),
    accent: writeHex({ l: 0.72, c: 0.17, h: hue }),
    ground: writeHex({ l, c, h: hue }),
    groundSecond: writeHex({ l: l + (pale ? 0.06 : 0.035), c: c * 0.6, h: hue }),
    tones: [
      writeHex({ l: 0.32, c: 0.09, h: hue }),
      writeHex({ l: 0.56, c: 0.15, h: hue }),
      writeHex({ l: 0.78, c: 0.1, h: hue + 25 }),
      writeHex({ l: 0.95, c: 0.025, h: hue + 30 }),
    ],
    hue,
  }
}

/** From orange to yellow-green a dark colour is a brown one. */
function isYellow(hue: number): boolean {
  return hueDistance(hue, 78) < 36
}
