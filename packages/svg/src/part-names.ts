/** Whether a program made this name up by counting: nobody has called a part so. */
export const isGeneratedName = (name: string): boolean => generated.test(name)

/** Kinds of elements, and what editors call new layers in the languages of their users. */
const generated =
  /^(?:path|rect|circle|ellipse|line|polyline|polygon|group|text|tspan|use|layer|svg|clip|mask|object|shape|element|xmlid|ebene|calque|capa|camada|livello|laag|warstwa|слой|レイヤー|图层|圖層|레이어)[\d\s]*$/iu

/**
 * The words of an id. Illustrator writes characters that XML does not allow there as `_x0020_`, with the
 * hexadecimal number of the character.
 */
export const wordsOfId = (id: string): string =>
  id
    .replace(/_x([0-9A-F]{2,6})_/gi, (written, hex: string) => characterOf(hex) ?? written)
    .replace(/[-_.\s]+/g, ' ')
    .trim()

/** A character that is seen, or a blank. */
function characterOf(hex: string): string | undefined {
  const code = Number.parseInt(hex, 16)
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : ''
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character) ? character : undefined
}
