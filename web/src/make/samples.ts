import { examples } from '../../samples.json'

/** Drawn by the composer when the studio is built; see build.mjs. */
const files = import.meta.glob<string>('../../samples/*.svg', {
  query: '?url',
  import: 'default',
  eager: true,
})

const addressOf = (name: string): string => files[`../../samples/${name}.svg`] ?? ''

export type StyleName =
  | 'outline'
  | 'filled'
  | 'minimal'
  | 'modern'
  | 'flat'
  | 'gradient'
  | 'line-art'
  | '3d'
  | 'cartoon'

/** The styles of the wire contract, each with the same motif drawn in it. */
export const styleSamples: readonly { style: StyleName; name: string; address: string }[] = (
  [
    ['flat', 'Flat'],
    ['outline', 'Outline'],
    ['filled', 'Filled'],
    ['minimal', 'Minimal'],
    ['modern', 'Modern'],
    ['gradient', 'Gradient'],
    ['line-art', 'Line art'],
    ['3d', '3D'],
    ['cartoon', 'Cartoon'],
  ] as const
).map(([style, name]) => ({ style, name, address: addressOf(`style-${style}`) }))

export const isStyle = (text: unknown): text is StyleName => styleSamples.some(({ style }) => style === text)

export const nameOfStyle = (style: string): string =>
  styleSamples.find((sample) => sample.style === style)?.name ?? style

/** Sentences to begin with, and what became of them. */
export const exampleSamples: readonly { prompt: string; style: StyleName; address: string }[] =
  examples.flatMap(({ prompt, style }, at) =>
    isStyle(style) ? [{ prompt, style, address: addressOf(`example-${at}`) }] : [],
  )
