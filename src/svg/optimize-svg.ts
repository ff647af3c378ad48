/**
 * `optimizeSvgSync`, whose library is loaded at the first call: a process that only reads pictures never pays for it.
 * Still runs on the calling thread, for milliseconds.
 */
export const optimizeSvg = async (svg: string): Promise<string> => {
  const { optimizeSvgSync } = await import('./optimize.ts')
  return optimizeSvgSync(svg)
}
