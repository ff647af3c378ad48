/**
 * likes: users like public pictures, and everybody sees how many did. A like is a row; triggers count them,
 * so the counts stay right however a picture or an account is deleted. Lists by likes are read from the
 * counts. Nobody sees who liked a picture.
 */
export { likeErrors } from './errors.ts'
export { likeRoutes } from './routes.ts'
export { listLikesOf } from './store.ts'
