/**
 * The object storage did not do what it was asked for. The message names the operation and the status, no
 * secret.
 */
export class ObjectStorageError extends Error {
  override readonly name: string = 'ObjectStorageError'
}

/** The object does not exist, or its bytes are not those that were written. */
export class ObjectMissingError extends ObjectStorageError {
  override readonly name = 'ObjectMissingError'
}
