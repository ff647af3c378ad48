import { readSync } from 'node:fs'
import type { Box } from './bounds.ts'
import type { ArtOrigin } from './set-facts.ts'

/** The position of a drawing in the art file, and the visible box of its own canvas. */
export type Drawing = { origin: ArtOrigin; at: number; bytes: number; box: Box }

/** Reads text at an offset: from the compiled file, or from memory where no file can be stored. */
export type ArtFile = { readText(at: number, bytes: number): string }

/**
 * The index at the beginning of the file. It has lists instead of objects, because it is read at every start.
 * Concepts and drawings are identified by their position in these lists.
 */
export type ArtIndex = {
  labels: string[]
  kinds: string[]
  emoji: (string | 0)[]
  /** Three drawings for each concept: flat, shaded, stroke; -1 if there is none. */
  art: number[]
  /**
   * Seven numbers for each drawing: origin, offset from the end of the index, bytes, then x, y, width and
   * height in hundredths.
   */
  drawings: number[]
  /** All names, in the order of their concepts. */
  names: string[]
  namesOf: number[]
  /** Names whose drawing only resembles what they mean. */
  near: string[]
  emojiKeys: string[]
  emojiOf: number[]
  /** By locale: offset from the end of the index, and bytes. */
  dictionaries: Record<string, [at: number, bytes: number]>
  /** The text that `lexicon.ts` reads: offset from the end of the index, and bytes. */
  lexicon: [at: number, bytes: number]
  /** Longitudes and latitudes of the edges of maps, by label: left, top, right, bottom, in degrees. */
  frames: Readonly<Record<string, readonly [number, number, number, number]>>
  /** The outlines of letters by face: offset from the end of the index, and bytes. */
  faces: Record<string, [at: number, bytes: number]>
}

/** The first line of the file; the second says how many bytes the notice and the index have. */
export const artFileMagic = 'chatSVG art 2'
/** The length of both lines together. */
export const artHeadBytes = 64

export function fileFromDescriptor(descriptor: number): ArtFile {
  return {
    readText(at, bytes) {
      const buffer = Buffer.allocUnsafe(bytes)
      const read = readSync(descriptor, buffer, 0, bytes, at)
      if (read !== bytes) throw new Error(`The art file ends at ${at + read}, before ${at + bytes}`)
      return buffer.toString('utf8')
    },
  }
}

export function fileFromMemory(content: Buffer): ArtFile {
  return { readText: (at, bytes) => content.toString('utf8', at, at + bytes) }
}

/** Reads the index. Offsets in it count from `base`. */
export function readArtIndex(file: ArtFile): { index: ArtIndex; base: number } {
  const [magic, sizes = ''] = file.readText(0, artHeadBytes).split('\n')
  const [noticeBytes, indexBytes] = sizes.trim().split(' ').map(Number)
  if (magic !== artFileMagic || noticeBytes === undefined || indexBytes === undefined)
    throw new Error('This is not an art file of this version')
  const at = artHeadBytes + noticeBytes
  return { index: JSON.parse(file.readText(at, indexBytes)) as ArtIndex, base: at + indexBytes }
}
