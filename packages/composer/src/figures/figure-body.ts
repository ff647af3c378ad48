import { measureArt } from '../art/bounds.ts'
import type { Concept } from '../concepts/concept.ts'
import type { Body } from '../drawing/body.ts'
import type { ConceptThing, Pose } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import { traitsOf } from '../traits/traits.ts'
import { hexOf } from '../words/colours.ts'
import { drawFigure, type FigureLooks } from './draw-figure.ts'
import { type Outfit, outfits } from './outfits.data.ts'
import type { BodyPose } from './poses.ts'

const skins = ['#f6c7a0', '#eab287', '#d99a6c', '#b87a4f', '#8d5a3a', '#fbd5b5'] as const
const hairs = ['#3a2a22', '#5b3a26', '#7a4a2a', '#c98f4a', '#26222a', '#a5512f'] as const
const tops = ['#3f7fd8', '#e5643d', '#36a06a', '#8b5fd0', '#f0a02c', '#d6456b', '#2aa6a0'] as const
const bottoms = ['#3b4663', '#4c5563', '#2f5a7a', '#6b5140'] as const

/** Whether a person of the library is drawn as a whole figure; others keep the library's drawing. */
export function isFigure({ label, kind }: Concept): boolean {
  return (kind === 'person' || label === 'Santa Claus') && roleOf(label) !== undefined
}

/** Whether a person is drawn without the clothes and tools of an occupation, such as a hat. */
export function isPlainPerson(concept: Concept): boolean {
  return isFigure(concept) && roleOf(concept.label) === 'person'
}

/** The outfit of a label: "woman farmer" is a farmer. */
function roleOf(label: string): string | undefined {
  const plain = label.toLowerCase()
  const trade = plain.replace(/^(?:wo)?man |^person with /, '')
  if (plain in outfits) return plain
  if (trade in outfits) return trade
  return /^(?:(?:old |older )?(?:wo)?man|(?:older )?person|boy|girl|child|(?:person|man|woman)(?:: .+| walking| running| standing| dancing| swimming))$/.test(
    plain,
  )
    ? 'person'
    : undefined
}

/** A person as a whole figure. What is not said about looks follows from the seed. */
export function figureBody(
  thing: ConceptThing,
  concept: Concept,
  seed: number,
  pose: Pose,
  body: BodyPose,
): Body {
  const label = concept.label.toLowerCase()
  const role = roleOf(label) ?? 'person'
  const { all, second, ...parts } = thing.colours ?? {}
  const hex = (value: string | readonly string[] | undefined, turn = 0) => {
    const name = typeof value === 'string' ? value : value?.[turn % value.length]
    return name === undefined ? undefined : hexOf(name)
  }
  const base = outfits[role] ?? outfits.person
  const plain = role === 'person'
  const isWoman =
    /^(?:woman|old woman|girl|princess|queen|witch|mrs)|^woman /.test(label) ||
    /\b(?:woman|girl|lady)\b/.test(thing.concept)
  const isOld = /^old/.test(label)
  // Copies are different people.
  const ownOf = (copy: number) => {
    const random = createRandom(`${seed} ${thing.id} looks${copy === 0 ? '' : ` ${copy}`}`)
    return {
      skin: random.pick(skins),
      hair: random.pick(hairs),
      top: random.pick(tops),
      bottom: random.pick(bottoms),
      skirt: random.chance(0.5),
      isWoman: isWoman || (copy > 0 && /^(?:child|person)$/.test(label) && random.chance(0.6)),
    }
  }
  const looksOf = (copy: number): FigureLooks => {
    const own = ownOf(copy)
    const top =
      hex(all, copy) ??
      hex(parts.shirt ?? parts.top ?? parts.dress) ??
      (plain ? own.top : base?.top) ??
      own.top
    const outfit: Outfit = {
      ...(base ?? { shoes: '#2b2f3a' }),
      top,
      bottom:
        hex(second) ??
        hex(parts.trousers ?? parts.skirt) ??
        (plain ? own.bottom : (base?.bottom ?? own.bottom)),
      shoes: hex(parts.shoe) ?? base?.shoes ?? '#2b2f3a',
      ...(base?.long && hex(all, copy) ? { long: top } : {}),
    }
    const said = thing.looks?.hair ?? ''
    return {
      outfit,
      isChild: /^(?:boy|girl|child)$/.test(label),
      isWoman: own.isWoman,
      skirt: plain && (thing.looks?.wears === 'dress' || (own.isWoman && own.skirt && all === undefined)),
      skin: hex(parts.skin) ?? base?.skin ?? own.skin,
      hair: hex(parts.hair) ?? base?.hair ?? hairOf(label) ?? (isOld ? '#d9dce1' : own.hair),
      hairStyle: /bald/.test(`${label} ${said}`)
        ? 'bald'
        : /curly/.test(`${label} ${said}`)
          ? 'curly'
          : own.isWoman
            ? 'long'
            : 'short',
      beard: base?.beard === true || thing.looks?.beard !== undefined || /: beard/.test(label),
      glasses: base?.glasses === true,
      sleeping: pose === 'sleeping',
      masked: outfit.hat === 'hood' && role === 'ninja',
    }
  }
  const first = drawFigure(looksOf(0), body)
  const drawn = measureArt(first.nodes, Number.POSITIVE_INFINITY)
  // A person who jumps is above the ground; the shadow stays there.
  const box = { ...drawn, height: drawn.height + (body.lift ?? 0) }
  const share = ({ x, y }: { x: number; y: number }) => ({
    x: (x - box.x) / box.width,
    y: (y - box.y) / box.height,
  })
  const { head } = first
  const traits = traitsOf(concept)
  return {
    thing,
    name: thing.concept,
    traits: { ...traits, metres: /^(?:boy|girl|child)$/.test(label) ? 1.15 : body.turn === -90 ? 1.4 : 1.75 },
    nodes: (copy) => (copy === 0 ? first : drawFigure(looksOf(copy), body)).nodes,
    hasJoints: true,
    box,
    canvas: 256,
    origin: 'own',
    asked: (copy) => hex(all, copy),
    tints: Object.values(thing.colours ?? {})
      .flat()
      .flatMap((name) => hexOf(name) ?? []),
    anchors: {
      hand: share(first.hand),
      headTop: share({ x: head.x, y: head.y - head.radius * 0.5 }),
      eyes: share({ x: head.x + head.radius * 0.16, y: head.y + head.radius * 0.06 }),
      neck: share({ x: head.x, y: head.y + head.radius * 1.05 }),
      chest: share(first.chest),
      seat: share({ x: 0, y: 8 }),
      feet: share(first.feet),
      foot: share(first.foot),
      headWidth: (head.radius * 2) / box.width,
    },
    isCreature: false,
    isPlant: false,
    isFree: false,
    keepsPaint: false,
    isLineIcon: false,
    missed: Object.keys(parts)
      .filter((part) => !/^(?:hair|skin|shirt|top|dress|trousers|skirt|shoe)$/.test(part))
      .map((part) => ({ words: `${String(parts[part])} ${part}`, kind: 'part' as const })),
  }
}

function hairOf(label: string): string | undefined {
  if (/blond/.test(label)) return '#e6bf6a'
  if (/red hair/.test(label)) return '#c2562a'
  return /white hair/.test(label) ? '#e3e6ea' : undefined
}
