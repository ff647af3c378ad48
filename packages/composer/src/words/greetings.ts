import type { Mood } from '../plan/scene-plan.ts'

/** What cards for an occasion say, the longer names first. */
export const greetings: readonly { pattern: string; text: string; colour: string; mood: Mood }[] = [
  { pattern: 'baby ?shower', text: 'Baby Shower', colour: 'lavender', mood: 'playful' },
  { pattern: 'thank[ -]?you|thanks', text: 'Thank You', colour: 'teal', mood: 'handwritten' },
  { pattern: 'get[ -]well(?:[ -]soon)?', text: 'Get Well Soon', colour: 'green', mood: 'playful' },
  { pattern: 'good ?luck', text: 'Good Luck', colour: 'green', mood: 'playful' },
  { pattern: '(?:merry )?christmas|xmas', text: 'Merry Christmas', colour: 'crimson', mood: 'vintage' },
  { pattern: '(?:happy )?new ?year', text: 'Happy New Year', colour: 'indigo', mood: 'vintage' },
  { pattern: '(?:happy )?birthday', text: 'Happy Birthday', colour: 'magenta', mood: 'playful' },
  {
    pattern: '(?:happy )?(?:saint |st\\.? )?valentine',
    text: 'Be My Valentine',
    colour: 'ruby',
    mood: 'vintage',
  },
  { pattern: '(?:happy )?halloween', text: 'Happy Halloween', colour: 'tangerine', mood: 'vintage' },
  { pattern: '(?:happy )?easter', text: 'Happy Easter', colour: 'jade', mood: 'playful' },
  { pattern: '(?:happy )?thanksgiving', text: 'Happy Thanksgiving', colour: 'rust', mood: 'vintage' },
  { pattern: "mother[’']?s day", text: 'Happy Mother’s Day', colour: 'rose', mood: 'handwritten' },
  { pattern: "father[’']?s day", text: 'Happy Father’s Day', colour: 'cobalt', mood: 'bold' },
  { pattern: 'wedding', text: 'You Are Invited', colour: 'gold', mood: 'elegant' },
  { pattern: 'party', text: 'Let’s Party', colour: 'violet', mood: 'playful' },
  { pattern: '(?:happy )?anniversary', text: 'Happy Anniversary', colour: 'ruby', mood: 'elegant' },
  { pattern: 'graduation', text: 'Congratulations', colour: 'gold', mood: 'elegant' },
  { pattern: 'congratulations?', text: 'Congratulations', colour: 'gold', mood: 'elegant' },
  { pattern: 'farewell|goodbye', text: 'Farewell', colour: 'slate', mood: 'handwritten' },
  { pattern: 'welcome', text: 'Welcome', colour: 'coral', mood: 'playful' },
]
