import { elementRules, translated } from './elements.ts'

/**
 * The names of elements and attributes that the policy knows, as the strings that its tables and its
 * comparisons use. The engine compares these by address, and others by their characters.
 */
export const knownNames: ReadonlyMap<string, string> = new Map(
  [
    ...translated,
    ...[...elementRules].flatMap(([name, { known }]) => [name, ...known.keys()]),
    ...['viewBox', 'xmlns', 'xmlns:xlink', 'xlink:href', 'href', 'data-name', 'xml:space'],
  ].map((name) => [name, name]),
)
