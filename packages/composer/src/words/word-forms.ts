/**
 * Spelling only: lower case, no accents, English plurals to singulars. Applied in the same way to the index
 * and to queries.
 */

export function foldText(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const asciiOnly = /^[\u0000-\u007f]*$/

/** Words of a label or a phrase, folded and singular. */
function wordsOf(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []).map((word) =>
    toSingular(word.replace(/'s?$/, '')),
  )
}

export function phraseOf(text: string): string {
  // Readers ask for most words one by one.
  if (/^[a-z\d]+$/.test(text)) return toSingular(text)
  return wordsOf(text).join(' ')
}

export function toSingular(word: string): string {
  const irregular = irregularPlurals.get(word)
  if (irregular !== undefined) return irregular
  if (!/[sn]$/.test(word)) return word
  if (/^[b-df-hj-np-tv-z]{2,3}s$/.test(word) && !word.endsWith('ss')) return word.slice(0, -1)
  if (/(?:[a-z]{2}|wo)men$/.test(word) && !/(?:speci|regi|acu|sta|abdo|ra)men$/.test(word))
    return `${word.slice(0, -3)}man`
  if (word.endsWith('children')) return word.slice(0, -3)
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word
  const stem = stemsThatKeepTheirE.test(word) ? word.slice(0, -1) : fStems.exec(word)?.[1]
  if (stem !== undefined) return stem.endsWith('e') ? stem : `${stem}f${/(?:kni|wi)$/.test(stem) ? 'e' : ''}`
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(?:ch|sh|x|ss|zz|o|[^o]us)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** Words whose plural adds an s alone, although its end looks like that of "flies", "boxes" or "heroes". */
const stemsThatKeepTheirE =
  /(?:(?:^gen|hood|brown|pix|smooth|hipp|talk|(?:^|neck|bow)t|cook|mov|zomb|self|rook|magp|budg|bird|lass|coll|pink|calor)ie|shoe|(?:^|mistle|tip)toe|(?:^|back)hoe|^foe|^doe|floe|oboe|^canoe|(?:^|pick|pole|battle)axe|(?:m[ou]+sta|qui|ni|cli|cre|psy|ca|^a|hea|brio|avalan)che|pause|clause|applause)s$/
const fStems = /^(.*(?:shel|wol|lea|loa|el|cal|thie|hoo|dwar|scar|shea|whar|hal|kni|wi))ves$/

/** Whether the word as written means several; words that only look plural do not count. */
export function isPlural(word: string): boolean {
  return toSingular(word) !== word && !singlesThatLookPlural.has(word)
}

const irregularPlurals = new Map<string, string>(
  Object.entries({
    mice: 'mouse',
    geese: 'goose',
    feet: 'foot',
    teeth: 'tooth',
    men: 'man',
    women: 'woman',
    children: 'child',
    people: 'person',
    lives: 'life',
    gases: 'gas',
    lenses: 'lens',
    bikinis: 'bikini',
    taxis: 'taxi',
    skis: 'ski',
    kiwis: 'kiwi',
    yetis: 'yeti',
    emojis: 'emoji',
    buses: 'bus',
    quizzes: 'quiz',
    dormice: 'dormouse',
    sandwiches: 'sandwich',
    oxen: 'ox',
    cacti: 'cactus',
    fungi: 'fungus',
    octopi: 'octopus',
    dice: 'dice',
    horses: 'horse',
    houses: 'house',
    pies: 'pie',
    ties: 'tie',
    gas: 'gas',
    bus: 'bus',
    lens: 'lens',
    atlas: 'atlas',
    canvas: 'canvas',
    christmas: 'christmas',
    // One thing with a plural name; "glass" is another thing.
    glasses: 'glasses',
    sunglasses: 'sunglasses',
    eyeglasses: 'eyeglasses',
    binoculars: 'binoculars',
    headphones: 'headphones',
    chopsticks: 'chopsticks',
    tongs: 'tongs',
    overalls: 'overalls',
    scissors: 'scissors',
    jeans: 'jeans',
    pants: 'pants',
    trousers: 'trousers',
    shorts: 'shorts',
    goggles: 'goggles',
    stairs: 'stairs',
    news: 'news',
    mars: 'mars',
    venus: 'venus',
    pliers: 'pliers',
    ruins: 'ruins',
    nachos: 'nachos',
  }),
)

const singlesThatLookPlural = new Set(
  (
    'glasses sunglasses goggles scissors jeans pants trousers shorts binoculars headphones earphones stairs news chess ' +
    'fries spectacles eyeglasses noodles cherries grapes fireworks tools settings analytics physics mathematics dice ' +
    'sparkles mountains woods lips eyeglasses sneakers shoes boots socks gloves mittens skis lyrics books statistics ' +
    'genetics swords traffic-lights lights scales coins clouds houses eyes beans peanuts blueberries pancakes maracas bubbles chips drapes curtains leggings overalls cymbals'
  ).split(' '),
)
