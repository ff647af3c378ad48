import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import opentype, { type Font, type Glyph as FontGlyph } from 'opentype.js'
import { joiningLetters } from '../lettering/arabic.ts'
import { type Face, type FaceName, faceFacts, type StoredFace } from '../lettering/face.ts'

const resolver = createRequire(import.meta.url)
/** The units of the em, to which all faces are scaled. */
const emUnits = 1000

/** Letters by script, as far as prompts ask for them. */
const characters = {
  latin:
    ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz{|}~¡¿«»‘’“”–—…•·°€£¥©®™½' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ',
  'latin-ext': 'ĀāĂăĄąĆćČčĎďĐđĒēĘęĚěĞğĢģĪīĮįİıŁłŃńŇňŐőŒœŘřŚśŞşŠšŤťŪūŮůŰűŲųŹźŻżŽžẞ₺',
  cyrillic: 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяІіЇїЄєҐґ№',
  greek: 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ',
  arabic: '',
} as const

/** The outlines of one face, in thousandths of the em; a letter that it lacks is left out. */
export function compileFace(name: FaceName): StoredFace {
  const facts = faceFacts[name]
  const face: StoredFace = { glyphs: {}, kerning: {} }
  for (const subset of facts.subsets) {
    const file = resolver.resolve(
      `${facts.package}/files/${facts.file}-${subset}-${facts.weight}-normal.woff`,
    )
    const bytes = readFileSync(file)
    const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    const scale = emUnits / font.unitsPerEm
    if (subset === 'arabic') addArabic(face, font, scale)
    else addLetters(face, font, scale, characters[subset])
  }
  return face
}

function addLetters(face: StoredFace, font: Font, scale: number, text: string): void {
  const known = new Map<string, FontGlyph>()
  for (const character of text) {
    const glyph = font.charToGlyph(character)
    if (glyph.index === 0) continue
    known.set(character, glyph)
    face.glyphs[character] = outlineOf(glyph, scale)
  }
  for (const [a, left] of known) {
    if (!/[A-Za-z]/.test(a)) continue
    for (const [b, right] of known) {
      if (!/[A-Za-z.,]/.test(b)) continue
      const kern = Math.round(font.getKerningValue(left, right) * scale)
      if (Math.abs(kern) >= 12) face.kerning[a + b] = kern
    }
  }
}

/**
 * Each letter in its forms between other letters, under the keys that `shapeArabic` makes. The blocks of
 * presentation forms list these forms for one letter after the other: alone, at the end, at the beginning, in
 * the middle.
 */
function addArabic(face: StoredFace, font: Font, scale: number): void {
  const add = (key: string, character: string) => {
    const glyph = font.charToGlyph(character)
    if (glyph.index !== 0) face.glyphs[key] ??= outlineOf(glyph, scale)
  }
  for (const letter of [...joiningLetters.both, ...joiningLetters.right, ...joiningLetters.none])
    add(letter, letter)
  const seen = new Map<string, number>()
  for (const [first, last] of presentationBlocks) {
    for (let code = first; code <= last; code++) {
      const letters = String.fromCharCode(code).normalize('NFKC')
      const form = seen.get(letters) ?? 0
      seen.set(letters, form + 1)
      add(letters + (['', 'f', 'i', 'm'][form] ?? ''), String.fromCharCode(code))
    }
  }
}

/** The letters in Unicode's blocks of Arabic presentation forms. */
const presentationBlocks = [
  [0xfb50, 0xfbb1],
  [0xfbfc, 0xfbff],
  [0xfe80, 0xfefc],
] as const

function outlineOf(glyph: FontGlyph, scale: number): Face['glyphs'][string] {
  const path = glyph.getPath(0, 0, emUnits)
  const n = (value: number | undefined) => String(Math.round(value ?? 0))
  const d = path.commands
    .map((command) => {
      if (command.type === 'Z') return 'z'
      if (command.type === 'C')
        return `C${n(command.x1)} ${n(command.y1)} ${n(command.x2)} ${n(command.y2)} ${n(command.x)} ${n(command.y)}`
      if (command.type === 'Q') return `Q${n(command.x1)} ${n(command.y1)} ${n(command.x)} ${n(command.y)}`
      return `${command.type}${n(command.x)} ${n(command.y)}`
    })
    .join('')
  return [Math.round((glyph.advanceWidth ?? 0) * scale), d]
}
