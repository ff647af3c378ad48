import { access, constants, mkdir, open, stat, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { UsageError } from './exit-status.ts'

/**
 * Where pictures go: standard output, a file, files in a folder that are named by what they show, or an
 * archive that the service makes. A file that the user has named is replaced, any other one never.
 */
export type Output = FileOutput | { kind: 'archive'; path: string; fetch: () => Promise<Blob> }
export type FileOutput = { kind: 'standard output' } | PathOutput
type PathOutput = { kind: 'file'; path: string } | { kind: 'folder'; path: string }

/**
 * Reads `-o`, and makes the folder that the files need, so that nothing is charged for what cannot be saved.
 *
 * @throws UsageError for several pictures on standard output.
 */
export async function prepareOutput(given: string | undefined, count: number): Promise<FileOutput> {
  if (given !== '-') return preparePath(given)
  if (count > 1) throw new UsageError('Standard output takes one picture: give -o a file or a folder.')
  return { kind: 'standard output' }
}

/** Reads a path, or undefined for the current folder, and makes its folder. */
export async function preparePath(given: string | undefined): Promise<PathOutput> {
  const isFolder = given === undefined || /[/\\]$/.test(given) || (await isDirectory(given))
  const folder = isFolder ? (given ?? '.') : dirname(given)
  await mkdir(folder, { recursive: true })
  await access(folder, constants.W_OK)
  return { kind: isFolder ? 'folder' : 'file', path: given ?? '.' }
}

const isDirectory = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false

/**
 * Writes pictures in their order. Several of one file are numbered: `fox.svg` becomes `fox-1.svg` and so on.
 *
 * @returns the path of each.
 */
export async function writePictures(
  output: PathOutput,
  pictures: readonly { svg: string; prompt: string; number?: number }[],
): Promise<string[]> {
  const paths: string[] = []
  for (const { svg, prompt, number } of pictures) {
    if (output.kind === 'folder') {
      paths.push(await writeNew(output.path, nameOf(prompt), svg))
      continue
    }
    const extension = extname(output.path)
    const stem = output.path.slice(0, output.path.length - extension.length)
    const path = number === undefined ? output.path : `${stem}-${number}${extension}`
    await writeFile(path, svg)
    paths.push(path)
  }
  return paths
}

/** Writes `<name>.svg`, or `<name>-2.svg` and so on if there is such a file. */
async function writeNew(folder: string, name: string, content: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number > 1 ? `-${number}` : ''}.svg`)
    try {
      const file = await open(path, 'wx')
      await file.writeFile(content).finally(() => file.close())
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

const nameCharsMax = 40

/** A name of a file: `A red fox!` becomes `a-red-fox`. */
export function nameOf(prompt: string): string {
  const words =
    prompt
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const name = [...words.join('-')].slice(0, nameCharsMax).join('').replace(/-$/, '')
  return name || 'picture'
}
