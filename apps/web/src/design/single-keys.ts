import { useSyncExternalStore } from 'react'

const keysKey = 'chatsvg.single-keys'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Whether a single letter or sign does something: who speaks to the computer, or strikes keys unawares, can
 * switch them off (WCAG 2.1.4).
 */
export const areSingleKeysOn = (): boolean => localStorage.getItem(keysKey) !== 'off'
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, areSingleKeysOn)

/** Keeps the choice in this browser. */
export function chooseSingleKeys(areOn: boolean): void {
  if (areOn) localStorage.removeItem(keysKey)
  else localStorage.setItem(keysKey, 'off')
  for (const listener of listeners) listener()
}
