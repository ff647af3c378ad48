/**
 * The size in the frame header of a JPEG file (ITU-T T.81, annex B). The file is read once and nothing is
 * copied, because large files of empty segments also have to be refused quickly.
 *
 * @returns undefined for another file, and for one without a frame that is baseline, extended or progressive.
 */
export function readJpegSize(file: Uint8Array): { width: number; height: number } | undefined {
  if (file[0] !== 0xff || file[1] !== startOfImage) return undefined
  const readWord = (at: number) => ((file[at] ?? 0) << 8) | (file[at + 1] ?? 0)
  let at = 2
  while (at + frameHeaderBytes <= file.length) {
    const marker = file[at + 1] ?? 0
    // Decoders skip what is no marker, and a marker may have more 0xff before it.
    if (file[at] !== 0xff || marker === 0xff || marker === 0) at += 1
    else if (marker >= 0xc0 && marker <= 0xc2) return { height: readWord(at + 5), width: readWord(at + 7) }
    else if (hasNoLength(marker)) at += 2
    else at += 2 + readWord(at + 2)
  }
  return undefined
}

const startOfImage = 0xd8
/** Marker, length, precision, height and width. */
const frameHeaderBytes = 9

/** TEM, and RST0 to EOI. */
const hasNoLength = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)
