/**
 * Sitting animals, seen from the front and composed of the same parts, because the sets draw most animals
 * standing. They use the canvas of the flat set (32 units) and its style.
 */
export type Looks = {
  fur: string
  /** The colour of the inside of the ears, the paws and the back of the tail. */
  dark: string
  /** The colour of belly and muzzle. */
  pale: string
  eyes?: string
  ears: 'pointed' | 'round' | 'floppy' | 'large' | 'long'
  tail: 'thick' | 'thin' | 'tuft' | 'short'
  marks?: 'stripes' | 'spots' | 'mask' | 'mane' | 'snout'
}

export const looksOfAnimals: Readonly<Record<string, Looks>> = {
  cat: { fur: '#f2a33c', dark: '#d07f22', pale: '#fff0d8', ears: 'pointed', tail: 'thick', marks: 'stripes' },
  'black cat': {
    fur: '#35343f',
    dark: '#23222b',
    pale: '#5a5866',
    eyes: '#f4d35e',
    ears: 'pointed',
    tail: 'thick',
  },
  dog: { fur: '#c98d5e', dark: '#8a5736', pale: '#f6e3cc', ears: 'floppy', tail: 'short' },
  poodle: { fur: '#e9dfd3', dark: '#c9b8a4', pale: '#fbf6ef', ears: 'floppy', tail: 'short' },
  wolf: { fur: '#8593a3', dark: '#5b6470', pale: '#e9eef4', ears: 'pointed', tail: 'thick' },
  bear: { fur: '#8a5736', dark: '#6d4534', pale: '#d8a878', ears: 'round', tail: 'short' },
  'polar bear': { fur: '#e9eef4', dark: '#c3cdd9', pale: '#fbfcfe', ears: 'round', tail: 'short' },
  lion: { fur: '#f0b54a', dark: '#a85f24', pale: '#fbe3b4', ears: 'round', tail: 'tuft', marks: 'mane' },
  tiger: { fur: '#f58f2d', dark: '#4a3428', pale: '#fff3e4', ears: 'round', tail: 'thick', marks: 'stripes' },
  leopard: { fur: '#f0b54a', dark: '#7a4f24', pale: '#fff0d8', ears: 'round', tail: 'thick', marks: 'spots' },
  mouse: { fur: '#a9a7b4', dark: '#e6a0b0', pale: '#e9e8ef', ears: 'large', tail: 'thin' },
  rat: { fur: '#7d7a86', dark: '#d890a0', pale: '#c9c6d0', ears: 'large', tail: 'thin' },
  pig: { fur: '#f5a8ba', dark: '#d87a92', pale: '#fbd0da', ears: 'pointed', tail: 'short', marks: 'snout' },
  raccoon: { fur: '#8a8f98', dark: '#3f4450', pale: '#e3e6ea', ears: 'round', tail: 'thick', marks: 'mask' },
}

export const sittingAnimals: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(looksOfAnimals).map(([label, looks]) => [`sitting ${label}`, draw(looks)]),
)

function draw(looks: Looks): string {
  const { fur, dark, pale, marks } = looks
  const body =
    area(fur, 'M16 13c5 0 9 6 9 13 0 2.500-1.500 4-4 4H11c-2.500 0-4-1.500-4-4 0-7 4-13 9-13') +
    area(
      pale,
      'M16 16c2.600 0 4.200 3.600 4.200 8 0 3.400-1.600 6-4.200 6s-4.200-2.600-4.200-6c0-4.400 1.600-8 4.200-8',
    )
  const legs =
    area(fur, 'M11.500 20h3.500v9h-3.500zM17 20h3.500v9H17z') +
    area(
      dark,
      'M10.800 30a1.900 1.900 0 0 1 4.400 0zM16.800 30a1.900 1.900 0 0 1 4.400 0zM5.500 30c0-1.800 1.200-2.800 2.700-2.800S10.700 28.200 10.700 30zM21.300 30c0-1.800 1-2.800 2.500-2.800s2.700 1 2.700 2.800z',
    )
  return (
    tailOf(looks) +
    (marks === 'mane' ? oval(16, 9.5, 10, 9.2, dark) : '') +
    body +
    legs +
    marksOfBody(looks) +
    drawHead(looks)
  )
}

