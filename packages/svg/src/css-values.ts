/** A property's value in CSS spelling as the attribute would write it; null where it means nothing to us. */
export function cssValue(name: string, value: string): string | null {
  if (name === 'd') return /^path\(\s*(["'])([^"']*)\1\s*\)$/.exec(value)?.[2] ?? null
  return value
}
