const listeners = new Set<(id: string) => void>()

/** Hears of every picture that is deleted on this page, in whatever room. */
export function onPictureDeleted(listener: (id: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** After the service has deleted it. */
export function tellPictureDeleted(id: string): void {
  for (const listener of listeners) listener(id)
}
