/**
 * The pictures that are chosen for an action. `anchor`: the one that was chosen last, where a range begins.
 */
export type PictureSelection = { ids: ReadonlySet<string>; anchor: string | undefined }

export const emptySelection: PictureSelection = { ids: new Set(), anchor: undefined }

export function withToggled({ ids }: PictureSelection, id: string): PictureSelection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/**
 * Adds all pictures of the list from the anchor to this one, or takes them out if the anchor is not chosen.
 */
export function withRange(
  { ids, anchor }: PictureSelection,
  listed: readonly string[],
  id: string,
): PictureSelection {
  const [from, to] = [anchor === undefined ? -1 : listed.indexOf(anchor), listed.indexOf(id)]
  const range = from < 0 ? [id] : listed.slice(Math.min(from, to), Math.max(from, to) + 1)
  const isAdded = from < 0 || ids.has(anchor ?? '')
  const next = new Set(ids)
  for (const one of range)
    if (isAdded) next.add(one)
    else next.delete(one)
  return { ids: next, anchor: id }
}

/** Pictures that are no longer in the list, such as deleted ones, are not chosen any more. */
export const chosenOf = <Picture extends { id: string }>(
  { ids }: PictureSelection,
  pictures: readonly Picture[],
): Picture[] => pictures.filter(({ id }) => ids.has(id))
