/**
 * Colours of CSS Color 4 as sRGB. Every function takes components in the ranges of its notation and returns
 * red, green and blue from 0 to 1, not clipped. Colours outside sRGB are clipped per channel when they are
 * written, as browsers do on sRGB screens.
 */
export type Triple = [number, number, number]

/** Hue in degrees, saturation and lightness from 0 to 1 (section 7.1). */
export function fromHsl([hue, saturation, lightness]: Triple): Triple {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (shift: number): number => {
    const k = (shift + mod(hue, 360) / 30) % 12
    return lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [channel(0), channel(8), channel(4)]
}

/** Hue in degrees, whiteness and blackness from 0 to 1 (section 8.1). */
export function fromHwb([hue, whiteness, blackness]: Triple): Triple {
  const sum = whiteness + blackness
  if (sum >= 1) return [whiteness / sum, whiteness / sum, whiteness / sum]
  return map(fromHsl([hue, 1, 0.5]), (channel) => channel * (1 - sum) + whiteness)
}

/** Lightness from 0 to 100 (section 10.2); white point D50. */
export function fromLab([lightness, a, b]: Triple): Triple {
  const f1 = (lightness + 16) / 116
  const f0 = a / 500 + f1
  const f2 = f1 - b / 200
  const cube = (f: number): number => (f ** 3 > epsilon ? f ** 3 : (116 * f - 16) / kappa)
  const y = lightness > kappa * epsilon ? f1 ** 3 : lightness / kappa
  return fromXyzD50([cube(f0) * d50[0], y * d50[1], cube(f2) * d50[2]])
}

/** Lightness from 0 to 1 (section 10.3). */
export function fromOklab(lab: Triple): Triple {
  const cubed = map(multiply(oklabToLms, lab), (channel) => channel ** 3)
  return fromXyzD65(multiply(lmsToXyz, cubed))
}

/** Lightness, chroma and hue in degrees as lightness, a and b. */
export function fromPolar([lightness, chroma, hue]: Triple): Triple {
  const radians = (hue * Math.PI) / 180
  return [lightness, chroma * Math.cos(radians), chroma * Math.sin(radians)]
}

/** The spaces of `color()` (section 10). */
export const fromSpace: ReadonlyMap<string, (components: Triple) => Triple> = new Map([
  ['srgb', (rgb: Triple): Triple => rgb],
  ['srgb-linear', (rgb: Triple): Triple => map(rgb, gammaOfSrgb)],
  ['display-p3', (rgb: Triple): Triple => fromXyzD65(multiply(p3ToXyz, map(rgb, linearOfSrgb)))],
  [
    'a98-rgb',
    (rgb: Triple): Triple =>
      fromXyzD65(
        multiply(
          a98ToXyz,
          map(rgb, (v) => signed(v, 563 / 256)),
        ),
      ),
  ],
  ['prophoto-rgb', (rgb: Triple): Triple => fromXyzD50(multiply(prophotoToXyz, map(rgb, linearOfProphoto)))],
  ['rec2020', (rgb: Triple): Triple => fromXyzD65(multiply(rec2020ToXyz, map(rgb, linearOfRec2020)))],
  ['xyz', (xyz: Triple): Triple => fromXyzD65(xyz)],
  ['xyz-d65', (xyz: Triple): Triple => fromXyzD65(xyz)],
  ['xyz-d50', (xyz: Triple): Triple => fromXyzD50(xyz)],
])

/** sRGB, 0 to 1, as Oklab, in which `color-mix()` mixes if it names no space or one that is not listed. */
export function toOklab(rgb: Triple): Triple {
  const lms = multiply(xyzToLms, multiply(srgbToXyz, map(rgb, linearOfSrgb)))
  return multiply(lmsToOklab, map(lms, Math.cbrt))
}

export const toLinear = (rgb: Triple): Triple => map(rgb, linearOfSrgb)

/** sRGB, 0 to 1, as hue in degrees, saturation and lightness. */
export function toHsl([red, green, blue]: Triple): Triple {
  const most = Math.max(red, green, blue)
  const least = Math.min(red, green, blue)
  const lightness = (most + least) / 2
  const span = most - least
  if (span === 0) return [0, 0, lightness]
  const saturation = span / (1 - Math.abs(2 * lightness - 1))
  const sixth =
    most === red
      ? (green - blue) / span + (green < blue ? 6 : 0)
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4
  return [sixth * 60, saturation, lightness]
}

/** Lightness, a and b as lightness, chroma and hue in degrees. */
export const toPolar = ([lightness, a, b]: Triple): Triple => [
  lightness,
  Math.hypot(a, b),
  mod((Math.atan2(b, a) * 180) / Math.PI, 360),
]

const epsilon = 216 / 24389
const kappa = 24389 / 27
const d50: Triple = [0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585]

type Matrix = readonly [Triple, Triple, Triple]

/**
 * Matrices of CSS Color 4, section 19 ("Sample code for color conversions"), rounded to an eighth of a bit.
 */
const xyzToSrgb: Matrix = [
  [3.2409699419, -1.5373831776, -0.4986107603],
  [-0.9692436363, 1.8759675015, 0.0415550574],
  [0.0556300797, -0.2039769589, 1.0569715142],
]
const srgbToXyz: Matrix = [
  [0.4123907993, 0.3575843394, 0.1804807884],
  [0.2126390059, 0.7151686788, 0.0721923154],
  [0.0193308187, 0.1191947798, 0.9505321522],
]
const d50ToD65: Matrix = [
  [0.955473421488075, -0.02309845494876471, 0.06325924320057072],
  [-0.0283697093338637, 1.0099953980813041, 0.021041441191917323],
  [0.012314014864481998, -0.020507649298898964, 1.330365926242124],
]
const p3ToXyz: Matrix = [
  [0.4865709486, 0.2656676932, 0.1982172852],
  [0.2289745641, 0.6917385218, 0.0792869141],
  [0, 0.0451133819, 1.0439443689],
]
const a98ToXyz: Matrix = [
  [0.5766690429, 0.1855582379, 0.1882286462],
  [0.2973449753, 0.6273635663, 0.0752914585],
  [0.0270313614, 0.0706888525, 0.9913375368],
]
const prophotoToXyz: Matrix = [
  [0.7977666449, 0.1351812974, 0.0313477341],
  [0.2880748288, 0.7118352342, 0.0000899369],
  [0, 0, 0.8251046025],
]
const rec2020ToXyz: Matrix = [
  [0.6369580483, 0.1446169036, 0.1688809752],
  [0.262700212, 0.6779980715, 0.0593017165],
  [0, 0.028072693, 1.0609850577],
]
const oklabToLms: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
]
const lmsToXyz: Matrix = [
  [1.2268798758, -0.5578149944, 0.2813910456],
  [-0.0405757452, 1.1122868032, -0.071711058],
  [-0.0763729366, -0.4214933324, 1.5869240198],
]
const xyzToLms: Matrix = [
  [0.8190224379, 0.36190626, -0.1288737815],
  [0.0329836539, 0.9292868615, 0.0361446663],
  [0.0481771893, 0.2642395317, 0.6335478284],
]
const lmsToOklab: Matrix = [
  [0.2104542683, 0.7936177747, -0.004072043],
  [1.9779985324, -2.428592242, 0.4505937096],
  [0.0259040424, 0.7827717124, -0.8086757549],
]

