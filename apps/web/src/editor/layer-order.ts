import { parentOf } from './editor-state.ts'

/** The key of a part after it was moved in front of another part of its group, or behind it. */
export function movedKey(key: string, other: string, side: 'front' | 'back'): string {
  const [from, to] = [lastOf(key), lastOf(other)]
  const at = side === 'front' ? (to > from ? to : to + 1) : to > from ? to - 1 : to
  const group = parentOf(key)
  return group === '' ? String(at) : `${group}.${at}`
}

const lastOf = (key: string) => Number(key.split('.').at(-1))
