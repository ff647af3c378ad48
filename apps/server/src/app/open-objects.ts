import type { Config } from '../config/index.ts'
import { svgObjectOptions } from '../features/storage/index.ts'
import type { Log } from '../platform/log/index.ts'
import { type ObjectStorage, openObjectStorage } from '../platform/object-storage/index.ts'

/** The object storage of the configuration; undefined: all SVGs are in the database. */
export const openObjects = ({ pictures }: Config, log: Log): ObjectStorage | undefined =>
  pictures.kind === 's3'
    ? openObjectStorage(pictures, { ...svgObjectOptions, takesNew: pictures.takesNew, log })
    : undefined
