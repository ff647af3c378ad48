/**
 * Adds the size that the policy wrote to a source whose root has none. A browser lays out a picture without a
 * size in the box that shows it; it lays out one with a size in that size and scales it, which moves letters
 * by a part of a pixel.
 */
export function giveSize(source: string, written: string): string {
  const root = /<(?:\w+:)?svg\b[^>]*>/.exec(source)?.[0]
  if (root === undefined || /\s(?:width|height)\s*=|style\s*=\s*["'][^"']*(?:width|height)/.test(root))
    return source
  const size = ['width', 'height']
    .map((name) => new RegExp(` ${name}="[^"]*"`).exec(written)?.[0] ?? '')
    .join('')
  return source.replace(root, root.replace(/^<(?:\w+:)?svg/, `$&${size}`))
}
