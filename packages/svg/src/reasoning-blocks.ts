/**
 * A model's answer without the reasoning before it: `<think>`, `[THINK]`, channels, and the other marks
 * that models and their servers leave in the text. A block without an end takes the rest of the text with
 * it; an end without a beginning takes everything before it, since some servers put the beginning into the
 * prompt. A mark that is only named within a line of prose is none. Linear in the text.
 */
export function withoutReasoning(text: string): string {
  if (!mayHoldReasoning.test(text)) return text
  const answer = afterBareChannels(text)
  const scan = new ReasoningScan(answer)
  markPattern.lastIndex = 0
  for (let marks = 0; marks < marksMax; marks++) {
    const found = markPattern.exec(answer)
    if (found === null) break
    const next = scan.read(found)
    if (next === null) break
    markPattern.lastIndex = next
  }
  return scan.rest()
}

/** More than any answer has: what comes after them is taken as it is. */
const marksMax = 10_000

const names = 'think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad|seed:think|antml:thinking'
const mayHoldReasoning = new RegExp(
  String.raw`<\s?/?\s?(?:${names})\b|\[/?THINK\]|◁/?think▷|<\|?(?:channel|end_of_thought|begin_of_thought|START_THINKING|END_THINKING)\|?>|^\s*analysis`,
  'i',
)

/**
 * 1: the slash of an end, 2: the name of a tag, 3: a bracket's slash, 4: a beginning between bars, 5: an end
 * between bars, 6: the name of a channel. The rest is what the marks must not stand in.
 */
const markPattern = new RegExp(
  [
    String.raw`<\s?(/?)\s?(${names})\b[^<>]{0,100}>`,
    String.raw`(?:\[|◁)(/?)think(?:\]|▷)`,
    String.raw`(<\|(?:begin_of_thought|START_THINKING)\|>)`,
    String.raw`(<\|(?:end_of_thought|END_THINKING)\|>)`,
    String.raw`<\|channel\|?>\s?(\w{1,20})(?:<\|message\|>)?`,
    '<!--',
    String.raw`<!\[CDATA\[`,
    String.raw`</?(?:\w{1,20}:)?svg\b`,
  ].join('|'),
  'gi',
)

/** What ends a block, by what began it. */
const endOfTag = new RegExp(String.raw`<\s?/\s?(?:${names})\s?>`, 'gi')
const endOfBracket = /\[\/THINK\]|◁\/think▷/gi
const endOfBars = /<\|(?:end_of_thought|END_THINKING)\|>/gi
const endOfChannel = /<\|(?:end|return|call)\|>|<channel\|>|<\|channel\|?>\s?final(?:<\|message\|>)?/gi

class ReasoningScan {
  readonly #text: string
  readonly #lastCommentEnd: number
  readonly #lastCdataEnd: number
  readonly #endless = new Set<RegExp>()
  #kept = ''
  /** Where what is not copied yet begins. */
  #from = 0
  /** Open pictures. */
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#lastCommentEnd = text.lastIndexOf('-->')
    this.#lastCdataEnd = text.lastIndexOf(']]>')
  }

  rest(): string {
    return this.#kept + this.#text.slice(this.#from)
  }

  /** Where to go on after a mark; null where the text is over. */
  read(found: RegExpExecArray): number | null {
    const [mark, slash, name, bracketSlash, barsBegin, barsEnd, channel] = found
    const at = found.index
    const end = at + mark.length
    if (name !== undefined) return slash === '' ? this.#begin(at, end, endOfTag) : this.#cutBefore(end)
    if (bracketSlash === '') return this.#depth > 0 ? end : this.#begin(at, end, endOfBracket)
    if (bracketSlash === '/') return this.#depth > 0 ? end : this.#cutBefore(end)
    if (barsBegin !== undefined) return this.#begin(at, end, endOfBars)
    if (barsEnd !== undefined) return this.#cutBefore(end)
    if (channel !== undefined)
      return channel.toLowerCase() === 'final' ? this.#cutBefore(end) : this.#begin(at, end, endOfChannel)
    return this.#skip(mark, at, end)
  }

  #skip(mark: string, at: number, end: number): number {
    if (mark === '<!--') return at < this.#lastCommentEnd ? endAfter(this.#text, '-->', end) : end
    if (mark.startsWith('<![')) return at < this.#lastCdataEnd ? endAfter(this.#text, ']]>', end) : end
    if (mark[1] === '/') this.#depth = Math.max(0, this.#depth - 1)
    else if (this.#opensPicture(end)) this.#depth++
    return end
  }

  /** A tag that words follow is only named, unless it stands in a picture. */
  #opensPicture(end: number): boolean {
    const [, slash, next] = /^[^>]*?(\/?)>\s{0,100}(<?)/.exec(this.#text.slice(end, end + 2000)) ?? []
    return slash === '' && (this.#depth > 0 || next === '<')
  }

  #begin(at: number, end: number, ends: RegExp): number | null {
    const closed = this.#endAfter(end, ends)
    if (closed === null && this.#isNamed(at, end)) return end
    this.#kept += this.#text.slice(this.#from, at)
    this.#from = closed ?? this.#text.length
    return closed
  }

  #endAfter(from: number, ends: RegExp): number | null {
    if (this.#endless.has(ends)) return null
    ends.lastIndex = from
    if (ends.test(this.#text)) return ends.lastIndex
    this.#endless.add(ends)
    return null
  }

  /** Whether a mark stands in a line of prose, with words around it. */
  #isNamed(at: number, end: number): boolean {
    if (!/[\s`'",.;:)]/.test(this.#text[end] ?? '<') || /^\s*\n/.test(this.#text.slice(end, end + 100)))
      return false
    const before = this.#text.slice(Math.max(0, at - 100), at)
    const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1)
    return /[^\s>][ \t`'"(]*$/.test(line)
  }

  /** An end that nothing follows ends no block: it is left over. */
  #cutBefore(end: number): number {
    if (!something.test(this.#text.slice(end, end + 1000))) return end
    this.#kept = ''
    this.#from = end
    this.#depth = 0
    return end
  }
}

const something = /\S/

function endAfter(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? from : at + mark.length
}

/** Servers that drop the marks of channels leave their names: `analysisI draw ... assistantfinalHere ...`. */
function afterBareChannels(text: string): string {
  if (!/^\s*analysis/.test(text)) return text
  const final = text.indexOf('assistantfinal')
  if (final >= 0) return text.slice(final + 'assistantfinal'.length)
  return /^\s*analysis[A-Z]/.test(text) ? '' : text
}
