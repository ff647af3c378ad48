const titleCharsMax = 100

/** The prompt as a title: one line, printable, no longer than a title should be, cut at a whole character. */
export function cleanTitle(prompt: string): string {
  const line = prompt
    .toWellFormed()
    // XML 1.0 section 2.2 forbids these even as references.
    .replaceAll(/[\p{Cc}\uFFFD\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= titleCharsMax ? line : `${characters.slice(0, titleCharsMax - 1).join('')}…`
}
