import type { SvgStyle } from '../port.ts'

/** How each style is drawn. `style-fault.ts` checks what can be checked of it, so change the two together. */
export const styleRecipes: Record<SvgStyle, string> = {
  outline: `Outlines in one dark ink such as #1f2937, stroke-width 6, stroke-linecap and stroke-linejoin round, fill none; white fill only where a shape hides
another. Even weight throughout, open space inside, no shading, no gradients. A named colour becomes the colour of that thing's strokes.`,
  filled: `Solid silhouettes: one strong colour per thing, details cut out as shapes in white or in one darker tone. No strokes, no gradients, no shadows. It must read as a
glyph at 24 pixels.`,
  minimal: `As few shapes as possible, at most 8: the essential form and nothing else, two colours beside white, much empty space around it. No details, no
gradients, no outlines around filled shapes.`,
  modern: `Clean geometric shapes on a calm backdrop, generous corner radii, 3 or 4 harmonious colours and one vivid accent, at most one soft gradient, overlapping
translucent planes where they help. No outlines.`,
  flat: `Flat colour areas, no strokes but for things that are thin lines, no gradients, no shadows; two or three tones of a colour per object suggest its form, light comes
from the top left.`,
  gradient: `A smooth linear or radial gradient on every large shape, between vivid neighbouring hues such as #f97316 to #ec4899, no strokes; light comes from the top
left. Define each gradient once, with two or three stops.`,
  'line-art': `One thin continuous-looking line, stroke-width 2, dark ink such as #111827 on white, fill none, round caps; elegant long curves, sparse detail, lines that
end in the open. A named colour becomes the colour of that thing's line.`,
  '3d': `Volume: radial gradients for round bodies and linear ones for flat faces, three faces of every box with different brightness, a highlight at the top left, shade at
the bottom right, a soft translucent ellipse as the shadow on the ground.`,
  cartoon: `Friendly exaggerated shapes, a dark outline of stroke-width 5 to 7 around every shape, bright saturated fills, one simple highlight per shape, and for
what lives a large head with big eyes and a smile.`,
}
