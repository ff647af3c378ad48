/**
 * site: a built web site, served from memory. Hashed assets for ever, pages with a validator, each in the
 * encodings that the build made. What is not in the folder when the process starts is not served, so no
 * path can lead out of it.
 */
export { readSite, type Site, type SiteFile } from './read-site.ts'
export { type PageHeaders, sendFile, sendPage } from './send-file.ts'