const map = ([a, b, c]: Triple, change: (component: number) => number): Triple => [
  change(a),
  change(b),
  change(c),
]

const multiply = (matrix: Matrix, [a, b, c]: Triple): Triple =>
  map([0, 1, 2], (row) => {
    const [x, y, z] = matrix[row] ?? [0, 0, 0]
    return x * a + y * b + z * c
  })

const mod = (value: number, by: number): number => ((value % by) + by) % by
const signed = (value: number, power: number): number => Math.sign(value) * Math.abs(value) ** power

const gammaOfSrgb = (value: number): number =>
  Math.abs(value) > 0.0031308
    ? Math.sign(value) * (1.055 * Math.abs(value) ** (1 / 2.4) - 0.055)
    : 12.92 * value

const linearOfSrgb = (value: number): number =>
  Math.abs(value) <= 0.04045 ? value / 12.92 : Math.sign(value) * ((Math.abs(value) + 0.055) / 1.055) ** 2.4

const linearOfProphoto = (value: number): number =>
  Math.abs(value) <= 16 / 512 ? value / 16 : signed(value, 1.8)

const linearOfRec2020 = (value: number): number =>
  Math.abs(value) < 0.018053968510807 * 4.5
    ? value / 4.5
    : Math.sign(value) * ((Math.abs(value) + 0.09929682680944) / 1.09929682680944) ** (1 / 0.45)

const fromXyzD65 = (xyz: Triple): Triple => map(multiply(xyzToSrgb, xyz), gammaOfSrgb)
const fromXyzD50 = (xyz: Triple): Triple => fromXyzD65(multiply(d50ToD65, xyz))
