/**
 * Which colour of a drawing a colour word means, where that is not the one that covers most: the paint of a
 * bicycle's frame, the icing of a doughnut. By label; the first that a drawing has is taken, so one list
 * serves all sets.
 */
export const bodyColours: Readonly<Record<string, readonly string[]>> = {
  bicycle: ['#f92f60', '#67a6ad'],
  doughnut: ['#6d4534', '#875b4f'],
  'woman’s boot': ['#ca0b4a', '#de7340'],
  robot: ['#cdc4d6', '#90a4ae'],
  parrot: ['#f70a8d', '#01ab46'],
  butterfly: ['#ff6723', '#0ca1fb'],
  lighthouse: ['#f8312f'],
  bus: ['#ffb02e', '#ffb803'],
  train: ['#3f5fff', '#2167a1'],
  key: ['#f9c23c', '#ffca28'],
  'running shoe': ['#9b9b9b', '#0277bd'],
  motorcycle: ['#f92f60', '#dc0d2a'],
  sailboat: ['#fcd53f', '#ff7043'],
  canoe: ['#ff822d', '#f3ab47'],
  'police car': ['#636363', '#2f2f2f'],
}
