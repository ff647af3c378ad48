import { examples } from '../../samples.json'
import { isStyle, type StyleName, styleNames } from '../picture/index.ts'

/** Drawn by the composer when the web app is built; see build.mjs. */
const files = import.meta.glob<string>('../../samples/*.svg', {
  query: '?url',
  import: 'default',
  eager: true,
})

const addressOf = (name: string): string => files[`../../samples/${name}.svg`] ?? ''

/** The same motif drawn in each style. */
export const styleSamples: readonly { style: StyleName; name: string; address: string }[] = Object.entries(
  styleNames,
).flatMap(([style, name]) => (isStyle(style) ? [{ style, name, address: addressOf(`style-${style}`) }] : []))

/** Example sentences, and the pictures drawn for them. */
export const exampleSamples: readonly { prompt: string; style: StyleName; address: string }[] =
  examples.flatMap(({ prompt, style }, at) =>
    isStyle(style) ? [{ prompt, style, address: addressOf(`example-${at}`) }] : [],
  )
