const listeners = new Set<(id: string) => void>()

/** Subscribes to deletions of pictures on this page, by any component. */
export function onPictureDeleted(listener: (id: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called after the service has deleted it. */
export function tellPictureDeleted(id: string): void {
  for (const listener of listeners) listener(id)
}
