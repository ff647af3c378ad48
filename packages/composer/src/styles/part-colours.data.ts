/**
 * The colours that a part of a drawing has, by label and part: what "a house with a red roof" changes. One
 * list
 * serves all sets.
 */
export const partColours: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {}
