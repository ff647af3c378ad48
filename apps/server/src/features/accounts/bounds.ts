/** RFC 5321, section 4.5.3.1.3: a path of 256 octets with its angle brackets. */
export const emailCharsMax = 254
export const nameCharsMax = 100
export const passwordChars = { min: 8, max: 128 }
