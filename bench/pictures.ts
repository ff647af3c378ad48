import { createRandom } from '../tools/random/index.ts'

/** Pictures as language models draw them, of about this many bytes; different for every seed. */
export function createPicture(bytes: number, seed: number): string {
  const random = createRandom(seed)
  const number = (max: number) => (random() * max).toFixed(1)
  const colour = () =>
    `#${Math.floor(random() * 0xffffff)
      .toString(16)
      .padStart(6, '0')}`
  const shapes = [
    () =>
      `<circle cx="${number(256)}" cy="${number(256)}" r="${number(60)}" fill="${colour()}" opacity="0.9"/>`,
    () =>
      `<rect x="${number(200)}" y="${number(200)}" width="${number(90)}" height="${number(90)}" rx="6" fill="url(#sky)"/>`,
    () =>
      `<path d="M${number(256)} ${number(256)}C${number(256)},${number(256)} ${number(256)},${number(256)} ${number(256)},${number(256)}l${number(9)}-${number(9)}z" fill="${colour()}" stroke="${colour()}" stroke-width="2" stroke-linejoin="round"/>`,
    () =>
      `<g transform="translate(${number(99)} ${number(99)}) rotate(${number(90)})"><ellipse rx="${number(40)}" ry="${number(20)}" style="fill:${colour()};stroke:none"/></g>`,
  ]
  const parts = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">',
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colour()}"/><stop offset="1" stop-color="${colour()}"/></linearGradient></defs>`,
  ]
  let length = parts.join('').length
  for (let at = 0; length < bytes - 100; at += 1) {
    const part = shapes[at % shapes.length]?.() ?? ''
    parts.push(part)
    length += part.length
  }
  return `${parts.join('')}</svg>`
}
