import { cutCharacters } from '../design/index.ts'
import { isStyle, type StyleName } from '../picture/index.ts'

/** The next request, as the user edits it. It outlives the page, the session and the tab. */
export type Draft = {
  prompt: string
  style: StyleName
  /** undefined: the default of the service. */
  model: string | undefined
  /** true: nobody else sees the picture. */
  privacy: boolean
  /** 1 to 4 variations. */
  count: number
  shape: ShapeName
  background: BackgroundName
  /** Up to eight colours as `#rrggbb`; empty means any. */
  palette: readonly string[]
}

/** Sizes in pixels. */
export const shapes = {
  square: undefined,
  wide: { width: 384, height: 256 },
  tall: { width: 256, height: 384 },
  banner: { width: 768, height: 256 },
} as const
export type ShapeName = keyof typeof shapes
export const backgrounds = { auto: undefined, none: 'none', white: '#ffffff' } as const
export type BackgroundName = keyof typeof backgrounds

/** `written`: the user's last own draft, before a URL replaced it. */
export type DraftState = { draft: Draft; written: Draft }

export const promptChars = { min: 3, max: 500 } as const
/** A prompt that is too long is kept up to this length, so that the user can shorten it. */
export const keptCharsMax = 20_000
export const paletteMax = 8
export const countMax = 4

export const emptyDraft: Draft = {
  prompt: '',
  style: 'flat',
  model: undefined,
  privacy: false,
  count: 1,
  shape: 'square',
  background: 'auto',
  palette: [],
}

export function withDraftChange({ draft }: DraftState, change: Partial<Draft>): DraftState {
  const changed = { ...draft, ...change }
  return { draft: changed, written: changed }
}

/** Parses a draft from the browser's storage; missing and invalid fields are those of an empty draft. */
export function parseDraft(stored: string | null): Draft {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}')
    if (typeof kept !== 'object' || kept === null) return emptyDraft
    const { prompt, style, model, privacy, count, shape, background, palette } = kept as Record<
      string,
      unknown
    >
    return {
      prompt: typeof prompt === 'string' ? cutCharacters(prompt, keptCharsMax) : '',
      style: isStyle(style) ? style : emptyDraft.style,
      model: typeof model === 'string' && model !== '' ? model : undefined,
      privacy: privacy === true,
      count: typeof count === 'number' && count >= 1 && count <= countMax ? Math.floor(count) : 1,
      shape: isNameIn(shapes, shape) ? shape : emptyDraft.shape,
      background: isNameIn(backgrounds, background) ? background : emptyDraft.background,
      palette: Array.isArray(palette) ? palette.filter(isHexColour).slice(0, paletteMax) : [],
    }
  } catch {
    return emptyDraft
  }
}

const isHexColour = (text: unknown): text is string => typeof text === 'string' && /^#[0-9a-f]{6}$/.test(text)

const isNameIn = <Names extends object>(names: Names, name: unknown): name is keyof Names =>
  typeof name === 'string' && Object.hasOwn(names, name)

/** The draft with the prompt and style of a URL, such as `/?prompt=a+fox&style=flat`. */
export function withAddress(
  draft: Draft,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
): Draft {
  const given = new URLSearchParams(pathname === '/' ? search : '')
  const [prompt, style] = [given.get('prompt'), given.get('style')]
  return {
    ...draft,
    ...(prompt && { prompt: cutCharacters(prompt, keptCharsMax) }),
    ...(isStyle(style) && { style }),
  }
}
