import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TestFolder = AsyncDisposable & { path: string }

/**
 * A temporary folder that other accounts can enter: as root, the embedded database runs under one of them.
 */
export async function createTestFolder(mode = 0o711): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'chatsvg-test-'))
  await chmod(path, mode)
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
    },
  }
}
