import { Attributes } from './attributes.ts'
import { boundsOf } from './bounds.ts'
import { bounceHeight, delayOf, fillsFrom, joinParts, type Motion, motionTimes } from './drawing/motion.ts'
import { inheritPaint, initialPaint, type Paint } from './drawn-shapes.ts'
import { elementRules } from './elements.ts'
import { notDrawnInPlace } from './expansion.ts'
import { formatNumber } from './numbers.ts'
import { newElement, type PictureElement } from './picture.ts'
import { readPicture } from './read-picture.ts'
import { serializePicture } from './serialize.ts'

export interface AnimateOptions {
  motion: Motion
  /**
   * Prefix of the names of classes and keyframes, such as `p1-`, so that pictures in one page do not share
   * them.
   */
  prefix: string
}

/**
 * The picture with a motion of its parts in one style sheet (CSS Animations 1), which
 * `prefers-reduced-motion` turns off. It ends (`draw-in`, `fade`) or begins (`bounce`, `spin`) as the picture
 * without motion. The parts are the children of the root, or of a group around everything.
 *
 * @param svg as `sanitizeSvg` writes it. The style sheet is constant text and contains nothing from the
 * picture.
 * @throws TypeError for a picture that the policy would not have written, and for a prefix that is not a
 * name.
 */
export function animateSvg(svg: string, { motion, prefix }: AnimateOptions): string {
  if (!/^[A-Za-z][\w-]{0,39}$/.test(prefix)) throw new TypeError(`Not a prefix: ${JSON.stringify(prefix)}`)
  const root = readPicture(svg)
  const whole = sizeOf(root)
  const { parent, paint } = findParent(root, inheritPaint(initialPaint, root.attributes))
  const isPart = (child: PictureElement | string): child is PictureElement =>
    typeof child !== 'string' && child.rule.isRendered && !notDrawnInPlace.has(child.name)
  const parts = joinParts(parent.children.filter(isPart))
  const wrapped = parts.map((part, at) => {
    if (isEndless(motion) && part.some((child) => isGround(child, whole))) return part
    const delay = formatNumber(delayOf(motion, at, parts.length), 2)
    if (motion === 'draw-in') for (const child of part) markStrokes(child, paint, `${prefix}draw`)
    return [wrap(part, prefix, delay)]
  })
  const others = parent.children.filter((child) => !isPart(child))
  parent.children = [...others, ...wrapped.flat()]
  const style = newElement('style', ruleOf('g'), null, new Attributes())
  style.children = [styleOf(motion, prefix)]
  root.children = [style, ...root.children]
  return serializePicture(root).svg
}

const groundShare = 0.95
const isEndless = (motion: Motion): boolean => motion === 'bounce' || motion === 'spin'

function ruleOf(name: string) {
  const rule = elementRules.get(name)
  if (!rule) throw new Error(`the policy knows no ${name}`)
  return rule
}

/** Descends to the first element that has several parts. A group with an effect is one part. */
function findParent(root: PictureElement, from: Paint): { parent: PictureElement; paint: Paint } {
  let [parent, paint] = [root, from]
  for (;;) {
    const drawn = parent.children.filter(
      (child): child is PictureElement =>
        typeof child !== 'string' && child.rule.isRendered && !notDrawnInPlace.has(child.name),
    )
    const [only] = drawn
    const effects = ['clip-path', 'mask', 'filter', 'opacity', 'mix-blend-mode']
    if (only?.name !== 'g' || drawn.length > 1 || effects.some((name) => only.attributes.has(name)))
      return { parent, paint }
    paint = inheritPaint(paint, only.attributes)
    parent = only
  }
}

function wrap(children: readonly PictureElement[], prefix: string, delay: string): PictureElement {
  const attributes = Attributes.from([
    ['class', `${prefix}part`],
    ['style', `--${prefix}delay:${delay}s`],
  ])
  const group = newElement('g', ruleOf('g'), null, attributes)
  group.children = children
  return group
}

/** Gives shapes with a plain stroke the class that draws it. Others appear with their part. */
function markStrokes(element: PictureElement, from: Paint, name: string): void {
  const { attributes, rule, children } = element
  if (attributes.has('stroke-dasharray') || notDrawnInPlace.has(element.name)) return
  const paint = inheritPaint(from, attributes)
  if (rule.role === 'shape' && paint.stroke !== 'none' && !attributes.has('vector-effect')) {
    attributes.set('class', name)
    // With a path length of 1, one dash covers the whole stroke.
    attributes.set('pathLength', '1')
  }
  for (const child of children) if (typeof child !== 'string') markStrokes(child, paint, name)
}

function sizeOf(root: PictureElement): { width: number; height: number } {
  const [, , width = 0, height = 0] = (root.attributes.get('viewBox') ?? '').split(/[\s,]+/).map(Number)
  return { width, height }
}

/** Whether it covers the picture: its ground neither bounces nor spins. */
function isGround(element: PictureElement, whole: { width: number; height: number }): boolean {
  const bounds = boundsOf(element, whole)
  if (bounds === null || element.attributes.has('transform')) return false
  return bounds.width >= whole.width * groundShare && bounds.height >= whole.height * groundShare
}

function styleOf(motion: Motion, prefix: string): string {
  const { seconds } = motionTimes[motion]
  const [part, draw] = [`.${prefix}part`, `.${prefix}draw`]
  const ease = 'cubic-bezier(.35,0,.65,1)'
  const rise = `translateY(-${bounceHeight * 100}%)`
  const delay = `{animation-delay:var(--${prefix}delay)}`
  const endless = (timing: string) =>
    `${part}{animation:${prefix}${motion} ${seconds}s ${timing} infinite;transform-box:fill-box;transform-origin:center}`
  const sheets: Record<Motion, string> = {
    'draw-in':
      `@keyframes ${prefix}draw{from{stroke-dasharray:1;stroke-dashoffset:1;fill-opacity:0}` +
      `${fillsFrom * 100}%{fill-opacity:0}to{stroke-dasharray:1;stroke-dashoffset:0}}` +
      `@keyframes ${prefix}show{from{opacity:0}}` +
      `${part}{animation:${prefix}show .2s ${ease} backwards}` +
      `${draw}{animation:${prefix}draw ${seconds}s ${ease} backwards}`,
    fade: `@keyframes ${prefix}fade{from{opacity:0}}${part}{animation:${prefix}fade ${seconds}s ${ease} backwards}`,
    bounce: `@keyframes ${prefix}bounce{50%{transform:${rise}}}${endless(ease)}`,
    spin: `@keyframes ${prefix}spin{to{transform:rotate(360deg)}}${endless('linear')}`,
  }
  return `${sheets[motion]}${part},${draw}${delay}@media (prefers-reduced-motion:reduce){${part},${draw}{animation:none}}`
}
