/** The program of a vectorizing process. */
import { type Config, vectorize } from '@neplex/vectorizer'
import { serveOrders } from '../processes/index.ts'
import { reduceColors } from './reduce-colors.ts'
import type { Detail, VectorizeOrder, VectorizeResult } from './vectorize-order.ts'

// The library declares these as constant enumerations, which cannot be read if each module is compiled
// separately.
const inColor = 0
const blackAndWhite = 1
const stacked = 0
const splines = 2

/**
 * `colorPrecision` in bits of a channel, `filterSpeckle` in pixels, angles in degrees, lengths in pixels.
 */
const settings: Record<Detail, Config> = {
  low: withDefaults({ colorPrecision: 5, filterSpeckle: 12, layerDifference: 32, pathPrecision: 1 }),
  medium: withDefaults({ colorPrecision: 6, filterSpeckle: 4, layerDifference: 16, pathPrecision: 2 }),
  high: withDefaults({ colorPrecision: 7, filterSpeckle: 2, layerDifference: 6, pathPrecision: 2 }),
}

function withDefaults(
  own: Pick<Config, 'colorPrecision' | 'filterSpeckle' | 'layerDifference' | 'pathPrecision'>,
): Config {
  return {
    colorMode: inColor,
    hierarchical: stacked,
    mode: splines,
    cornerThreshold: 60,
    lengthThreshold: 4,
    maxIterations: 10,
    spliceThreshold: 45,
    ...own,
  }
}

serveOrders(traceImage)

/** A thread of the library works, so the timer that measures memory keeps running. */
async function traceImage({ image, detail, ...choice }: VectorizeOrder): Promise<VectorizeResult> {
  const source = Buffer.from(image)
  try {
    return { svg: reduceColors(await vectorize(source, settings[detail]), choice) }
  } catch (error) {
    // The library fails for an image that is transparent everywhere, as it does for one that it cannot read.
    // Without colours it traces the first, and refuses the second again.
    await vectorize(source, { ...settings.low, colorMode: blackAndWhite }).catch(() => Promise.reject(error))
    return { svg: '' }
  }
}
