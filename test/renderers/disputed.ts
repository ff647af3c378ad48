type Named = { name: string; source: string }

const picture = (name: string, body: string): Named => ({
  name,
  source: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">${body}</svg>`,
})
/**
 * Legal notations that not every renderer reads. What the policy writes for them must look the same in all of
 * them.
 */
export const disputed: readonly Named[] = [
  picture(
    'feDropShadow',
    '<filter id="f"><feDropShadow dx="6" dy="6" stdDeviation="2" flood-color="navy" flood-opacity=".6"/></filter><rect x="20" y="20" width="50" height="50" fill="pink" filter="url(#f)"/>',
  ),
  picture(
    'a marker that is reversed at the start',
    '<marker id="m" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="red"/></marker><path d="M20 20h50v50" fill="none" stroke="navy" stroke-width="4" marker-start="url(#m)" marker-end="url(#m)"/>',
  ),
  picture(
    'a clip path that uses a use, which clips all away',
    '<defs><circle id="a" cx="50" cy="50" r="30"/><use id="b" href="#a"/></defs><clipPath id="c"><use href="#b"/></clipPath><rect width="100" height="100" fill="red" clip-path="url(#c)"/><rect width="20" height="20"/>',
  ),
  picture(
    'a radial gradient with an inner radius',
    '<radialGradient id="g" fr="40%"><stop stop-color="red"/><stop offset="1" stop-color="gold"/></radialGradient><rect width="100" height="100" fill="url(#g)"/>',
  ),
  picture(
    'transform-box',
    '<rect x="50" y="50" width="30" height="20" fill="red" style="transform:rotate(45deg);transform-box:fill-box;transform-origin:50% 50%"/>',
  ),
  picture(
    'mask-type in style',
    '<mask id="m" style="mask-type:alpha"><rect width="50" height="100"/></mask><rect width="100" height="100" fill="red" mask="url(#m)"/>',
  ),
  picture(
    'a named colour mixed with another',
    '<rect width="100" height="100" fill="color-mix(in srgb, red 50%, blue)"/>',
  ),
  picture(
    'lengths of the font',
    '<g font-size="10"><rect x="1em" y="2em" width="4rem" height="3ic" fill="red"/></g>',
  ),
  picture(
    'lengths of the window',
    '<rect width="50vw" height="20vh" fill="red"/><circle cx="50vmin" cy="70" r="10vmax"/>',
  ),
  picture(
    'a property that scales',
    '<rect width="20" height="20" fill="red" style="scale:2 3;translate:10px 5px"/>',
  ),
  picture(
    'currentColor',
    '<g color="red"><rect width="50" height="50" fill="currentColor"/><g color="blue"><rect x="50" width="50" height="50" fill="currentcolor"/></g></g>',
  ),
]
