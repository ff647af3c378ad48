import type { Backdrop } from '../plan/scene-plan.ts'

/** The input from which a landscape is drawn. */
export type SkyLight = 'day' | 'sunset' | 'night' | 'autumn' | 'space' | 'underwater' | 'overcast'
export type Far = 'hills' | 'mountains' | 'forest' | 'city'
export type Near = 'sea' | 'beach' | 'meadow' | 'snow' | 'desert' | 'garden' | 'street' | 'room' | 'table'
export type Falling = 'rain' | 'snow' | 'stars'

export type Landscape = { light: SkyLight; far?: Far; near?: Near; falling?: Falling }

const grounds: Partial<Record<NonNullable<Backdrop['scene']>, { near?: Near; far?: Far }>> = {
  room: { near: 'room' },
  table: { near: 'table' },
  street: { near: 'street', far: 'city' },
  city: { near: 'street', far: 'city' },
  meadow: { near: 'meadow', far: 'hills' },
  garden: { near: 'garden', far: 'hills' },
  forest: { near: 'meadow', far: 'forest' },
  hills: { near: 'meadow', far: 'hills' },
  mountains: { near: 'meadow', far: 'mountains' },
  beach: { near: 'beach' },
  sea: { near: 'sea' },
  desert: { near: 'desert' },
  snow: { near: 'snow', far: 'hills' },
  sky: {},
}

/** The landscape of a backdrop. Whatever the backdrop does not define is that of a fine day outdoors. */
export function landscapeOf(backdrop: Backdrop): Landscape {
  const { scene = 'hills', light, weather, season } = backdrop
  if (scene === 'space' || scene === 'underwater') return { light: scene }
  const ground = { ...grounds[scene] }
  if (backdrop.far) ground.far = backdrop.far
  if (season === 'spring' && ground.near === 'meadow') ground.near = 'garden'
  if (season === 'winter' && (ground.near === 'meadow' || ground.near === 'garden')) ground.near = 'snow'
  const indoors = ground.near === 'room' || ground.near === 'table'
  const skyLight: SkyLight =
    light === undefined || light === 'day' ? (season === 'autumn' && !indoors ? 'autumn' : 'day') : light
  const falling = weather === 'clear' || indoors ? undefined : weather
  return { light: skyLight, ...ground, ...(falling ? { falling } : {}) }
}
