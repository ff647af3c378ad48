import { readdirSync } from 'node:fs'
/** Families that are installed on this machine; a kind without one is absent. */
export type FontFamilies = { serif?: string; sansSerif?: string; monospace?: string }

const folders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/Library/Fonts',
  '/System/Library/Fonts',
  'C:\\Windows\\Fonts',
]
const foldersDepthMax = 4

/**
 * Families that generic names may stand for, the best first, and the file that shows whether one is
 * installed.
 */
const candidates: Record<keyof FontFamilies, [file: string, family: string][]> = {
  sansSerif: [
    ['Inter.ttf', 'Inter'],
    ['NotoSans-Regular.ttf', 'Noto Sans'],
    ['LiberationSans-Regular.ttf', 'Liberation Sans'],
    ['DejaVuSans.ttf', 'DejaVu Sans'],
    ['Helvetica.ttc', 'Helvetica'],
    ['arial.ttf', 'Arial'],
  ],
  serif: [
    ['NotoSerif-Regular.ttf', 'Noto Serif'],
    ['LiberationSerif-Regular.ttf', 'Liberation Serif'],
    ['DejaVuSerif.ttf', 'DejaVu Serif'],
    ['Times.ttc', 'Times'],
    ['times.ttf', 'Times New Roman'],
  ],
  monospace: [
    ['NotoSansMono-Regular.ttf', 'Noto Sans Mono'],
    ['LiberationMono-Regular.ttf', 'Liberation Mono'],
    ['DejaVuSansMono.ttf', 'DejaVu Sans Mono'],
    ['Menlo.ttc', 'Menlo'],
    ['cour.ttf', 'Courier New'],
  ],
}

/**
 * The installed families for generic names. If the machine has fonts, but none of a kind, another kind is
 * used.
 */
export function findFonts(): FontFamilies {
  const files = listFontFiles()
  const choose = (kind: keyof FontFamilies) =>
    candidates[kind].find(([file]) => files.has(file.toLowerCase()))?.[1]
  const sansSerif = choose('sansSerif') ?? choose('serif')
  const serif = choose('serif') ?? sansSerif
  const monospace = choose('monospace') ?? sansSerif
  return { ...(serif && { serif }), ...(sansSerif && { sansSerif }), ...(monospace && { monospace }) }
}

function listFontFiles(): Set<string> {
  const found = new Set<string>()
  const visit = (folder: string, depth: number): void => {
    for (const entry of readFolder(folder)) {
      if (entry.isFile()) found.add(entry.name.toLowerCase())
      else if (entry.isDirectory() && depth < foldersDepthMax) visit(`${folder}/${entry.name}`, depth + 1)
    }
  }
  for (const folder of folders) visit(folder, 1)
  return found
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
