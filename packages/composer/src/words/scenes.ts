/**
 * What stands behind the things: a light, something far away, a ground, a weather. Words set one or more of
 * them.
 */
export type Light = 'day' | 'sunset' | 'night' | 'autumn' | 'space' | 'underwater' | 'overcast'
export type Far = 'hills' | 'mountains' | 'forest' | 'city'
export type Near = 'sea' | 'beach' | 'meadow' | 'snow' | 'desert' | 'garden'
export type Weather = 'rain' | 'snow' | 'stars'

export type Scene = { light?: Light; far?: Far; near?: Near; weather?: Weather }

export const sceneWords = new Map<string, Scene>(
  Object.entries({
    sunset: { light: 'sunset' },
    sunrise: { light: 'sunset' },
    dusk: { light: 'sunset' },
    dawn: { light: 'sunset' },
    twilight: { light: 'sunset' },
    evening: { light: 'sunset' },
    night: { light: 'night' },
    midnight: { light: 'night' },
    nighttime: { light: 'night' },
    moonlight: { light: 'night' },
    'night sky': { light: 'night' },
    'starry night': { light: 'night' },
    'starry sky': { light: 'night' },
    autumn: { light: 'autumn', near: 'meadow' },
    fall: { light: 'autumn', near: 'meadow' },
    sky: { light: 'day' },
    'blue sky': { light: 'day' },
    space: { light: 'space' },
    'outer space': { light: 'space' },
    galaxy: { light: 'space' },
    universe: { light: 'space' },
    cosmos: { light: 'space' },
    underwater: { light: 'underwater' },
    'coral reef': { light: 'underwater' },
    aquarium: { light: 'underwater' },
    sea: { near: 'sea' },
    ocean: { near: 'sea' },
    wave: { near: 'sea' },
    lake: { near: 'sea' },
    pond: { near: 'sea' },
    river: { near: 'sea' },
    water: { near: 'sea' },
    harbor: { near: 'sea' },
    harbour: { near: 'sea' },
    beach: { near: 'beach' },
    shore: { near: 'beach' },
    seaside: { near: 'beach' },
    coast: { near: 'beach' },
    hill: { far: 'hills' },
    valley: { far: 'hills' },
    countryside: { far: 'hills' },
    landscape: { far: 'hills' },
    mountain: { far: 'mountains' },
    'mountain range': { far: 'mountains' },
    'mountain landscape': { far: 'mountains' },
    'snowy mountain': { far: 'mountains' },
    alp: { far: 'mountains' },
    forest: { far: 'forest' },
    wood: { far: 'forest' },
    jungle: { far: 'forest' },
    rainforest: { far: 'forest' },
    city: { far: 'city' },
    town: { far: 'city' },
    skyline: { far: 'city' },
    'city skyline': { far: 'city' },
    desert: { near: 'desert' },
    dune: { near: 'desert' },
    savanna: { near: 'desert' },
    snow: { near: 'snow', weather: 'snow' },
    snowfall: { near: 'snow', weather: 'snow' },
    winter: { near: 'snow', weather: 'snow' },
    snowy: { near: 'snow', weather: 'snow' },
    meadow: { near: 'meadow' },
    field: { near: 'meadow' },
    grass: { near: 'meadow' },
    park: { near: 'meadow' },
    farm: { near: 'meadow' },
    garden: { near: 'garden' },
    spring: { near: 'garden' },
    rain: { light: 'overcast', weather: 'rain' },
    rainy: { light: 'overcast', weather: 'rain' },
    storm: { light: 'overcast', weather: 'rain' },
    stormy: { light: 'overcast', weather: 'rain' },
    star: { weather: 'stars' },
  } satisfies Record<string, Scene>),
)

/** Words that are a scene only behind something else: alone, "a mountain" is a thing to draw. */
export const sceneOnlyBehind = new Set(
  'mountain hill star wave desert sky grass wood spring fall field farm alp park water'.split(' '),
)

/** Of those, the ones that are scenery whenever there is a thing to stand in it: "a desert with a cactus". */
export const sceneAroundThings = new Set('desert sky grass field farm park water'.split(' '))

/** Words of place or time that are always scenery, even before the noun: "night city", "winter cabin". */
export const sceneAdjectives = new Set(
  'night midnight winter autumn snowy rainy stormy sunset sunrise underwater starry mountain desert forest city'.split(
    ' ',
  ),
)
