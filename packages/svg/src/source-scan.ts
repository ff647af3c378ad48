import type { SvgLimits } from './limits.ts'
import { growing } from './preview.ts'
import { mayHoldReasoning } from './reasoning-blocks.ts'
import { repairSvgText } from './repair.ts'
import { voidElements } from './repair-tag.ts'

/**
 * The source of a picture that is being written, tag by tag, as `growing-picture.ts` composes it. It knows
 * nothing of the policy: only where elements begin and end, their ids, and what they refer to.
 */
export interface SourceScan {
  /** @returns false when something in the source may reach beyond its place, or is not as it should be. */
  append(text: string): boolean
  rootTag(): string
  /** What is complete since the last commit, up to where only groups are open. */
  ready(): string
  /** What is there since the last commit, up to the last complete tag. */
  rest(): string
  /**
   * Whether something of what is not ready is in the picture: a group that holds nothing is not, unless it
   * can be referred to, or has a filter that may draw.
   */
  isRestShown(): boolean
  /** Whether something in it refers to what has not come yet. */
  isWaiting(): boolean
  /**
   * What has to stand before it: the elements that it refers to, and the tags of the open groups. Null where
   * one of them is of no use outside of its place.
   */
  context(): string | null
  /** What is ready now was written. */
  commit(): void
}

/** An element that is open. Groups show what they have so far; anything else appears when it is whole. */
interface OpenElement {
  name: string
  tag: string
  from: number
  grows: boolean
  id: string | null
  references: readonly string[]
}

/** What an id stands for; `source` is null where it means something else at another place. */
interface Target {
  source: string | null
  references: readonly string[]
}

