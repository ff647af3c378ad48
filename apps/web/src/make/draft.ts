import { useSyncExternalStore } from 'react'
import { cutCharacters, notify } from '../design/index.ts'
import { isStyle, type StyleName } from '../picture/index.ts'
import { onLeave } from '../session/index.ts'

/** What the person is about to ask for. It outlives the page, the session and the tab. */
export type Draft = {
  prompt: string
  style: StyleName
  /** undefined: the default of the service. */
  model: string | undefined
  /** true: only they see the picture. */
  privacy: boolean
  /** 1 to 4 variations. */
  count: number
}

export const promptChars = { min: 3, max: 500 } as const
export const countMax = 4

const draftKey = 'chatsvg.draft'
const fresh: Draft = { prompt: '', style: 'flat', model: undefined, privacy: false, count: 1 }
const listeners = new Set<() => void>()
/** What was written last, before the address put something else in its place. */
let written = fromStorage()
let draft = fromAddress(written)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const readDraft = (): Draft => draft
export const useDraft = (): Draft => useSyncExternalStore(subscribe, readDraft)

export function changeDraft(change: Partial<Draft>): void {
  draft = { ...draft, ...change }
  written = draft
  localStorage.setItem(draftKey, JSON.stringify(draft))
  for (const listener of listeners) listener()
}

/** Puts a sentence in the place of what was written, which can be brought back. */
export function replaceDraft(change: Partial<Draft>): void {
  const { prompt, style } = written
  changeDraft(change)
  if (prompt.trim() === '' || prompt === draft.prompt) return
  notify('Another sentence took the place of yours', {
    verb: 'Undo',
    act: () => changeDraft({ prompt, style }),
  })
}

onLeave(() => {
  draft = written = fresh
  localStorage.removeItem(draftKey)
  for (const listener of listeners) listener()
})

/**
 * Takes a sentence that another page put into the address, such as "draw this again", and clears it from
 * there.
 */
export function takeDraftFromAddress(): void {
  if (!location.search) return
  replaceDraft(fromAddress(draft))
  history.replaceState(history.state, '', location.pathname)
}

function fromAddress(known: Draft): Draft {
  const given = new URLSearchParams(location.pathname === '/' ? location.search : '')
  const [prompt, style] = [given.get('prompt'), given.get('style')]
  return {
    ...known,
    ...(prompt && { prompt: cutCharacters(prompt, promptChars.max) }),
    ...(isStyle(style) && { style }),
  }
}

/** Whatever an older page, or a curious person, has left there. */
function fromStorage(): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(draftKey) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return fresh
    const { prompt, style, model, privacy, count } = kept as Record<string, unknown>
    return {
      prompt: typeof prompt === 'string' ? cutCharacters(prompt, promptChars.max) : '',
      style: isStyle(style) ? style : fresh.style,
      model: typeof model === 'string' ? model : undefined,
      privacy: privacy === true,
      count: typeof count === 'number' && count >= 1 && count <= countMax ? Math.floor(count) : 1,
    }
  } catch {
    return fresh
  }
}
