/**
 * collections: named collections of pictures, a user's own ones and public ones of others. A collection is
 * private until its owner publishes it. A viewer sees only those of its pictures that they may see elsewhere:
 * a picture that becomes private leaves the lists and counts of others immediately. Visitors report public
 * collections and pages of authors.
 */
export { createCollectionPreview } from './collection-preview.ts'
export { collectionErrors } from './errors.ts'
export { reportRoutes } from './report-routes.ts'
export { purgePageReports, type ReportedPage, resolvePageReports } from './report-store.ts'
export { collectionRoutes } from './routes.ts'
export { findAnyCollection, listCollectionsOf, setCollectionRemoved } from './store.ts'
