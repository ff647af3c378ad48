import { useSyncExternalStore } from 'react'

const keysKey = 'chatsvg.single-keys'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Whether single letters and signs are shortcuts: users of speech input, or users who press keys by mistake,
 * can switch them off (WCAG 2.1.4).
 */
export const areSingleKeysOn = (): boolean => localStorage.getItem(keysKey) !== 'off'
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, areSingleKeysOn)

/** Stores the choice in this browser. */
export function chooseSingleKeys(areOn: boolean): void {
  if (areOn) localStorage.removeItem(keysKey)
  else localStorage.setItem(keysKey, 'off')
  for (const listener of listeners) listener()
}
