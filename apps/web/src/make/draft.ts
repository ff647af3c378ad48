import { useSyncExternalStore } from 'react'
import { cutCharacters, notify } from '../design/index.ts'
import { isStyle, type StyleName } from '../picture/index.ts'
import { onLeave } from '../session/index.ts'

/** The request that the user is preparing. It survives the page, the session and the tab. */
export type Draft = {
  prompt: string
  style: StyleName
  /** undefined: the default of the service. */
  model: string | undefined
  /** true: a private picture. */
  privacy: boolean
  /** 1 to 4 variations. */
  count: number
}

export const promptChars = { min: 3, max: 500 } as const
export const countMax = 4

const draftKey = 'chatsvg.draft'
const fresh: Draft = { prompt: '', style: 'flat', model: undefined, privacy: false, count: 1 }
const listeners = new Set<() => void>()
/** The user's last text, before the URL replaced it. */
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

/** Replaces the text; the previous text can be restored. */
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
 * Takes a sentence that another page put into the URL, such as "draw this again", and removes it from there.
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

/** An older page, or a user, may have stored any value. */
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