/** A head from the front, around (16, 9.5), without a mane. */
export function drawHead(looks: Looks, sleeps = false): string {
  const { fur, dark, pale, marks, eyes: iris = '#2b1d18' } = looks
  const muzzle =
    marks === 'snout'
      ? oval(16, 12.6, 3.4, 2.4, dark) +
        oval(14.8, 12.6, 0.6, 0.9, '#7a3b4c') +
        oval(17.2, 12.6, 0.6, 0.9, '#7a3b4c')
      : oval(16, 12.6, 3.6, 2.7, pale) + oval(16, 11.4, 1.3, 0.9, '#2b1d18')
  const eyes = sleeps
    ? area(
        '#2b1d18',
        'M10.900 8.900q1.800 1.600 3.600 0v.7q-1.800 1.600-3.600 0zM17.500 8.900q1.800 1.600 3.600 0v.7q-1.800 1.600-3.600 0z',
      )
    : oval(12.7, 8.9, 1.05, 1.25, iris) + oval(19.3, 8.9, 1.05, 1.25, iris)
  return earsOf(looks) + oval(16, 9.5, 7.4, 6.4, fur) + marksOfHead(looks) + muzzle + eyes
}

function tailOf({ fur, dark, tail }: Looks): string {
  if (tail === 'short') return area(fur, 'M23.500 25c2.500-.5 4.500.5 4.500 2.500s-2.500 2.500-5 1.500z')
  if (tail === 'thin')
    return area(dark, 'M23 28c4 1.500 6-1 5.500-4l1.500-.3c.8 4.500-2.500 7.300-7.500 5.800z')
  const whole = area(
    fur,
    'M22.500 29.500c5 0 6.500-3 6-7-.3-2.500.500-4.500 2-4 1.500.6 1 3 1 5 0 5.500-3 8-9 7.500z',
  )
  return whole + (tail === 'tuft' ? oval(29.6, 18.6, 1.9, 2.3, dark) : '')
}

function earsOf({ fur, dark, ears }: Looks): string {
  if (ears === 'pointed')
    return (
      area(fur, 'M9 1.500 15 5l-5.500 5zM23 1.500 17 5l5.500 5z') +
      area(dark, 'M10 3.500 13 5.500 10 8zM22 3.500 19 5.500 22 8z')
    )
  if (ears === 'floppy') return ''
  if (ears === 'long')
    return [12.6, 19.4].map((cx) => oval(cx, 2.4, 1.9, 5.6, fur) + oval(cx, 2.6, 0.9, 4, dark)).join('')
  const [size, x, y] = ears === 'large' ? [4, 6.6, 4] : [2.6, 5.6, 4.6]
  return [16 - x, 16 + x]
    .map((cx) => oval(cx, y, size, size, fur) + oval(cx, y, size * 0.55, size * 0.55, dark))
    .join('')
}

function marksOfHead({ dark, ears, marks }: Looks): string {
  const hanging =
    ears === 'floppy'
      ? area(
          dark,
          'M10 4C6.500 4 5.500 8 6 12c.3 2.500 1.500 3.500 2.800 3 1.700-1 1.200-5 2.200-7.500zM22 4c3.500 0 4.500 4 4 8-.3 2.500-1.500 3.500-2.800 3-1.700-1-1.200-5-2.200-7.500z',
        )
      : ''
  if (marks === 'stripes')
    return area(
      dark,
      'M15.400 3.300h1.200l-.2 3h-.8zM12.600 3.900l1.100-.4.6 2.700-.8.3zM19.400 3.900l-1.100-.4-.6 2.700.8.3zM8.700 9.500l2 .6-.1.900-2-.2zM23.300 9.500l-2 .6.1.900 2-.2z',
    )
  if (marks === 'spots')
    return (
      hanging +
      [
        [12, 5.2],
        [16, 4.4],
        [20, 5.2],
      ]
        .map(([x = 0, y = 0]) => oval(x, y, 0.9, 0.8, dark))
        .join('')
    )
  if (marks === 'mask')
    return area(dark, 'M9 8.500c2-2 5.500-1.500 7 1 1.500-2.500 5-3 7-1-.5 2.500-4 4-7 2-3 2-6.500.5-7-2')
  return hanging
}

function marksOfBody({ dark, marks }: Looks): string {
  if (marks === 'stripes')
    return area(
      dark,
      'M8.300 20.500l2.600 1-.3 1.100-2.700-.8zM23.700 20.500l-2.600 1 .3 1.100 2.700-.8zM7.500 23.500l2.800.7-.2 1.100-2.700-.5zM24.500 23.500l-2.800.7.2 1.100 2.700-.5z',
    )
  if (marks !== 'spots') return ''
  return [
    [9.3, 20.5],
    [22.7, 20.5],
    [8.6, 24.3],
    [23.4, 24.3],
  ]
    .map(([x = 0, y = 0]) => oval(x, y, 0.9, 0.8, dark))
    .join('')
}

export function area(fill: string, d: string): string {
  return `<path fill="${fill}" d="${d}"/>`
}

export function oval(cx: number, cy: number, rx: number, ry: number, fill: string): string {
  const n = (value: number) => Math.round(value * 100) / 100
  return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"/>`
}
