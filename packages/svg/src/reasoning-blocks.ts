/**
 * A model's answer without the reasoning before it: `<think>`, `[THINK]`, channels, and the other marks that
 * models and their servers leave in the text. A block without an end takes the rest of the text with it; an
 * end without a beginning takes everything before it, since some servers put the beginning into the prompt. A
 * mark that is only mentioned in a line of prose does not count. Takes time linear in the text.
 */
export const withoutReasoning = (text: string): string => readReasoning(text).text

/**
 * As `withoutReasoning`, and tells whether the text ends within a block. Then the text that follows belongs
 * to this block until a mark ends it.
 */
export function readReasoning(text: string): { text: string; isOpen: boolean } {
  if (!mayHoldReasoning.test(text)) return { text, isOpen: false }
  const answer = afterBareChannels(text)
  const scan = createReasoningScan(answer)
  markPattern.lastIndex = 0
  for (let marks = 0; marks < marksMax; marks++) {
    const found = markPattern.exec(answer)
    if (found === null) break
    const next = scan.read(found)
    if (next === null) break
    markPattern.lastIndex = next
  }
  return { text: scan.rest(), isOpen: scan.isOpen() && answer === text }
}

/** More marks than any answer has. Text after them is not changed. */
const marksMax = 10_000

const names = 'think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad|seed:think|antml:thinking'
/** Matches every text that may contain such a mark. */
export const mayHoldReasoning = new RegExp(
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

interface ReasoningScan {
  rest(): string
  /** Whether the rest of the text belongs to a block. */
  isOpen(): boolean
  /** The index after a mark; null at the end of the text. */
  read(found: RegExpExecArray): number | null
}

function createReasoningScan(text: string): ReasoningScan {
  const endless = new Set<RegExp>()
  let kept = ''
  /** Where what is not copied yet begins. */
  let from = 0
  /** Open pictures. */
  let depth = 0

  const lastCommentEnd = text.lastIndexOf('-->')
  const lastCdataEnd = text.lastIndexOf(']]>')

  function rest(): string {
    return kept + text.slice(from)
  }

  function read(found: RegExpExecArray): number | null {
    const [mark, slash, name, bracketSlash, barsBegin, barsEnd, channel] = found
    const at = found.index
    const end = at + mark.length
    if (name !== undefined) return slash === '' ? begin(at, end, endOfTag) : cutBefore(end)
    if (bracketSlash === '') return depth > 0 ? end : begin(at, end, endOfBracket)
    if (bracketSlash === '/') return depth > 0 ? end : cutBefore(end)
    if (barsBegin !== undefined) return begin(at, end, endOfBars)
    if (barsEnd !== undefined) return cutBefore(end)
    if (channel !== undefined)
      return channel.toLowerCase() === 'final' ? cutBefore(end) : begin(at, end, endOfChannel)
    return skip(mark, at, end)
  }

  function skip(mark: string, at: number, end: number): number {
    if (mark === '<!--') return at < lastCommentEnd ? endAfter(text, '-->', end) : end
    if (mark.startsWith('<![')) return at < lastCdataEnd ? endAfter(text, ']]>', end) : end
    if (mark[1] === '/') depth = Math.max(0, depth - 1)
    else if (opensPicture(end)) depth++
    return end
  }

  /** A tag that words follow is only named, unless it stands in a picture. */
  function opensPicture(end: number): boolean {
    const [, slash, next] = /^[^>]*?(\/?)>\s{0,100}(<?)/.exec(text.slice(end, end + 2000)) ?? []
    return slash === '' && (depth > 0 || next === '<')
  }

  function begin(at: number, end: number, ends: RegExp): number | null {
    const closed = findEnd(end, ends)
    if (closed === null && isNamed(at, end)) return end
    kept += text.slice(from, at)
    from = closed ?? text.length
    return closed
  }

  function findEnd(after: number, ends: RegExp): number | null {
    if (endless.has(ends)) return null
    ends.lastIndex = after
    if (ends.test(text)) return ends.lastIndex
    endless.add(ends)
    return null
  }

  /** Whether a mark stands in a line of prose, with words around it. */
  function isNamed(at: number, end: number): boolean {
    if (!/[\s`'",.;:)]/.test(text[end] ?? '<') || /^\s*\n/.test(text.slice(end, end + 100))) return false
    const before = text.slice(Math.max(0, at - 100), at)
    const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1)
    return /[^\s>][ \t`'"(]*$/.test(line)
  }

  /** An end mark at the end of the text ends no block. */
  function cutBefore(end: number): number {
    if (!something.test(text.slice(end, end + 1000))) return end
    kept = ''
    from = end
    depth = 0
    return end
  }
  return { rest, read, isOpen: () => from === text.length && from > 0 }
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
