import { type PictureElement, readPicture } from '@chatsvg/svg'
import { listGroupNames } from '../../models/index.ts'

const namesShownMax = 12

/** Describes a picture by the names of its groups; empty if no group has a name. */
export function describeGroups(picture: PictureElement): string {
  const names = listGroupNames(picture).slice(0, namesShownMax)
  return names.length > 0 ? `Shows ${listNames(names)}.` : ''
}

/**
 * Updates the description of an edited picture. A description that was generated from the names of groups is
 * generated again from the current names. A description by the author stays.
 *
 * @param before as the policy wrote it. @param after the same, edited.
 */
export function renewDescription(before: string, after: string): string {
  const known = elementOf(describeGroups(readPicture(before)))
  if (known === '' || !before.includes(known)) return after
  return after.replace(known, () => elementOf(describeGroups(readPicture(after))))
}

/** As the policy writes it. */
const elementOf = (description: string) =>
  description === ''
    ? ''
    : `<desc>${description.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</desc>`

/** In English, as `Intl.ListFormat` does it, which would make the process map 4 MiB of locales. */
function listNames(names: string[]): string {
  if (names.length < 3) return names.join(' and ')
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`
}
