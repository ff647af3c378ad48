import type { Backdrop } from '../plan/scene-plan.ts'

/** The place and time of a scene that a word implies. */
export const sceneWords = new Map<string, Backdrop>()

const sceneTable: readonly (readonly [words: string, backdrop: Backdrop])[] = [
  ['sunset, sunrise, dusk, dawn, twilight, evening, golden hour', { light: 'sunset' }],
  ['night, midnight, nighttime, moonlight', { light: 'night' }],
  ['night sky, starry night, starry sky', { scene: 'sky', light: 'night', weather: 'stars' }],
  ['autumn, fall', { season: 'autumn' }],
  ['spring, springtime', { season: 'spring' }],
  ['summer, summertime', { season: 'summer' }],
  ['winter, wintertime', { season: 'winter', scene: 'snow', weather: 'snow' }],
  ['day, daytime, morning, noon, afternoon, sunlight, sunshine', { light: 'day' }],
  ['sky, blue sky, cloudy sky', { scene: 'sky' }],
  ['space, outer space, galaxy, universe, cosmos', { scene: 'space' }],
  ['underwater, coral reef, aquarium, seabed, ocean floor, deep sea', { scene: 'underwater' }],
  ['sea, ocean, wave, lake, pond, river, water, harbor, harbour, bay, stream, pool', { scene: 'sea' }],
  ['beach, shore, seaside, coast, sand, island', { scene: 'beach' }],
  ['hill, valley, countryside, landscape, horizon', { scene: 'hills' }],
  ['mountain, mountain range, mountain landscape, snowy mountain, alp, cliff', { scene: 'mountains' }],
  ['forest, wood, jungle, rainforest, woods', { scene: 'forest' }],
  ['city, town, skyline, city skyline, downtown', { scene: 'city' }],
  ['street, road, highway, sidewalk, pavement, avenue, parking lot', { scene: 'street' }],
  ['desert, dune, savanna, savannah', { scene: 'desert' }],
  ['snow, snowy, snowfall, blizzard', { scene: 'snow', weather: 'snow' }],
  ['meadow, field, grass, lawn, park, farm, prairie, pasture', { scene: 'meadow' }],
  ['garden, backyard, yard, flower garden', { scene: 'garden' }],
  ['rain, rainy, storm, stormy, thunderstorm, downpour', { light: 'overcast', weather: 'rain' }],
  ['cloudy, overcast, foggy, fog, misty, mist', { light: 'overcast' }],
  ['star', { weather: 'stars' }],
  [
    'room, living room, bedroom, kitchen, office, bathroom, classroom, library, indoors, home, studio, museum',
    { scene: 'room' },
  ],
]
for (const [words, backdrop] of sceneTable)
  for (const word of words.split(', ')) sceneWords.set(word, backdrop)

/** Words that are a scene only behind something else: alone, "a mountain" is a thing to draw. */
export const sceneOnlyBehind = new Set(
  'mountain hill star wave desert sky grass wood spring fall field farm alp park water island fog sand library road office studio museum pool river bay stream'.split(
    ' ',
  ),
)

/** Of those, the ones that are scenery whenever there is a thing to stand in it: "a desert with a cactus". */
export const sceneAroundThings = new Set('desert sky grass field farm park water'.split(' '))

/** Words of place or time that are scenery before a noun: "night city", "winter cabin". */
export const sceneAdjectives = new Set(
  'night midnight winter autumn spring summer snowy rainy stormy sunset sunrise underwater starry foggy misty cloudy'.split(
    ' ',
  ),
)
sceneWords.set('starry', { light: 'night', weather: 'stars' })
