/** The value of a CSS property as an attribute would write it; null if we do not support it. */
export function cssValue(name: string, value: string): string | null {
  if (name === 'd') return /^path\(\s*(["'])([^"']*)\1\s*\)$/.exec(value)?.[2] ?? null
  return value
}
