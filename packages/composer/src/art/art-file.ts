import { readSync } from 'node:fs'
import type { Box } from './bounds.ts'
import type { ArtOrigin } from './set-facts.ts'

/** Where a drawing lies in the art file, and the box of its own canvas that is visible. */
export type Drawing = { origin: ArtOrigin; at: number; bytes: number; box: Box }

/** Text by offset: from the compiled file, or from memory where no file can be kept. */
export type ArtFile = { readText(at: number, bytes: number): string }

/**
 * The index at the head of the file: lists instead of objects, since it is read at every start. Concepts and
 * drawings are known by their place in these lists.
 */
export type ArtIndex = {
  labels: string[]
  kinds: string[]
  emoji: (string | 0)[]
  /** Three for each concept: flat, shaded, stroke; -1 for none. */
  art: number[]
  /**
   * Seven for each drawing: origin, offset from the end of the index, bytes, then x, y, width and height in
   * hundredths.
   */
  drawings: number[]
  /** Names in order of their concepts' places. */
  names: string[]
  namesOf: number[]
  /** Names that are only near what they stand for. */
  near: string[]
  emojiKeys: string[]
  emojiOf: number[]
  /** By locale: offset from the end of the index, and bytes. */
  dictionaries: Record<string, [at: number, bytes: number]>
  /** As `lexicon.ts` reads it: offset from the end of the index, and bytes. */
  lexicon: [at: number, bytes: number]
  /** Longitudes and latitudes of the edges of maps, by label: left, top, right, bottom, in degrees. */
  frames: Readonly<Record<string, readonly [number, number, number, number]>>
  /** The outlines of letters by face: offset from the end of the index, and bytes. */
  faces: Record<string, [at: number, bytes: number]>
}

/** The first line of the file; the second says how many bytes the notice and the index have. */
export const artFileMagic = 'chatSVG art 2'
/** Bytes of the two lines together. */
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
