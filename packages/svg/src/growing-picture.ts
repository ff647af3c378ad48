import { elementRules } from './elements.ts'
import { composeUnfinished, limitsOfPreviews, type Preview, previewPrefix } from './preview.ts'
import { repairSvgText } from './repair.ts'
import type { Composed, SanitizeOptions } from './sanitize.ts'
import { createSourceScan } from './source-scan.ts'

/** Previews of a picture that is being written. Complete elements do not change any more. */
export interface GrowingPicture {
  /**
   * The preview after more text. Elements that were complete before are neither read nor written again.
   *
   * @returns null if the text must be read from its beginning this time. `kept` is the number of characters
   * that are the same as in the previous preview.
   */
  grow(text: string): { preview: Preview | null; kept: number } | null
  /** Whether a part of the picture affects other parts. Then `grow` returns null from now on. */
  isOver(): boolean
}

/**
 * Each step composes a small picture: the root, the open groups, the elements that the new ones refer to, and
 * the new elements between two marks. The output between the marks is the same as in the whole picture,
 * because an element does not affect the output of others, except by style sheets, `use`, references to later
 * elements and a few other features. `source-scan.ts` looks for these in the source, and `isLocal` reports
 * them for the output.
 *
 * @param start of the picture, from its root tag on.
 */
export function createGrowingPicture(start: string, options: SanitizeOptions): GrowingPicture {
  const prefix = options.idPrefix ?? previewPrefix
  const limits = limitsOfPreviews(options)
  const written = { first: `<g id="${prefix}${firstMark}"/>`, last: `<g id="${prefix}${lastMark}"/>` }
  const spent = { elements: 0, attributes: 0, drawn: 0, styleSteps: 0 }
  const scan = createSourceScan(prefix, limits)
  /** The final part of the output, from its root tag on, and the end tags that would complete it. */
  let final = ''
  let ends = ''
  let shapes = 0
  /** The number of final characters in the previous preview. */
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

  /** `waits`: an element refers to one that has not arrived. */
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

  /** Appends complete elements to the final output; `later` if their last group would be empty. */
  function commit(source: string): 'done' | 'later' | 'over' {
    const composed = compose(`${source}${markOf(lastMark)}`)
    if (composed === null) return 'over'
    const { between, rest } = split(composed.svg, true)
    if (between === null || !endTags.test(rest)) return 'over'
    // Without the mark, this group would be empty and left out.
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

  /**
   * The preview with the part that is not final: groups that are still empty, and elements that were not
   * appended.
   */
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
    // The same fault may be repaired differently within the whole picture.
    if (repairSvgText(text) !== text) return null
    const composed = composeUnfinished(text, options)
    return composed?.isLocal === true ? composed : null
  }

  /** The output of a small picture between its marks, and after the last one. */
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

  /** Whether the whole picture is within its limits. The counts may be too high, but not too low. */
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

/** A step that fails costs as much as a preview from the beginning, which follows it. */
const stepCharsMax = 64 * 1024
/** No source has an id with this character. */
const [firstMark, lastMark] = ['mark.1', 'mark.2']
const markOf = (id: string): string => `<g id="${id}"/>`
const endTags = /^(?:<\/\w+>)+$/
/** For output, in which `<` is escaped in texts and values. */
const startTags = /<\w/g
const attributeMarks = /="|;/g
const drawingNames = [...elementRules].filter(([, { draws }]) => draws).map(([name]) => name)
const shapeTags = new RegExp(`<(?:${drawingNames.join('|')})(?![\\w-])`, 'g')

const endsWithStartTag = (written: string): boolean =>
  /^<\w[^<>]*[^/<>]>$|^<\w>$/.test(written.slice(written.lastIndexOf('<')))

function countMatches(text: string, pattern: RegExp): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.test(text)) count++
  return count
}
