/**
 * site: a built web site, whose files are read when they are first asked for, and then kept. Hashed assets
 * are cached for ever, pages have a validator, each in the encodings of the build. Only files that exist when
 * the process starts are served, so no path can lead out of the folder.
 */
export { insertIntoHead } from './insert-into-head.ts'
export { listSite, type Site, type SiteFile } from './read-site.ts'
export { type PageHeaders, sendFile, sendPage } from './send-file.ts'
