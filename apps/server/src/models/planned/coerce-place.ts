import { relations, spots } from '@chatsvg/composer'
import { isRecord, type Loose, matchName, readText, squash } from '../llm/loose-value.ts'

/** Other words for relations, which models use although they know the list. */
const synonyms: Readonly<Record<string, string>> = {
  inside: 'in',
  nextto: 'beside',
  near: 'beside',
  over: 'above',
  ontopof: 'on',
  beneath: 'under',
  leftof: 'leftOf',
  rightof: 'rightOf',
  riding: 'ridingOn',
}

/**
 * A place in the form of a `ScenePlan`, as far as it can be recognised: its relation by the plan's name for
 * it, its targets by their ids. What is not recognised stays as it is, for the validator to find.
 *
 * @param findId the id of the thing that the model means by a name.
 */
export function coercePlace(place: unknown, findId: (name: string) => string | undefined): unknown {
  if (Array.isArray(place)) return coercePlace(place[0], findId)
  if (typeof place === 'string') return coerceSentence(place, findId)
  if (!isRecord(place)) return place
  const { relation, ...rest } = place
  const [target] = Object.values(rest)
  const written: Loose = typeof relation === 'string' ? { [relation]: target } : place
  const resolve = (value: unknown): unknown => {
    const name = readText(isRecord(value) ? value.id : value)
    return name === undefined ? value : (findId(name) ?? name)
  }
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const name = relationOf(key)
      if (name === 'at') return [name, typeof value === 'string' ? matchName(value, spots) : value]
      if (name === 'between') return [name, Array.isArray(value) ? value.map(resolve) : value]
      return [name, resolve(Array.isArray(value) ? value[0] : value)]
    }),
  )
}

/** "top left", "on the table". */
function coerceSentence(place: string, findId: (name: string) => string | undefined): unknown {
  const spot = matchName(place.replace(/^(?:at|in) (?:the )?/i, ''), spots)
  if (spots.some((name) => name === spot)) return { at: spot }
  const words = place.split(/[\s_]+/)
  for (let count = Math.min(3, words.length - 1); count > 0; count -= 1) {
    const relation = relationOf(words.slice(0, count).join(' '))
    if (!relations.some((name) => name === relation)) continue
    const target = words
      .slice(count)
      .join(' ')
      .replace(/^(?:a|an|the) /i, '')
    return { [relation]: findId(target) ?? target }
  }
  return { at: place }
}

function relationOf(key: string): string {
  return synonyms[squash(key)] ?? matchName(key, [...relations, 'between', 'at'])
}
