import { findOutside, unescapeCss } from './css-text.ts'
import type { StepBudget } from './selector-matching.ts'
import type { RegisteredProperty } from './style-sheet.ts'

/**
 * The custom properties of an element and, through its parents, those that it inherits (CSS Variables 1).
 * Elements that set none share those of their parent.
 */
export class CustomProperties {
  readonly #parent: CustomProperties | null
  readonly #own: Map<string, CustomProperty>
  readonly #registered: ReadonlyMap<string, RegisteredProperty>
  /** Resolved values with references, for the elements that share these properties. */
  readonly resolved = new Map<object, string | null>()
  readonly #texts = new Map<string, string | null>()
  readonly #children = new Map<object, Map<object, CustomProperties>>()

  constructor(
    parent: CustomProperties | null,
    own: ReadonlyMap<string, string>,
    registered: ReadonlyMap<string, RegisteredProperty>,
  ) {
    this.#parent = parent
    this.#registered = registered
    this.#own = new Map(
      [...own].map(([name, text]) => [name, { text, value: null, state: 'unknown' as const }]),
    )
  }

  /** Whether an element that sets none can still differ from its parent, because some are not inherited. */
  get areParted(): boolean {
    for (const { inherits } of this.#registered.values()) if (!inherits) return true
    return false
  }

  /** The properties of a child element; the same object for the same two keys. */
  inside(sheet: object, style: object, own: () => ReadonlyMap<string, string>): CustomProperties {
    const bySheet = this.#children.get(sheet) ?? new Map<object, CustomProperties>()
    this.#children.set(sheet, bySheet)
    const known = bySheet.get(style)
    if (known !== undefined) return known
    const made = new CustomProperties(this, own(), this.#registered)
    bySheet.set(style, made)
    return made
  }

  /**
   * A value with `var()` and `env()` replaced (section 3, and CSS Environment Variables 1); null where it is
   * invalid at computed-value time: something has no value and no fallback, refers to itself, or grows too
   * long.
   */
  substitute(text: string, budget: StepBudget): string | null {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    const found = this.#substitute(text, { budget, open: [], depth: 0 })
    if (text.length <= rememberedCharsMax) this.#texts.set(text, found)
    return found
  }

  #substitute(text: string, work: Substitution): string | null {
    work.budget.left -= 2 + (text.length >> cheapShift)
    if (++work.depth > depthMax || work.budget.left < 0) return null
    let result = ''
    let kept = 0
    referencePattern.lastIndex = 0
    for (let found = referencePattern.exec(text); found !== null; found = referencePattern.exec(text)) {
      const open = found.index + found[0].length
      const close = findOutside(text, open, ')')
      const value = this.#refer(found[1]?.toLowerCase() === 'env', text.slice(open, close), work)
      result = joined(joined(result, text.slice(kept, found.index)), value ?? '')
      if (value === null || result.length > charsMax) return null
      kept = Math.min(close + 1, text.length)
      referencePattern.lastIndex = kept
    }
    work.depth--
    result = joined(result, text.slice(kept))
    work.budget.left -= result.length >> cheapShift
    return result.length > charsMax ? null : result.trim()
  }

  /** `--name` or `--name, fallback`. */
  #refer(isEnvironment: boolean, reference: string, work: Substitution): string | null {
    const comma = reference.indexOf(',')
    const name = unescapeCss((comma < 0 ? reference : reference.slice(0, comma)).trim())
    const value = isEnvironment ? (environment.get(name) ?? null) : this.#valueOf(name, work)
    if (value !== null || comma < 0) return value
    return this.#substitute(reference.slice(comma + 1), work)
  }

  #valueOf(name: string, work: Substitution): string | null {
    const registered = this.#registered.get(name)
    for (let place: CustomProperties | null = this; place !== null; place = place.#parent) {
      work.budget.left--
      const property = place.#own.get(name)
      if (property !== undefined) return place.#compute(property, work) ?? registered?.initial ?? null
      if (registered?.inherits === false) break
    }
    return registered?.initial ?? null
  }

  #compute(property: CustomProperty, work: Substitution): string | null {
    if (property.state === 'known') return property.value
    if (property.state === 'open') {
      // Section 3.3: every property of a cycle is invalid.
      const members = work.open.slice(work.open.indexOf(property))
      work.budget.left -= 2 * members.length
      for (const member of members) member.isCyclic = true
      return null
    }
    property.state = 'open'
    work.open.push(property)
    const depth = work.depth
    const value = this.#substitute(property.text, work)
    work.depth = depth
    work.open.pop()
    property.value = property.isCyclic ? null : value
    property.state = 'known'
    return property.value
  }
}

interface CustomProperty {
  text: string
  value: string | null
  state: 'unknown' | 'open' | 'known'
  isCyclic?: boolean
}

interface Substitution {
  budget: StepBudget
  /** Properties that are being resolved, each for the previous one. */
  open: CustomProperty[]
  depth: number
}

const referencePattern = /(?<![-\w\u0080-\uffff])(var|env)\(/gi
const depthMax = 64
const charsMax = 64 * 1024
const cheapShift = 4
const rememberedCharsMax = 500
const environment: ReadonlyMap<string, string> = new Map(
  ['top', 'right', 'bottom', 'left'].map((side): [string, string] => [`safe-area-inset-${side}`, '0px']),
)

export const hasReference = (value: string): boolean => value.includes('(') && /(?:var|env)\(/i.test(value)

/** Section 3: values are replaced token by token, so that two never become one. */
const joined = (left: string, right: string): string =>
  endsOpen.test(left.slice(-1)) && beginsOpen.test(right.slice(0, 1)) ? `${left} ${right}` : left + right

const endsOpen = /[-\w\u0080-\uffff.+#@]/
const beginsOpen = /[-\w\u0080-\uffff.%(]/
