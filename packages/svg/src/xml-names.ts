/** 1: may begin a name, 2: may continue one. Characters beyond ASCII pass here; `namePattern` decides. */
export const nameCodes = new Uint8Array(128)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_:')
  nameCodes[character.charCodeAt(0)] = 1
for (const character of '0123456789-.') nameCodes[character.charCodeAt(0)] = 2

/** XML 1.0, productions [4] and [4a]. */
const starts = String.raw`:A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`
export const namePattern = new RegExp(
  String.raw`^[${starts}][${starts}\-.0-9\xB7\u0300-\u036F\u203F\u2040]*$`.replaceAll('\\xB7', '\u00B7'),
  'u',
)

/** Whether a character may be in a name; beyond ASCII `namePattern` decides. */
export const isNameCode = (code: number): boolean => code >= 128 || (nameCodes[code] ?? 0) > 0
