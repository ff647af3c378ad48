import { type DiagramName, labelsMax } from '../plan/scene-plan.ts'
import { markOf, type Request } from './request.ts'

const labelCharsMax = 40

/** Boxes and screens by what they are called. An icon of one is a drawing of the library. */
const diagrams: readonly (readonly [pattern: RegExp, diagram: DiagramName])[] = [
  [
    /\b(?:flow[ -]?charts?|flow diagrams?|process (?:diagram|flow|chart)s?|workflow(?: diagram| chart)?s?)\b/iu,
    'flowchart',
  ],
  [
    /\b(?:(?:web )?browser(?: window| mock-?up| frame| template| screen)?|web ?(?:site|page) (?:mock-?up|wireframe|template|layout)|landing page(?: mock-?up| wireframe)?)\b/iu,
    'browser',
  ],
  [
    /\b(?:(?:smart|mobile |cell )?phone (?:mock-?up|screen|frame|template|with an? (?:chat|app|conversation))|(?:mobile )?app (?:screen|mock-?up|template)s?)\b/iu,
    'phone',
  ],
  [
    /\b(?:chat (?:window|conversation|screen|template|mock-?up|with|of|between|about|that|saying|:)|(?<!\b(?:le|un|du|au|et|ou|mon|ton|son|ce|de|petit|gros|grand|vieux|beau|joli) )chat$|(?:chat|message|text) bubbles?|text messages?|group chat)/iu,
    'chat',
  ],
  [/\b(?:business|visiting|profile|name|contact|id|membership) card(?: mock-?up| template)?\b/iu, 'card'],
]
const emblem = /\b(?:icon|logo|emblem|pictogram|symbol|sticker|badge|glyph)s?\b/iu
const quote = /["“„«]([^"“”„«»]{1,60})["”“»]|['‘]([^'’]{2,40})['’](?!\w)/gu

/** Takes a flowchart or a screen and the words in it out of a sentence. */
export function extractDiagram(sentence: string, requests: Request[]): string {
  if (emblem.test(sentence)) return sentence
  for (const [pattern, diagram] of diagrams) {
    const found = pattern.exec(sentence)
    if (!found) continue
    const start = found.index
    const name = found[0].replace(/ (?:with|of|between|about|that|saying|:)$/i, '')
    const after = sentence.slice(start + name.length)
    const { labels, length } = diagram === 'flowchart' ? readBoxes(after) : readLabels(after, diagram)
    if (diagram === 'flowchart' && labels.length < 2) continue
    requests.push({ kind: 'diagram', diagram, labels: labels.slice(0, labelsMax) })
    return `${sentence.slice(0, start)} ${markOf(requests.length - 1)} ${after.slice(length)}`
  }
  return sentence
}

type Labels = { labels: string[]; length: number }

/** "with the boxes start, check and done", "from order to delivery", "start -> check -> done". */
function readBoxes(after: string): Labels {
  const lead =
    /^\s*(?::|-|–|of|for|with|from|showing|that (?:shows|has|says)|in which|about)?\s*(?:the |these |its |a )?(?:boxes|steps|stages|nodes|process|labels|states)?\s*:?\s*/iu
  const length = /^[^.;]*/u.exec(after)?.[0].length ?? 0
  const list = after.slice(0, length)
  const body = list.slice(lead.exec(list)?.[0].length ?? 0)
  const separator = /\s*(?:->|→|=>|>|,\s*(?:and then|and|then)\s|,|;)\s*|\s+(?:and then|then|and|to)\s+/iu
  const labels = body
    .split(separator)
    .map((label) => tidy(label.replaceAll(/["“”„«»]/gu, '')))
    .filter((label) => label !== '')
  return { labels, length }
}

/** What stands in quotes; for a card the name after "for"; for a browser its address. */
function readLabels(after: string, diagram: DiagramName): Labels {
  const quotes = [...after.matchAll(quote)]
  const last = quotes.at(-1)
  if (last) {
    const labels = quotes.map(([, double, single]) => tidy(double ?? single ?? ''))
    return { labels, length: last.index + last[0].length }
  }
  const name =
    /^\s*(?:for|of|with the name|named)\s+((?:\p{Lu}[\p{L}.'’-]*\s?){1,4})(?:,\s*(?:an?\s+)?([\p{L} ]{3,30}))?/u.exec(
      after,
    )
  if (diagram === 'card' && name?.[1])
    return {
      labels: [name[1], name[2] ?? ''].map(tidy).filter((label) => label !== ''),
      length: name[0].length,
    }
  const address =
    /^\s*(?:with|showing|at|of)\s+(?:the (?:address|url)\s+)?((?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\S*)/iu.exec(
      after,
    )
  if (diagram === 'browser' && address?.[1]) return { labels: [tidy(address[1])], length: address[0].length }
  const kind = /^\s*(?:with|showing)\s+an?\s+(?:chat|app|conversation|web ?page|web ?site)\b/iu.exec(after)
  return { labels: [], length: kind?.[0].length ?? 0 }
}

function tidy(label: string): string {
  const plain = label
    .trim()
    .replace(/^(?:a|an|the)\s+/i, '')
    .slice(0, labelCharsMax)
    .trim()
  return plain.slice(0, 1).toUpperCase() + plain.slice(1)
}
