import { formatBytes, formatMs, formatShare, formatUsd } from './format.ts'
import type { Result, Totals } from './result.ts'
import { sheetStyle } from './sheet-style.ts'

/**
 * A self-contained page: pictures as data, no script, nothing loaded. All texts of a model or a prompt file
 * are escaped.
 */
export function writeSheet(
  model: { id: string; name: string },
  results: readonly Result[],
  totals: Totals,
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(model.name)} – chatSVG eval</title>
<style>${sheetStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(model.name)}</h1>
<p>${escapeHtml(model.id)} · ${totals.pictures} pictures</p>
<fieldset aria-label="Colours"><label><input type="radio" name="colours" checked>System</label><label><input type="radio" name="colours" id="light">Light</label><label><input type="radio" name="colours" id="dark">Dark</label></fieldset>
</header>
<dl>
${describeTotals(totals)
  .map(
    ([name, value, note]) =>
      `<div><dt>${name}</dt><dd>${escapeHtml(value)}${note ? ` <small>${escapeHtml(note)}</small>` : ''}</dd></div>`,
  )
  .join('\n')}
</dl>
<main>
${results.map(writeCard).join('\n')}
</main>
</body>
</html>
`
}

/** Name, value and a note, as in the terminal. */
export function describeTotals(totals: Totals): [string, string, string?][] {
  const of = (part: number, whole = totals.pictures): [string, string] => [
    formatShare(part, whole),
    `${part} of ${whole}`,
  ]
  const failures = Object.entries(totals.failures).map(([kind, count]) => `${count} ${kind}`)
  const failed = Object.values(totals.failures).reduce((sum, count) => sum + count, 0)
  return [
    ['Valid', ...of(totals.valid)],
    ['First try', ...of(totals.firstTry)],
    ['Repaired', ...of(totals.repaired)],
    ['Blank', ...of(totals.blank)],
    ['Clipped', ...of(totals.clipped)],
    ['Style kept', ...of(totals.styleKept)],
    ['Colour kept', ...of(totals.colourKept, totals.colourAsked)],
    ['Failed', String(failed), failures.join(', ')],
    ['Size', formatBytes(totals.bytesMedian), 'median'],
    ['First preview', formatMs(totals.firstPreviewMsMedian), 'median'],
    ['Time', formatMs(totals.totalMsMedian), `median, p95 ${formatMs(totals.totalMsP95)}`],
    [
      'Tokens',
      `${totals.inputTokens + totals.outputTokens}`,
      `${totals.inputTokens} in, ${totals.outputTokens} out`,
    ],
    ['Cost', totals.costMicroUsd === null ? 'unknown' : formatUsd(totals.costMicroUsd)],
  ]
}

function writeCard(result: Result): string {
  const { svg, prompt, style } = result
  const picture = svg
    ? `<figure><img alt="${escapeHtml(prompt)}" loading="lazy" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"></figure>`
    : `<figure class="none">${escapeHtml(result.failure ?? 'unusable')}</figure>`
  const cost = result.costMicroUsd ? ` · ${formatUsd(result.costMicroUsd)}` : ''
  const preview = result.firstPreviewMs === null ? '' : ` (first ${formatMs(result.firstPreviewMs)})`
  return `<article>${picture}<div><h2>${escapeHtml(prompt)}</h2><ul><li>${style}</li>${badgesOf(result)}</ul>${
    result.faults.length > 0 ? `<p class="fault">${result.faults.map(escapeHtml).join('<br>')}</p>` : ''
  }<p>${formatBytes(result.bytes)} · ${formatMs(result.totalMs)}${preview}${cost}</p></div></article>`
}

function badgesOf(result: Result): string {
  const badges: [string, 'good' | 'bad'][] = []
  if (result.firstTry) badges.push(['first try', 'good'])
  else if (result.repaired) badges.push(['repaired', 'good'])
  if (result.blank) badges.push(['blank', 'bad'])
  if (result.clipped) badges.push(['clipped', 'bad'])
  if (result.styleKept === false) badges.push(['style', 'bad'])
  if (result.colourKept !== null) badges.push(['colour', result.colourKept ? 'good' : 'bad'])
  return badges.map(([name, tone]) => `<li class="${tone}">${name}</li>`).join('')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
