import { elementRules } from './elements.ts'
import { composeUnfinished, limitsOfPreviews, type Preview, previewPrefix } from './preview.ts'
import { repairSvgText } from './repair.ts'
import type { Composed, SanitizeOptions } from './sanitize.ts'
import { drawingRoles } from './serialize.ts'
import { createSourceScan } from './source-scan.ts'

/** The text of a picture that is being written, of which elements that are complete stay as they are. */
export interface GrowingPicture {
  /**
   * The preview after more text. What was complete before is neither read nor written again.
   *
   * @returns null where the text has to be read from its beginning this time; `kept` says how many characters
   * are those of the preview before.
   */
  grow(text: string): { preview: Preview | null; kept: number } | null
  /** Something in it reaches beyond its place: it is of no use any more. */
  isOver(): boolean
}

/**
 * Each step composes a small picture: the root, the groups that are open, what the new elements refer to, and
 * the new elements between two marks. What stands between the marks is what the whole picture would have
 * there, because without style sheets, `use` and references to what is still to come nothing in a picture
 * changes what is written of something else. What does is looked for in the source (`source-scan.ts`) and in
 * the outcome (`isLocal`).
 *
 * @param start of the picture, from its root tag on.
 */
export function createGrowingPicture(start: string, options: SanitizeOptions): GrowingPicture {
  const prefix = options.idPrefix ?? previewPrefix
  const limits = limitsOfPreviews(options)
  const written = { first: `<g id="${prefix}${firstMark}"/>`, last: `<g id="${prefix}${lastMark}"/>` }
  const spent = { elements: 0, attributes: 0, drawn: 0, styleSteps: 0 }
  const scan = createSourceScan(prefix, limits)
  /** What is final of the picture, from its root tag on, and how it would end here. */
  let final = ''
  let ends = ''
  let shapes = 0
  /** Of the preview before, so many characters are final. */
  let shown = 0
  let isOver = false

  function grow(text: string): { preview: Preview | null; kept: number } | null {
    if (isOver) return null
    const outcome = scan.append(text) ? advance() : 'over'
    if (outcome === 'over') isOver = true
    const kept = Math.min(shown, final.length)
    shown = outcome === 'over' || outcome === 'waits' ? 0 : final.length
    return outcome === 'over' || outcome === 'waits' ? null : { preview: outcome.preview, kept }
  }

  /** `waits`: something refers to what has not come yet. */
  function advance(): { preview: Preview | null } | 'waits' | 'over' {
    const ready = scan.ready()
    if (ready !== '') {
      if (ready.length > stepCharsMax) return 'over'
      if (scan.isWaiting()) return 'waits'
      const committed = commit(ready)
      if (committed === 'over') return 'over'
      if (committed === 'later') return showRest()
    }
    return final === '' || scan.isRestShown() ? showRest() : { preview: previewWith(ends, false) }
  }

  /** Writes on with elements that are complete, and whose groups hold something. */
  function commit(source: string): 'done' | 'later' | 'over' {
    const composed = compose(`${source}${markOf(lastMark)}`)
    if (composed === null) return 'over'
    const { between, rest } = split(composed.svg, true)
    if (between === null || !endTags.test(rest)) return 'over'
    // Only the mark keeps its group.
    if (endsWithStartTag(between.includes('<') ? between : final)) return 'later'
    if (!fits(composed, between)) return 'over'
    final += between
    ends = rest
    shapes += countMatches(between, shapeTags)
    spent.elements += countMatches(between, startTags)
    spent.attributes += countMatches(between, attributeMarks)
    spent.drawn += composed.drawn
    spent.styleSteps += composed.styleSteps
    scan.commit()
    return 'done'
  }

  /** With what is not final: groups that hold nothing yet, and elements that were not written on. */
  function showRest(): { preview: Preview | null } | 'waits' | 'over' {
    const source = scan.rest()
    if (scan.isWaiting()) return 'waits'
    const composed = compose(source)
    const between = composed === null ? null : split(composed.svg, false).between
    if (composed === null || between === null || !fits(composed, between)) return 'over'
    return { preview: previewWith(between, composed.drawn > 0) }
  }

  function previewWith(rest: string, draws: boolean): Preview | null {
    if (spent.drawn === 0 && !draws) return null
    return { svg: final + rest, shapes: shapes + countMatches(rest, shapeTags), isWhole: false }
  }

  function compose(source: string): Composed | null {
    const context = final === '' ? '' : scan.context()
    if (context === null) return null
    const text = `${scan.rootTag()}${context}${final === '' ? '' : markOf(firstMark)}${source}`
    // What has to be repaired may be repaired in another way where it stands.
    if (repairSvgText(text) !== text) return null
    const composed = composeUnfinished(text, options)
    return composed?.isLocal === true ? composed : null
  }

  /** What a small picture has after the first mark, and after the last one. */
  function split(svg: string, hasLast: boolean): { between: string | null; rest: string } {
    const wrong = { between: null, rest: '' }
    const rootEnd = svg.indexOf('>') + 1
    if (final !== '' && !final.startsWith(svg.slice(0, rootEnd))) return wrong
    const first = final === '' ? 0 : svg.indexOf(written.first)
    const last = hasLast ? svg.lastIndexOf(written.last) : svg.length
    if (first < 0 || last < 0) return wrong
    const from = final === '' ? 0 : first + written.first.length
    return { between: svg.slice(from, last), rest: svg.slice(last + (hasLast ? written.last.length : 0)) }
  }

  /** Whether the whole picture is within its limits. Nothing is counted too low. */
  function fits({ drawn, styleSteps }: Composed, between: string): boolean {
    return (
      spent.elements + countMatches(between, startTags) < limits.elementsMax &&
      spent.attributes + countMatches(between, attributeMarks) < limits.attributesMax &&
      spent.drawn + drawn < limits.drawnMax &&
      spent.styleSteps + styleSteps < limits.styleStepsMax
    )
  }

  isOver = !scan.append(start)
  return { grow, isOver: () => isOver }
}

/** A step that fails costs as much as a preview from the beginning, in addition to that. */
const stepCharsMax = 64 * 1024
/** No source has an id with this character. */
const [firstMark, lastMark] = ['mark.1', 'mark.2']
const markOf = (id: string): string => `<g id="${id}"/>`
const endTags = /^(?:<\/\w+>)+$/
/** In what was written, where `<` is escaped in texts and values. */
const startTags = /<\w/g
const attributeMarks = /="|;/g
const drawingNames = [...elementRules].filter(([, { role }]) => drawingRoles.has(role)).map(([name]) => name)
const shapeTags = new RegExp(`<(?:${drawingNames.join('|')})(?![\\w-])`, 'g')

const endsWithStartTag = (written: string): boolean =>
  /^<\w[^<>]*[^/<>]>$|^<\w>$/.test(written.slice(written.lastIndexOf('<')))

function countMatches(text: string, pattern: RegExp): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.test(text)) count++
  return count
}
