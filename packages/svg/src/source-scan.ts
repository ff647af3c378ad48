import type { SvgLimits } from './limits.ts'
import { growing } from './preview.ts'
import { mayHoldReasoning } from './reasoning-blocks.ts'
import { repairSvgText } from './repair.ts'
import { voidElements } from './repair-tag.ts'

/**
 * Scans the source of a picture that is being written, tag by tag, for `growing-picture.ts`. It does not know
 * the policy: only the beginnings and ends of elements, their ids and their references.
 */
export interface SourceScan {
  /** @returns false if a part of the source may affect other parts, or is not well-formed. */
  append(text: string): boolean
  rootTag(): string
  /** The complete source since the last commit, up to the last place at which only groups are open. */
  ready(): string
  /** The source since the last commit, up to the last complete tag. */
  rest(): string
  /**
   * Whether source that is not ready appears in the picture. An empty group does not, unless it has an id, or
   * a filter that may draw.
   */
  isRestShown(): boolean
  /** Whether an element refers to one that has not arrived. */
  isWaiting(): boolean
  /**
   * The source that must precede it: the elements that it refers to, and the tags of the open groups. Null if
   * one of these elements would have another meaning outside of its parents.
   */
  context(): string | null
  /** To be called when the ready source was written. */
  commit(): void
}

/** An open element. Groups (`grows`) are shown incomplete; all others appear when they are complete. */
interface OpenElement {
  name: string
  tag: string
  from: number
  grows: boolean
  id: string | null
  references: readonly string[]
}

/** The element with an id; `source` is null if it would have another meaning at another position. */
interface Target {
  source: string | null
  references: readonly string[]
}

/** @param prefix of the written ids. An id that begins with it does not get it twice. */
export function createSourceScan(prefix: string, limits: SvgLimits): SourceScan {
  /** Text that is not read yet: the beginning of a tag or of a comment, and the text before it. */
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
  /** Ids since the last commit, with the position at which each is complete. */
  let fresh = new Map<string, number>()
  let references: { id: string; at: number }[] = []
  /** Ids in an incomplete element, which is not in the picture yet. */
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

  /** Whether an element at this position is shown at once. */
  const isShown = (): boolean => open.every(({ grows }) => grows)

  /** The references of the last element, which begins at `from`. */
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

  /**
   * False beyond a limit, which applies to the whole picture: the caller then reads it from its beginning.
   */
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
 * The end of a well-formed tag: names and values in quotes, with blanks between them. One pass, because a
 * regular expression would backtrack on a long tag.
 */
function endOfTag(text: string, mark: number): number | 'open' | 'wrong' {
  const next = text.indexOf('<', mark + 1)
  const limit = next < 0 ? text.length : next
  /** The result if the tag has no end: the next tag begins, or the text ends. */
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

/** -1 if no name begins here. */
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
/** A reference with more blanks is not found here. Then the policy does not find its target. */
const referencePattern = /url\(\s{0,9}["']?\s{0,9}#([^"')\s]+)|href\s{0,9}=\s{0,9}["']\s{0,9}#([^"']+)/g
/** Ids to which `ids.ts` only adds a prefix. */
const plainName = /^[A-Za-z0-9_.-]{1,100}$/
/** The start or end tag of an `svg` in the picture, also with an escaped `<` or an XML prefix. */
const beginsOutside = /(?:[<;:]|<\/)svg/i
/**
 * Characters whose repair depends on the whole text, and the end of a CDATA section without its beginning.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, production [2], does not allow these
const unsafeAnywhere = /\]\]>|[\x00-\x08\x0b\x0c\x0e-\x1f\u00a0\uFFFD\uFFFE\uFFFF]|;svg/i
/**
 * Variables apply to all elements inside. Escapes hide references. `newer-features.ts` replaces the others by
 * elements at another position.
 */
const unsafeInTag =
  /[&\\]|--|var\(|env\(|xmlns(?!="http:\/\/www\.w3\.org\/2000\/svg"|:xlink)|\sfr\b|auto-start-reverse/i
/** Attributes that depend on the bounding box of the whole group. */
const unsafeInGroup = /transform-|-box|clip-path(?!(?:="|='|:)\s?url\()/i
/**
 * Elements that affect the output of others, are read differently, or get an end tag when they are repaired.
 */
const refused: ReadonlySet<string> = new Set([
  ...['svg', 'style', 'use', 'switch', 'script'],
  ...voidElements,
])
/** If a picture has many drop shadows, their output depends on their number. */
const filtersMax = 100
/** The boxes of all elements are computed with a common limit of steps. */
const movedMax = 300
