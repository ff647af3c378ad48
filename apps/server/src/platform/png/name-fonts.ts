import type { FontFamilies } from './fonts.ts'

/**
 * Replaces generic families in the document with installed ones. The library draws every generic family with
 * its default font, whatever its options say, and ignores a quoted name after a space, so lists are written
 * again. A quoted name is a name, even if it is `serif` (CSS Fonts 4, section 2.1).
 *
 * @param svg as the policy writes it: fonts are only in attributes, and names that need quotes have single
 * ones.
 */
export const nameFonts = (svg: string, families: FontFamilies): string =>
  svg.replace(TAG, (tag) =>
    tag.includes(' font-family="')
      ? tag.replace(ATTRIBUTE, (whole, name: string, value: string) =>
          name === 'font-family' ? ` font-family="${nameEach(value, families)}"` : whole,
        )
      : tag,
  )

const TAG = /<[a-z][^<>]*>/gi
const ATTRIBUTE = /\s([\w:-]+)="([^"]*)"/g
const NAME = /'[^']*'|[^\s,'][^,']*/g

const STANDS_FOR: ReadonlyMap<string, keyof FontFamilies> = new Map([
  ['serif', 'serif'],
  ['ui-serif', 'serif'],
  ['sans-serif', 'sansSerif'],
  ['system-ui', 'sansSerif'],
  ['ui-sans-serif', 'sansSerif'],
  ['ui-rounded', 'sansSerif'],
  ['cursive', 'sansSerif'],
  ['fantasy', 'sansSerif'],
  ['monospace', 'monospace'],
  ['ui-monospace', 'monospace'],
])

const nameEach = (list: string, families: FontFamilies): string =>
  (list.match(NAME) ?? [])
    .map((name) => {
      if (name.startsWith("'")) return name
      const generic = STANDS_FOR.get(name.trim().toLowerCase())
      return `'${(generic && families[generic]) ?? name.trim()}'`
    })
    .join(',')
