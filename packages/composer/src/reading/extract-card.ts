import { greetings } from '../words/greetings.ts'
import { markOf, type Request } from './request.ts'

const cardWord = '(?:greeting |post)?(?:cards?|invitations?|invites?|posters?|banners?)'
const anyCard = new RegExp(`\\b${cardWord}\\b`, 'iu')
const said = /\b(?:says?|saying|reads|reading|with the (?:words?|text)|called)\b|["“„«]/iu
/** "a card for my mom": the recipient is not drawn. */
const audience = '(?:\\s+for (?:my |a |an |the |our )?(?!\\w*day\\b)\\w+(?: and \\w+)?)?'

/**
 * Makes a card of "a Christmas card": the words that such cards bear, unless the sentence gives its own. The
 * rest of the sentence says what is on the card.
 */
export function extractCard(sentence: string, requests: Request[]): string {
  if (!anyCard.test(sentence) || said.test(sentence)) return sentence
  for (const { pattern, text, colour, mood } of greetings) {
    const found =
      new RegExp(`\\b(?:${pattern})['’]?s?\\s+${cardWord}\\b${audience}`, 'iu').exec(sentence) ??
      new RegExp(`\\b${cardWord}\\s+for\\s+(?:a |an |the |my )?(?:${pattern})\\b`, 'iu').exec(sentence)
    if (!found) continue
    requests.push({ kind: 'card', text, colour, mood, frame: /banner/i.test(found[0]) ? 'banner' : 'card' })
    const end = found.index + found[0].length
    return `${sentence.slice(0, found.index)} ${markOf(requests.length - 1)} ${sentence.slice(end)}`
  }
  return sentence
}
