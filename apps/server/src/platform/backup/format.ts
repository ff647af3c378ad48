import pg from 'pg'
import { BackupError } from './backup-error.ts'

/** The header of a backup. */
export type BackupAbout = Record<string, string>

export type BackedTable = { name: string; columns: string[] }

export type BackupHeader = {
  format: typeof formatVersion
  /** The newest migration, by the time in its journal. */
  schema: number
  /** ISO 8601. */
  takenAt: string
  about: BackupAbout
  /** In an order in which rows can be inserted: referenced tables come first. */
  tables: BackedTable[]
}

export type BackupFooter = {
  /** Rows of each table, in the order of the header. */
  rows: number[]
  /** Of everything before this line, hexadecimal. */
  sha256: string
}

const formatVersion = 1
const headMark = '-- chatSVG backup '
const endMark = '-- end '

/** The tables are between these; with them, psql restores all or nothing. */
export const openingLines = [`set client_encoding = 'UTF8';`, 'begin;']
export const closingLine = 'commit;'
/** Ends the rows of a table. No row is equal to it, because a backslash in a row is doubled. */
export const rowsEnd = '\\.\n'

export const renderHeader = (header: Omit<BackupHeader, 'format'>) =>
  `${headMark}${JSON.stringify({ format: formatVersion, ...header })}`

export const renderFooter = (footer: BackupFooter) => `${endMark}${JSON.stringify(footer)}`

/** @throws BackupError when the line is not the header of a backup that this code can read. */
export function parseHeader(line: string): BackupHeader {
  if (!line.startsWith(headMark)) throw new BackupError('This is no backup of chatSVG.')
  const header = JSON.parse(line.slice(headMark.length)) as BackupHeader
  if (header.format !== formatVersion)
    throw new BackupError('A newer chatSVG made this backup. Restore it with that version.')
  return header
}

export function parseFooter(line: string): BackupFooter | undefined {
  return line.startsWith(endMark) ? (JSON.parse(line.slice(endMark.length)) as BackupFooter) : undefined
}

/** As a query, because COPY by itself does not read tables with partitions. */
export const renderCopyOut = ({ name, columns }: BackedTable) =>
  `copy (select ${renderColumns(columns)} from ${quoteTable(name)}) to stdout`
export const renderCopyIn = ({ name, columns }: BackedTable) =>
  `copy ${quoteTable(name)} (${renderColumns(columns)}) from stdin`

const renderColumns = (columns: string[]) => columns.map((column) => pg.escapeIdentifier(column)).join(', ')

export const quoteTable = (name: string) => `public.${pg.escapeIdentifier(name)}`
