import { extractCard } from './extract-card.ts'
import { extractChart } from './extract-chart.ts'
import { extractDiagram } from './extract-diagram.ts'
import { markOf, type Request } from './request.ts'

const requestsMax = 6
const textCharsMax = 60

const quoted = /["“”„«»]([^"“”„«»]{1,80})["“”„«»]/u
/** The same in other languages; Cyrillic words have no `\b`. */
const sayingAbroad =
  '(?<!\\p{L})(?:(?:mit |avec |con |com |со |с )?(?:dem (?:wort|text|namen)|der aufschrift|le (?:mot|texte|nom)|la (?:palabra|parola|scritta)|el (?:texto|nombre)|il (?:testo|nome)|a palavra|o (?:texto|nome)|словом|надписью|текстом)|que dice|que dit|che dice|que diz)(?!\\p{L})'
const sayingEnglish =
  /\b(?:that|which)?\s*(?:says|saying|reads|reading|spells|labell?ed|with the (?:words?|text|caption|slogan|title|inscription)|(?:the|with) (?:words?|text|caption|slogan)|called|named)/
const saying = new RegExp(`(?:${sayingEnglish.source}|${sayingAbroad})\\s*:?\\s*`, 'iu')
const letters =
  /\b(?:with |of |from )?(?:the |a )?(?:capital )?(?:letters?|initials?|monogram(?: of)?|number|digits?|numeral)\s+([A-Z0-9](?:[A-Z0-9&]{0,3}|\s?(?:&|and)\s?[A-Z0-9]))(?![\p{L}\p{N}])/u

/** Takes what is to be written, and charts with their numbers, out of a sentence. */
export function extractRequests(sentence: string): { rest: string; requests: Request[] } {
  const requests: Request[] = []
  let rest = extractCard(extractDiagram(extractChart(sentence, requests), requests), requests)
  const mark = (text: string, onThing: boolean): string => {
    requests.push({ kind: 'text', text: text.trim().slice(0, textCharsMax), onThing })
    return ` ${markOf(requests.length - 1)} `
  }
  for (let turn = 0; turn < requestsMax; turn++) {
    const next = findText(rest)
    if (!next) break
    rest = rest.slice(0, next.at) + mark(next.text, next.onThing) + rest.slice(next.at + next.length)
  }
  return { rest, requests }
}

type Found = { at: number; length: number; text: string; onThing: boolean }

function findText(sentence: string): Found | undefined {
  const quote = quoted.exec(sentence)
  const said = saying.exec(sentence)
  if (quote?.[1] && quote[1].trim() !== '') {
    const before = sentence.slice(0, quote.index)
    const lead = new RegExp(`${saying.source}$`, 'iu').exec(before)
    const at = lead ? lead.index : quote.index
    const onThing = lead !== null || /\b(?:on|with|reading|saying)\s+(?:it\s+)?$/i.test(before)
    return { at, length: quote.index + quote[0].length - at, text: quote[1], onThing }
  }
  const single = /(?:\bsays|saying|reads|words?|text|named|called|labell?ed)\s*:?\s*'([^']{1,60})'/iu.exec(
    sentence,
  )
  if (single?.[1]) return { at: single.index, length: single[0].length, text: single[1], onThing: true }
  const letter = letters.exec(sentence)
  if (letter?.[1])
    return {
      at: letter.index,
      length: letter[0].length,
      text: letter[1].replace(/\s?and\s?/u, ' & '),
      onThing: false,
    }
  if (!said) return undefined
  const after = sentence.slice(said.index + said[0].length)
  // Without quotes, capitals and digits are what is written; else it goes to the end of the clause.
  const capitals =
    /^[\p{Lu}\p{N}][\p{L}\p{N}&'’!?.-]*(?:\s+(?:&|of|the|and)?\s*[\p{Lu}\p{N}][\p{L}\p{N}&'’!?-]*)*[!?]?/u.exec(
      after,
    )
  const named = /(?:called|named|reading)\s*$/iu.test(said[0].trim())
  const plain = named
    ? null
    : /^[^,.;:]+?(?=\s+(?:in|on|with|above|below|under|over)\s|[,.;:]|$)/u.exec(after)
  const text = (capitals ?? plain)?.[0]
  if (text === undefined || text.trim() === '') return undefined
  return { at: said.index, length: said[0].length + text.length, text, onThing: true }
}
