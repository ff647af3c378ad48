/**
 * Makes the composer's art ahead of the first start: `node packages/composer/dist/compile/run.js`. Quick
 * when it is current.
 */
import { ensureArtFile } from '../art/find-art-file.ts'

const { path, made } = await ensureArtFile()
if (made) process.stdout.write(`The composer's art was compiled to ${path}\n`)
