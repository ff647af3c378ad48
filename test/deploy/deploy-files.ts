import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../../apps/server/src/config/index.ts'

export const root = resolve(import.meta.dirname, '../..')

export const readText = (path: string) => readFileSync(join(root, path), 'utf8')

/** A YAML file with its merge keys (`<<`) resolved. */
export const readYaml = <T>(path: string): T => parse(readText(path), { merge: true }) as T

export const readYamlDocuments = <T>(text: string): T[] =>
  parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0]
    return document.toJS() as T
  })

/** Paths of the files below a folder, from the root. */
export const listBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))

/** The programs that the image's command accepts. */
export const roles = ['apps/server/bin', 'apps/cli/bin'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => name.replace(/\.ts$/, '')),
)

/** Seconds that a graceful shutdown may take after readiness has been false for long enough. */
export const shutdownSecondsMax = (() => {
  const [, ms = ''] = /shutdownMaxMs = ([\d_]+)/.exec(readText('apps/server/src/app/run-service.ts')) ?? []
  return Number(ms.replaceAll('_', '')) / 1000
})()

/** Lines of the form `NAME=value`. */
export function parseEnvFile(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

export const goodSecret = 'mPz0-4Jq2Xv9sLr7Wc5-Ty8Kd3Bn6Hf1Gu'

/**
 * The configuration that the service reads from an environment. Throws its ConfigError if it would not start.
 */
export const readServiceConfig = (environment: Record<string, unknown>) =>
  readConfig(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)])))
