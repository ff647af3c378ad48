import { createComposer, type PictureReport, type SvgStyle, styles } from '@chatsvg/composer'
import { sanitizeSvg } from '@chatsvg/svg'
import type { DrawOptions } from '../draw-options.ts'
import { exitStatuses, FailedError, UsageError } from '../exit-status.ts'
import { renderPng, showInline } from '../inline-image.ts'
import { type FileOutput, writePictures } from '../output-files.ts'
import { printReport } from '../print-pictures.ts'
import { printResult, type Terminal } from '../terminal.ts'

/** How many compositions are tried for each picture that is asked for. */
const seedsPerPicture = 8

/**
 * Draws with the composer in this process, without a service. The same sentence and options give the same
 * pictures.
 *
 * @throws FailedError when nothing of the sentence is known, or there are not that many ways to draw it.
 */
export async function drawOffline(
  terminal: Terminal,
  prompt: string,
  options: DrawOptions,
  output: FileOutput,
): Promise<number> {
  if (options.model !== undefined)
    throw new UsageError('Offline there is only the composer: leave out --model.')
  if (!prompt) throw new UsageError('What shall be drawn?')
  const style = styles.find((name) => name === options.style)
  if (!style) throw new UsageError(`Invalid style. Must be one of: ${styles.join(', ')}`)
  const drawings = await composePictures(prompt, style, options)
  if (output.kind === 'standard output') {
    for (const { svg } of drawings) terminal.output.write(svg)
  } else {
    const numbered = drawings.map(({ svg }, at) => ({
      svg,
      prompt,
      ...(drawings.length > 1 && { number: at + 1 }),
    }))
    const files = await writePictures(output, numbered)
    const pictures = drawings.map(({ report }, at) => ({
      file: files[at],
      prompt,
      style,
      model: 'composer',
      report,
    }))
    printResult(terminal, options.json ? JSON.stringify({ pictures }, null, 2) : files.join('\n'))
  }
  if (!options.json && options.preview)
    for (const { svg } of drawings) await showInline(terminal, () => renderPng(svg))
  if (!options.json) printReport(terminal, drawings[0]?.report)
  return exitStatuses.done
}

/** Pictures that differ from each other. */
async function composePictures(
  prompt: string,
  style: SvgStyle,
  { size: [width, height] = [256, 256], background, palette, n }: DrawOptions,
): Promise<{ svg: string; report: PictureReport }[]> {
  const composer = createComposer()
  const pictures = new Map<string, PictureReport>()
  for (let seed = 1; seed <= n * seedsPerPicture && pictures.size < n; seed += 1) {
    const composed = await composer.compose({ prompt, style, seed, width, height, background, palette })
    if (composed.kind === 'not_understood')
      throw new FailedError('No word of the sentence names anything that the composer can draw.')
    const result = sanitizeSvg(composed.pieces.join(''), {
      defaultSize: [width, height],
      describe: { title: prompt, description: '' },
    })
    if (!result.ok) throw new FailedError(result.rejection.message)
    pictures.set(result.svg, composed.report)
  }
  if (pictures.size < n)
    throw new FailedError(`There are only ${pictures.size} ways to draw this sentence: give a smaller --n.`)
  return [...pictures].map(([svg, report]) => ({ svg, report }))
}
