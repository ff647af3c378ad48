import type { Mood } from '../plan/scene-plan.ts'

export type FaceName = Mood | 'arabic'

type Subset = 'latin' | 'latin-ext' | 'cyrillic' | 'greek' | 'arabic'

/** The fonts that letters are drawn from, by mood. All under the SIL Open Font License 1.1. */
export const faceFacts: Readonly<
  Record<
    FaceName,
    { package: string; file: string; weight: number; subsets: readonly Subset[]; title: string }
  >
> = {
  plain: {
    package: '@fontsource/noto-sans',
    file: 'noto-sans',
    weight: 700,
    subsets: ['latin', 'latin-ext', 'cyrillic', 'greek'],
    title: 'Noto Sans',
  },
  bold: {
    package: '@fontsource/russo-one',
    file: 'russo-one',
    weight: 400,
    subsets: ['latin', 'latin-ext', 'cyrillic'],
    title: 'Russo One',
  },
  elegant: {
    package: '@fontsource/playfair-display',
    file: 'playfair-display',
    weight: 700,
    subsets: ['latin', 'latin-ext', 'cyrillic'],
    title: 'Playfair Display',
  },
  vintage: {
    package: '@fontsource/lobster',
    file: 'lobster',
    weight: 400,
    subsets: ['latin', 'latin-ext', 'cyrillic'],
    title: 'Lobster',
  },
  playful: {
    package: '@fontsource/comfortaa',
    file: 'comfortaa',
    weight: 700,
    subsets: ['latin', 'latin-ext', 'cyrillic', 'greek'],
    title: 'Comfortaa',
  },
  handwritten: {
    package: '@fontsource/caveat',
    file: 'caveat',
    weight: 700,
    subsets: ['latin', 'latin-ext', 'cyrillic'],
    title: 'Caveat',
  },
  arabic: {
    package: '@fontsource/cairo',
    file: 'cairo',
    weight: 700,
    subsets: ['arabic'],
    title: 'Cairo',
  },
}

/** Advance and outline by letter, in thousandths of the em, the baseline at 0; y grows downwards. */
export type StoredFace = {
  glyphs: Record<string, [advance: number, outline: string]>
  kerning: Record<string, number>
}

export type Face = Readonly<StoredFace>
