import { writeNode } from '../art/tree.ts'
import type { ConceptKind } from '../concepts/concept.ts'
import { drawFigure } from '../figures/draw-figure.ts'
import { outfits } from '../figures/outfits.data.ts'
import { bodyPoses } from '../figures/poses.ts'
import { lyingAnimals } from './lying-animals.ts'
import { ownEveryday } from './own-everyday.data.ts'
import { ownHome } from './own-home.data.ts'
import { ownHousehold } from './own-household.data.ts'
import { ownLeisure } from './own-leisure.data.ts'
import { ownOutdoors } from './own-outdoors.data.ts'
import { ownPoses } from './own-poses.data.ts'
import { ownWear } from './own-wear.data.ts'
import { sittingAnimals } from './sitting-animals.ts'

const kinds: Partial<Record<ConceptKind, string[]>> = {
  place: [
    'lighthouse',
    'windmill',
    'bridge',
    'barn',
    'pyramid',
    'igloo',
    'cave',
    'well',
    'iceberg',
    'wind turbine',
    'campsite tent',
    'pond',
    'waterfall',
    'tower',
    'chimney',
    'stone arch',
    'dome',
    'gazebo',
    'prison cell',
  ],
  vehicle: [
    'baby stroller',
    'submarine',
    'hot air balloon',
    'tank',
    'excavator',
    'crane',
    'drone',
    'hovercraft',
  ],
  creature: ['sitting fox', 'seagull', 'ostrich', 'seahorse', 'starfish'],
  plant: ['garden flower', 'bush', 'bamboo', 'branch', 'pine cone', 'lily pad', 'mistletoe'],
  food: [
    'plain cake',
    'pumpkin',
    'sausage',
    'popsicle',
    'candy cane',
    'ketchup',
    'fig',
    'onion ring',
    'yogurt pot',
    'tofu',
    'meringue',
  ],
  sky: ['rainbow arc', 'firework burst'],
  symbol: ['right arrow shape', 'plus shape', 'minus shape', 'rectangle', 'hexagon', 'pentagon', 'oval'],
}
/** People of stories and trades that no set has: complete figures, as `figures/` draws them. */
const peopleNames = ['king', 'queen', 'witch', 'knight', 'pirate', 'cowboy', 'sailor', 'dancer'] as const
kinds.person = [...peopleNames]
kinds.creature?.push(...Object.keys(sittingAnimals), ...Object.keys(lyingAnimals), 'flying bird')
const ownPeople: Readonly<Record<string, string>> = Object.fromEntries(
  peopleNames.map((name) => [name, drawPerson(name)]),
)

function drawPerson(name: string): string {
  const outfit = outfits[name] ?? { top: '#3f7fd8', bottom: '#3b4663', shoes: '#2b2f3a' }
  const looks = {
    skin: '#eab287',
    hair: outfit.hair ?? '#5b3a26',
    beard: outfit.beard === true,
    glasses: false,
  }
  const isWoman = name === 'queen' || name === 'witch'
  const { nodes } = drawFigure(
    {
      ...looks,
      outfit,
      isWoman,
      hairStyle: isWoman ? 'long' : 'short',
      isChild: false,
      skirt: false,
      sleeping: false,
      masked: false,
    },
    bodyPoses.standing,
  )
  return `<g transform="translate(16 17.5) scale(.13)">${nodes.map(writeNode).join('')}</g>`
}

const kindsByName = new Map(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind as ConceptKind] as const)),
)

export function kindOfOwn(name: string): ConceptKind {
  return kindsByName.get(name) ?? 'thing'
}

/**
 * Our own drawings of everyday things that the icon sets lack. They use the canvas of the flat set (32 units)
 * and its style: flat areas, two or three tones, no strokes, standing on their lowest edge.
 */
