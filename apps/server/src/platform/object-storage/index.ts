/**
 * object-storage: immutable texts in any S3, each under the SHA-256 of its bytes. Equal texts are one object.
 * A text is compared with its name when it is written, by the server, and when it is read. Every request has
 * a deadline.
 */
export { ObjectMissingError, ObjectStorageError } from './errors.ts'
export {
  type ListedObject,
  nameObject,
  type ObjectStorage,
  openObjectStorage,
} from './open-object-storage.ts'
export type { ObjectStorageSettings } from './s3-requests.ts'
