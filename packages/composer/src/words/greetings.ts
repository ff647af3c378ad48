import type { Mood } from '../plan/scene-plan.ts'

/** What cards for an occasion say, the longer names first. */
export const greetings: readonly { pattern: string; text: string; mood: Mood }[] = [
  { pattern: 'baby ?shower', text: 'Baby Shower', mood: 'playful' },
  { pattern: 'thank[ -]?you|thanks', text: 'Thank You', mood: 'handwritten' },
  { pattern: 'get[ -]well(?:[ -]soon)?', text: 'Get Well Soon', mood: 'playful' },
  { pattern: 'good ?luck', text: 'Good Luck', mood: 'playful' },
  { pattern: '(?:merry )?christmas|xmas', text: 'Merry Christmas', mood: 'vintage' },
  { pattern: '(?:happy )?new ?year', text: 'Happy New Year', mood: 'vintage' },
  { pattern: '(?:happy )?birthday', text: 'Happy Birthday', mood: 'playful' },
  { pattern: '(?:happy )?(?:saint |st\\.? )?valentine', text: 'Be My Valentine', mood: 'vintage' },
  { pattern: '(?:happy )?halloween', text: 'Happy Halloween', mood: 'vintage' },
  { pattern: '(?:happy )?easter', text: 'Happy Easter', mood: 'playful' },
  { pattern: '(?:happy )?thanksgiving', text: 'Happy Thanksgiving', mood: 'vintage' },
  { pattern: "mother[’']?s day", text: 'Happy Mother’s Day', mood: 'handwritten' },
  { pattern: "father[’']?s day", text: 'Happy Father’s Day', mood: 'bold' },
  { pattern: 'wedding', text: 'You Are Invited', mood: 'elegant' },
  { pattern: 'party', text: 'Let’s Party', mood: 'playful' },
  { pattern: '(?:happy )?anniversary', text: 'Happy Anniversary', mood: 'elegant' },
  { pattern: 'graduation', text: 'Congratulations', mood: 'elegant' },
  { pattern: 'congratulations?', text: 'Congratulations', mood: 'elegant' },
  { pattern: 'farewell|goodbye', text: 'Farewell', mood: 'handwritten' },
  { pattern: 'welcome', text: 'Welcome', mood: 'playful' },
]
