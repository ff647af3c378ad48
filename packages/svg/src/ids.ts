import { generated } from './picture.ts'
import { escapeName } from './values.ts'

/**
 * The final names of a picture's ids, in their order: with the prefix, of plain characters, and all
 * different. A name that already has this prefix does not get it again, so that sanitising a sanitised
 * picture changes nothing.
 *
 * @param ids all different.
 */
export function assignIds(ids: readonly string[], prefix: string): readonly string[] {
  const prefixed = ids.map((id) => hasPrefix(id, prefix))
  if (prefixed.every((is) => is)) return ids
  // Different plain names stay different under one prefix, unless some have it already.
  if (!prefixed.includes(true) && ids.every(isPlain)) return ids.map((id) => prefix + id)
  return assignDifferent(ids, prefixed, prefix)
}

/** Whether ids with this prefix are safe in a page, in a URL and in CSS. */
export const isIdPrefix = (prefix: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(prefix)

const sourceCharsMax = 100
const nameCharsMax = 1000
const plainName = /^[A-Za-z0-9_.-]+$/

const isPlain = (id: string): boolean => id.length <= sourceCharsMax && plainName.test(id)

function assignDifferent(ids: readonly string[], prefixed: readonly boolean[], prefix: string): string[] {
  const taken = new Set(ids.filter((_, index) => prefixed[index]))
  let suffix = 1
  return ids.map((id, index) => {
    if (prefixed[index]) return id
    const kept = id.slice(0, sourceCharsMax).replace(generated, '')
    const wanted = prefix + (plainName.test(kept) ? kept : escapeName(kept))
    let name = wanted
    // One counter for all names, so that the search for many equal names does not start at 1 each time.
    while (taken.has(name)) name = `${wanted}-${++suffix}`
    taken.add(name)
    return name
  })
}

const hasPrefix = (id: string, prefix: string): boolean =>
  id.startsWith(prefix) && id.length <= nameCharsMax && plainName.test(id)