export const ownArt: Readonly<Record<string, string>> = {
  ...ownPeople,
  ...ownEveryday,
  ...ownHousehold,
  ...ownOutdoors,
  ...ownLeisure,
  ...ownHome,
  ...ownWear,
  ...sittingAnimals,
  ...lyingAnimals,
  ...ownPoses,
  'hot air balloon':
    '<path fill="#8d5a3b" d="m12.4 21.5 1.5 4.2h.8l-1.2-4.4zm7.2 0-1.5 4.2h-.8l1.2-4.4z"/>' +
    '<path fill="#f8312f" d="M16 1.5c5.9 0 10 4.3 10 9.7 0 5-3.9 8.6-6.4 11.1h-7.2C9.9 19.8 6 16.2 6 11.2c0-5.4 4.1-9.7 10-9.7"/>' +
    '<path fill="#ffb02e" d="M16 1.5c3.1 0 5.2 4.3 5.2 9.7 0 5-2 8.6-3.3 11.1h-3.8c-1.3-2.5-3.3-6.1-3.3-11.1 0-5.4 2.1-9.7 5.2-9.7"/>' +
    '<path fill="#fff3d6" d="M16 1.5c1.3 0 2 4.3 2 9.7 0 5-.7 8.6-1.1 11.1h-1.8c-.4-2.5-1.1-6.1-1.1-11.1 0-5.4.7-9.7 2-9.7"/>' +
    '<path fill="#6d4534" d="M12.6 21.8h6.8v1.4h-6.8z"/>' +
    '<path fill="#c58a4f" d="M13 25.4h6v3.6a1.5 1.5 0 0 1-1.5 1.5h-3a1.5 1.5 0 0 1-1.5-1.5z"/>' +
    '<path fill="#8d5a3b" d="M12.6 25h6.8v1.5h-6.8z"/>',
  lighthouse:
    '<path fill="#8d99a8" d="M4 30c.5-3 3-4.5 6-4.5h12c3 0 5.5 1.5 6 4.5z"/>' +
    '<path fill="#fff" d="M12.2 10h7.6l2.2 16H10z"/>' +
    '<path fill="#f8312f" d="M11.65 14h8.7l.55 4h-9.8zM10.55 22h10.9l.55 4H10z"/>' +
    '<path fill="#5b4a42" d="M10.8 9.2h10.4v1.6H10.8z"/>' +
    '<path fill="#ffd84d" d="M13 5h6v4.2h-6z"/>' +
    '<path fill="#c3302f" d="M12.2 5.2 16 1.6l3.8 3.6z"/>' +
    '<path fill="#fff3b0" d="m20 6.2 8-2.2v6.2l-8-2.2zM12 6.2 4 4v6.2l8-2.2z"/>' +
    '<path fill="#5b4a42" d="M14.7 23.5a1.3 1.3 0 0 1 2.6 0V26h-2.6z"/>',
  windmill:
    '<path fill="#e8d3b0" d="M12 13h8l2.5 17h-13z"/>' +
    '<path fill="#c98f5a" d="M11.3 13.2c0-3.4 2-5.2 4.7-5.2s4.7 1.8 4.7 5.2z"/>' +
    '<path fill="#7a4b32" d="M14 25.5a2 2 0 0 1 4 0V30h-4zM14.8 17h2.4v2.6h-2.4z"/>' +
    '<path fill="#fff" d="M17.6 10.2 25 2.8l2.2 2.2-7.4 7.4zM17.6 13.2l7.4 7.4 2.2-2.2-7.4-7.4zM14.4 13.2 7 20.6l-2.2-2.2 7.4-7.4zM14.4 10.2 7 2.8 4.8 5l7.4 7.4z"/>' +
    '<path fill="#7a4b32" d="m24.3 2.1 1.1 1.1-18.7 18.7-1.1-1.1zM7.7 2.1 6.6 3.2l18.7 18.7 1.1-1.1z"/>' +
    '<circle cx="16" cy="11.9" r="1.9" fill="#c98f5a"/>',
  table:
    '<path fill="#8a5736" d="M4.5 15h3l.8 15H5.7zM27.5 15h-3l-.8 15h2.6z"/>' +
    '<path fill="#a56a43" d="M4 14.5h24v3.4H4z"/>' +
    '<path fill="#c98d5e" d="M2.8 11.5h26.4a1.3 1.3 0 0 1 1.3 1.3v.7a1.3 1.3 0 0 1-1.3 1.3H2.8a1.3 1.3 0 0 1-1.3-1.3v-.7a1.3 1.3 0 0 1 1.3-1.3"/>',
  pumpkin:
    '<path fill="#e0691d" d="M16 9c8.5-2.5 14 3 14 10s-5 11-14 11S2 26 2 19 7.5 6.5 16 9"/>' +
    '<path fill="#ff8a2b" d="M16 8.5c5.5-2 9 3.5 9 10.5s-3.5 11-9 11-9-4-9-11S10.5 6.5 16 8.5"/>' +
    '<path fill="#ffa751" d="M16 8.5c2.8-1 4 3.8 4 10.5s-1.2 11-4 11-4-4.3-4-11 1.2-11.5 4-10.5"/>' +
    '<path fill="#4f7a2c" d="M14.3 9.5c.3-3-.6-4.5-2.5-5.7l1.7-2c3 1.5 4.5 4 4.3 7.7-1 .5-2.5.5-3.5 0"/>',
  fence:
    '<path fill="#d9b48a" d="M1 14h30v2.6H1zM1 22h30v2.6H1z"/>' +
    '<path fill="#f4e0c4" d="m2.5 11 2.3-3 2.3 3v18H2.5zM9.9 11l2.3-3 2.3 3v18H9.9zM17.4 11l2.3-3 2.3 3v18h-4.6zM24.9 11l2.3-3 2.3 3v18h-4.6z"/>',
  rug:
    '<path fill="#f4e0c4" d="M1 24.5h30V26H1z"/>' +
    '<path fill="#b3364b" d="M4.5 20h23l3 6.5h-29z"/>' +
    '<path fill="#f2b134" d="M6 21.2h20l1.9 4.1H4.1z"/>' +
    '<path fill="#b3364b" d="M7.4 22h17.2l1.1 2.5H6.3z"/>',
  road:
    '<path fill="#5b6470" d="M12.5 4h7L29 30H3z"/>' +
    '<path fill="#fff" d="M15.5 6h1l.3 4h-1.6zM15.1 13h1.8l.4 5h-2.6zM14.5 21.5h3l.5 6.5h-4z"/>' +
    '<path fill="#ffd84d" d="M11.9 4h.9L4.8 30H3zM20.1 4h-.9l8 26H29z"/>',
  box:
    '<path fill="#b07a47" d="M4 13h24v15a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"/>' +
    '<path fill="#8f5f34" d="M4 13h24v2.5H4z"/>' +
    '<path fill="#d8a873" d="m4 13-3 5.5 9.5 1.5L16 13zM28 13l3 5.5-9.5 1.5L16 13z"/>' +
    '<path fill="#8f5f34" d="M12 23h8v2.5h-8z"/>',
  'flower pot':
    '<path fill="#a8552f" d="M7.5 14h17l-2.5 14.5a2 2 0 0 1-2 1.5h-8a2 2 0 0 1-2-1.5z"/>' +
    '<path fill="#c96f42" d="M6 9.5h20a1 1 0 0 1 1 1V14a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-3.5a1 1 0 0 1 1-1"/>' +
    '<path fill="#8c4425" d="M7.7 15h16.6l-.2 1.6H7.9z"/>',
  submarine:
    '<path fill="#d99a16" d="M28.5 13.5h1.2a.8.8 0 0 1 .8.8v9.4a.8.8 0 0 1-.8.8h-1.2z"/>' +
    '<path fill="#d99a16" d="M17 4h2v6h-2zM17 4h4.5a.9.9 0 0 1 0 1.9H17z"/>' +
    '<path fill="#f2b134" d="M11 9.5h10l1 4.5H10z"/>' +
    '<path fill="#fccb1b" d="M9.5 12.5H22c3.8 0 6.5 2.2 7.5 4.5v4c-1 2.3-3.7 4.5-7.5 4.5H9.5a6.5 6.5 0 0 1 0-13"/>' +
    '<path fill="#d99a16" d="M3.3 21h24.2c-1.3 2.6-3.3 4.5-6 4.5h-12c-2.9 0-5.3-1.9-6.2-4.5"/>' +
    '<circle cx="9.5" cy="18" r="2.5" fill="#5b4a42"/><circle cx="16" cy="18" r="2.5" fill="#5b4a42"/><circle cx="22.5" cy="18" r="2.5" fill="#5b4a42"/>' +
    '<circle cx="9.5" cy="18" r="1.7" fill="#bfe6fb"/><circle cx="16" cy="18" r="1.7" fill="#bfe6fb"/><circle cx="22.5" cy="18" r="1.7" fill="#bfe6fb"/>',
  waterfall:
    '<path fill="#7d8b6a" d="M2 8.5C2 6.5 4 5 6.5 5H11v21.5H4a2 2 0 0 1-2-2zM30 8.5C30 6.5 28 5 25.5 5H21v21.5h7a2 2 0 0 0 2-2z"/>' +
    '<path fill="#5f9e4e" d="M2 8.5C2 6 4.5 4 7.5 4H11v4c-2.5 0-3 2-5 2S4 9 2 10zM30 8.5C30 6 27.5 4 24.5 4H21v4c2.5 0 3 2 5 2s2-1 4 0z"/>' +
    '<path fill="#4aa8df" d="M11 5h10v21H11z"/>' +
    '<path fill="#bfe6fb" d="M12.5 7h1.2v16h-1.2zM15.4 5h1.2v20h-1.2zM18.3 8h1.2v15h-1.2z"/>' +
    '<path fill="#2f8fcd" d="M2 25c4-1.5 8-1.5 14-1.5S26 23.5 30 25v3.5a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2z"/>' +
    '<path fill="#e3f5fc" d="M9.5 25.5a2 2 0 0 1 2.5-2.3 2.3 2.3 0 0 1 4-.5 2.3 2.3 0 0 1 4 .5 2 2 0 0 1 2.5 2.3z"/>',
  shelf:
    '<path fill="#8a5736" d="M5 17h2.5v7.5H5zM24.5 17H27v7.5h-2.5z"/>' +
    '<path fill="#c98d5e" d="M1.5 13.5h29V17h-29z"/>',
  lamp:
    '<path fill="#8d99a8" d="M15 14h2v13h-2z"/>' +
    '<path fill="#5b6470" d="M9.5 29a2.5 2.5 0 0 1 2.5-2.5h8a2.5 2.5 0 0 1 2.5 2.5v1h-13z"/>' +
    '<path fill="#ffd84d" d="M12 15h8a4 4 0 0 1-8 0"/>' +
    '<path fill="#f2a93b" d="M11.5 3h9L26 15.5H6z"/>' +
    '<path fill="#ffcb66" d="M14 3h4l2 12.5h-8z"/>',
}