/** @param prefix of the ids that are written: an id that has it is not given it again. */
export function createSourceScan(prefix: string, limits: SvgLimits): SourceScan {
  /** What is not read yet: the beginning of a tag or of a comment, and the text before it. */
  let unread = ''
  let root: OpenElement | null = null
  let rootTag = ''
  /** Since the last commit, without comments. */
  let source = ''
  let open: OpenElement[] = []
  let readyEnd = 0
  let openAtReady: readonly OpenElement[] = []
  let openAtCommit: readonly OpenElement[] = []
  const names = new Set<string>()
  const targets = new Map<string, Target>()
  /** Ids since the last commit, and where each is complete. */
  let fresh = new Map<string, number>()
  let references: { id: string; at: number }[] = []
  /** Ids in an element that is not complete: that is not in the picture, and neither are they. */
  let hidden: string[] = []
  const counts = { elements: 0, attributes: 0, filters: 0, moved: 0 }

  function append(text: string): boolean {
    unread += text
    let at = 0
    for (;;) {
      const mark = unread.indexOf('<', at)
      if (mark < 0) break
      const isComment = unread.startsWith('<!--', mark)
      const end = isComment ? endOfComment(mark) : endOfTag(unread, mark)
      if (end === 'wrong') return false
      if (end === 'open') break
      const before = unread.slice(at, mark)
      const tag = isComment ? '' : unread.slice(mark, end)
      if (unsafeAnywhere.test(before) || mayHoldReasoning.test(unread.slice(at, end))) return false
      at = end
      if (!take(before, tag)) return false
    }
    unread = unread.slice(at)
    return root === null || (!beginsOutside.test(unread) && !mayHoldReasoning.test(unread))
  }

  function endOfComment(mark: number): number | 'open' {
    const end = unread.indexOf('-->', mark + 4)
    return end < 0 ? 'open' : end + 3
  }

  function take(before: string, tag: string): boolean {
    if (root === null) return tag !== '' && takeRoot(tag)
    source += before + tag
    if (tag === '') return true
    return tag.startsWith('</') ? takeEnd(tag.slice(2, -1).trim()) : takeStart(tag)
  }

  function takeRoot(tag: string): boolean {
    root = readTag(tag)
    rootTag = repairSvgText(tag)
    return root.name === 'svg' && !tag.endsWith('/>') && !unsafeInTag.test(tag) && root.id === null
  }

  function takeStart(tag: string): boolean {
    if (unsafeAnywhere.test(tag) || unsafeInTag.test(tag) || beginsOutside.test(tag)) return false
    const element = readTag(tag)
    if (refused.has(element.name) || !count(tag)) return false
    if (element.grows && unsafeInGroup.test(tag)) return false
    if (element.id !== null && !takeName(element.id)) return false
    for (const id of element.references) references.push({ id, at: source.length })
    if (element.grows && element.id !== null && isShown())
      define(element.id, { source: null, references: [] })
    else if (element.id !== null) hidden.push(element.id)
    open.push(element)
    return tag.endsWith('/>') ? close() : open.length < limits.depthMax
  }

  function takeEnd(name: string): boolean {
    return open.at(-1)?.name === name && close()
  }

  function close(): boolean {
    const element = open.pop()
    if (element === undefined) return false
    if (!isShown()) return true
    if (!element.grows) {
      const isElsewhere = open.every(({ tag }) => tag === '<defs>')
      for (const id of hidden) {
        const isItself = id === element.id && isElsewhere
        define(id, {
          source: isItself ? source.slice(element.from) : null,
          references: isItself ? referencesFrom(element.from) : [],
        })
      }
      hidden = []
    }
    readyEnd = source.length
    openAtReady = [...open]
    return true
  }

  /** Whether what stands here is in the picture already. */
  const isShown = (): boolean => open.every(({ grows }) => grows)

  /** Those of the last element. */
  function referencesFrom(from: number): string[] {
    const first = references.findLastIndex(({ at }) => at <= from) + 1
    return references.slice(first).map(({ id }) => id)
  }

  function define(id: string, target: Target): void {
    targets.set(id, target)
    fresh.set(id, source.length)
  }

  function takeName(id: string): boolean {
    if (names.has(id) || !plainName.test(id) || id.startsWith(prefix) || id.startsWith('mark.')) return false
    names.add(id)
    return true
  }

  function readTag(tag: string): OpenElement {
    const name = /^<([\w.:-]+)/.exec(tag)?.[1] ?? ''
    const [, double, single] = idPattern.exec(tag) ?? []
    const from = source.length - tag.length
    const found = [...tag.matchAll(referencePattern)].map(([, inFunction, link]) => inFunction ?? link ?? '')
    return { name, tag, from, grows: growing.has(name), id: double ?? single ?? null, references: found }
  }

  /** What is refused for its numbers is refused as a whole: the caller reads it from its beginning then. */
  function count(tag: string): boolean {
    counts.elements++
    counts.attributes += tag.split('=').length - 1
    if (tag.includes('filter')) counts.filters++
    if (tag.includes('transform-')) counts.moved++
    return (
      counts.elements < limits.elementsMax &&
      counts.attributes < limits.attributesMax &&
      counts.filters < filtersMax &&
      counts.moved < movedMax
    )
  }

  function context(): string | null {
    const needed = new Map<string, string>()
    const around = [...(root?.references ?? []), ...openAtCommit.flatMap((element) => element.references)]
    const left = [...references.map(({ id }) => id), ...around]
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (needed.has(id) || fresh.has(id)) continue
      const target = targets.get(id)
      if (target === undefined || target.source === null) return null
      needed.set(id, target.source)
      left.push(...target.references)
    }
    const definitions = needed.size === 0 ? '' : `<defs>${[...needed.values()].join('')}</defs>`
    return definitions + openAtCommit.map(({ tag }) => tag).join('')
  }

  function commit(): void {
    source = source.slice(readyEnd)
    openAtCommit = openAtReady
    references = references.filter(({ at }) => at > readyEnd).map(({ id, at }) => ({ id, at: at - readyEnd }))
    fresh = new Map([...fresh].filter(([, at]) => at > readyEnd).map(([id, at]) => [id, at - readyEnd]))
    open = open.map((element) => ({ ...element, from: element.from - readyEnd }))
    readyEnd = 0
  }

  return {
    append,
    rootTag: () => rootTag,
    ready: () => source.slice(0, readyEnd),
    rest: () => source,
    isRestShown() {
      const hiding = open.findIndex(({ grows }) => !grows)
      const groups = open.slice(openAtReady.length, hiding < 0 ? open.length : hiding)
      return groups.some(({ id, tag }) => id !== null || tag.includes('filter'))
    },
    isWaiting: () => references.some(({ id }) => !targets.has(id)),
    context,
    commit,
  }
}

