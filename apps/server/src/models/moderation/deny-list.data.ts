/** The names of OpenAI's moderation categories, where they mean the same. */
export type DeniedCategory =
  | 'sexual'
  | 'sexual/minors'
  | 'hate'
  | 'self-harm'
  | 'violence/graphic'
  | 'illicit/violent'

const young =
  '(?:child(?:ren)?|kids?|minors|under ?age|preteens?|toddlers?|baby|babies|school ?(?:girl|boy)s?|little (?:girl|boy)s?)'
const bare = '(?:naked|nude|topless|sexy|sexual|erotic|porn\\w*|sex)'
const being = '(?: (?:that|who|is|are|was|being|getting|having|fully|half))*'
const people =
  '(?:jews?|muslims?|christians?|black people|white people|gays|immigrants|refugees|women|trans people)'

/**
 * Words and phrases that are refused, on text as `foldText` writes it: small letters, single spaces. Each
 * stands between spaces, so that Scunthorpe and a cockpit may be drawn. English only, and small on purpose: a
 * word that has a harmless reading in a picture ("shot", "cock", "nude lipstick", "bomb") is not in it. What
 * needs judgement is for the moderation endpoint. Repeated letters come doubled at most, hence the `+`.
 */
export const deniedPatterns: readonly { category: DeniedCategory; pattern: RegExp }[] = [
  entry(
    'sexual/minors',
    `${young}${being} ${bare}`,
    `${bare}(?: (?:young|small|little))? ${young}`,
    'loli ?con',
    'shotacon',
    'jailbait',
    'pa?edophil(?:e|es|ia)',
  ),
  entry(
    'sexual',
    'po+rn(?:o+|ography|ographic|star|hub)?s?',
    'hentai',
    'nsfw',
    'blow ?jobs?',
    'handjobs?',
    'rimjobs?',
    'cum ?shots?',
    'gang ?bangs?',
    'bukkake',
    'fellatio',
    'cunnilingus',
    'masturbat(?:e|es|ed|ing|ion)',
    'erotica',
    '(?:having|have|has) (?:hard|rough|anal|oral|group )?sex',
    'sex scenes?',
    '(?:anal|oral) sex',
    '(?:raping|being raped)',
  ),
  entry(
    'hate',
    'n+i+gg(?:e+rs?|a+s?|az)',
    'sand nigg\\w+',
    'fa+gg+o+ts?',
    'kikes?',
    'gooks?',
    'wetbacks?',
    'ra+gheads?',
    'towelheads?',
    'heil hitler',
    'sieg heil',
    'race war',
    `(?:kill|gas|exterminate|lynch) (?:all )?(?:the )?${people}`,
    `death to (?:all )?(?:the )?${people}`,
    '(?:glory|hail) to (?:hitler|the nazis?|the third reich)',
    'nazi propaganda',
    'ku klux klan',
  ),
  entry(
    'self-harm',
    '(?:kill|hang)(?:ing|ed)? (?:myself|yourself|herself|himself|themselves)',
    '(?:hurt|harm|poison|cut)(?:ing|ting)? myself',
    '(?:slit|slitting|cut|cutting) (?:my|your|her|his|their) wrists?',
    'commit(?:s|ted|ting)? suicide',
    'suicide (?:methods?|notes?|instructions)',
  ),
  entry(
    'violence/graphic',
    'behead(?:s|ed|ing|ings)',
    'decapitat(?:e|es|ed|ing|ion)',
    'disembowel\\w*',
    'dismember(?:ed|ing|ment)',
    'snuff (?:film|video|movie)s?',
    'school shoot(?:er|ers|ing|ings)',
    'mass shoot(?:er|ers|ing|ings)',
    'mutilated (?:corpse|body|bodies|child|woman|man)s?',
  ),
  entry(
    'illicit/violent',
    '(?:make|build|making|building|assemble|instructions for) (?:a |an )?(?:pipe|nail|car|dirty|fertili[sz]er|suicide) bombs?',
    'bomb ?making (?:instructions|guide|manual)',
    'suicide (?:bomber|vest)s?',
    '(?:cook|make|making|cooking) (?:crystal )?meth',
  ),
]

function entry(
  category: DeniedCategory,
  ...phrases: string[]
): { category: DeniedCategory; pattern: RegExp } {
  return { category, pattern: new RegExp(`(?:^| )(?:${phrases.join('|')})(?= |$)`) }
}
