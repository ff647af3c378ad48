import { useSyncExternalStore } from 'react'
import { type Ground, grounds } from '../design/index.ts'

const groundKey = 'chatsvg.ground'
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const readGround = (): Ground => grounds.find((one) => one === localStorage.getItem(groundKey)) ?? 'white'

/** The background of sheets: chosen by the viewer, stored in this browser. */
export const useGround = (): Ground => useSyncExternalStore(subscribe, readGround)

export function chooseGround(ground: Ground): void {
  localStorage.setItem(groundKey, ground)
  for (const listener of listeners) listener()
}