/**
 * Where a tag ends that is as it should be: names and values in quotes, with blanks between. One pass,
 * because a pattern for it would try many ways to read a long one.
 */
function endOfTag(text: string, mark: number): number | 'open' | 'wrong' {
  const next = text.indexOf('<', mark + 1)
  const limit = next < 0 ? text.length : next
  /** What it means that nothing more is there: another tag, or the end of the text. */
  const missing = next < 0 ? 'open' : 'wrong'
  let at = mark + 1
  if (text[at] === '/') at += 1
  if (text.startsWith('!', at) && limit - mark < 4) return missing
  at = endOfName(text, at)
  if (at < 0) return limit - mark < 3 ? missing : 'wrong'
  for (;;) {
    const before = at
    at = endOfBlanks(text, at)
    if (at >= limit) return missing
    if (text[at] === '>') return at + 1
    if (text[at] === '/') return text[at + 1] === '>' ? at + 2 : at + 1 >= limit ? missing : 'wrong'
    at = at === before ? -1 : endOfName(text, at)
    if (at < 0) return 'wrong'
    at = endOfBlanks(text, at)
    if (at >= limit) return missing
    if (text[at] !== '=') return 'wrong'
    at = endOfBlanks(text, at + 1)
    if (at >= limit) return missing
    const quote = text[at] ?? ''
    if (quote !== '"' && quote !== "'") return 'wrong'
    const end = text.indexOf(quote, at + 1)
    if (end < 0 || end >= limit) return missing
    at = end + 1
  }
}

const namePattern = /[A-Za-z_:][\w.:-]*/y

/** -1 where none begins. */
function endOfName(text: string, at: number): number {
  namePattern.lastIndex = at
  return namePattern.test(text) ? namePattern.lastIndex : -1
}

function endOfBlanks(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); )
    code = text.charCodeAt(++at)
  return at
}

const idPattern = /\sid\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/
/** One that is written with more blanks is not found, and then the policy does not find what it refers to. */
const referencePattern = /url\(\s{0,9}["']?\s{0,9}#([^"')\s]+)|href\s{0,9}=\s{0,9}["']\s{0,9}#([^"']+)/g
/** What `ids.ts` gives a prefix and nothing else. */
const plainName = /^[A-Za-z0-9_.-]{1,100}$/
/** A picture in the picture, its end, or one that is escaped. */
const beginsOutside = /(?:[<;:]|<\/)svg/i
/** Characters that are repaired by looking at the whole text, and the end of a section that is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, production [2], does not allow these
const unsafeAnywhere = /\]\]>|[\x00-\x08\x0b\x0c\x0e-\x1f\u00a0\uFFFD\uFFFE\uFFFF]|;svg/i
/**
 * Variables hold for what is inside; escapes hide what is referred to; the others are written in other words
 * at another place (`newer-features.ts`).
 */
const unsafeInTag =
  /[&\\]|--|var\(|env\(|xmlns(?!="http:\/\/www\.w3\.org\/2000\/svg"|:xlink)|\sfr\b|auto-start-reverse/i
/** What depends on the box of all that is inside. */
const unsafeInGroup = /transform-|-box|clip-path(?!(?:="|='|:)\s?url\()/i
/** Change what is written of others, are read in another way, or are repaired as if they had an end. */
const refused: ReadonlySet<string> = new Set([
  ...['svg', 'style', 'use', 'switch', 'script'],
  ...voidElements,
])
/** How a drop shadow is written depends on how many have it, where these are many. */
const filtersMax = 100
/** Boxes of all elements share what working them out may take. */
const movedMax = 300
