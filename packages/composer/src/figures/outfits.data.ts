/** What people of a trade or a story wear, by the word for them. Colours are for flat styles. */
export type Outfit = {
  top: string
  bottom: string
  shoes: string
  hat?:
    | 'cap'
    | 'chef'
    | 'helmet'
    | 'hardHat'
    | 'straw'
    | 'crown'
    | 'pointed'
    | 'beret'
    | 'space'
    | 'knight'
    | 'santa'
    | 'pirate'
    | 'hood'
    | 'mortarboard'
    | 'turban'
  hatColour?: string
  /** A long garment: a coat, a robe, a dress. */
  long?: string
  cape?: string
  beard?: boolean
  glasses?: boolean
  hair?: string
  /** A skin that is no skin: a mask, a suit. */
  skin?: string
}

const navy = '#2a3a63'
const dark = '#2b2f3a'

export const outfits: Readonly<Record<string, Outfit>> = {
  person: { top: '#3f7fd8', bottom: '#3b4663', shoes: dark },
  cook: { top: '#f4f6f9', bottom: '#5a6474', shoes: dark, hat: 'chef', hatColour: '#ffffff' },
  'health worker': { top: '#ffffff', bottom: '#4aa3b8', shoes: '#ffffff', long: '#ffffff' },
  'police officer': { top: '#2f5aa8', bottom: navy, shoes: dark, hat: 'cap', hatColour: navy },
  firefighter: { top: '#c9562a', bottom: '#7a4a2a', shoes: dark, hat: 'helmet', hatColour: '#d93a2b' },
  farmer: { top: '#d65a4a', bottom: '#3f68a8', shoes: '#6b4a2f', hat: 'straw', hatColour: '#e8c56a' },
  'construction worker': {
    top: '#f5821f',
    bottom: '#48566e',
    shoes: '#6b4a2f',
    hat: 'hardHat',
    hatColour: '#fccb1b',
  },
  mechanic: { top: '#3f68a8', bottom: '#3f68a8', shoes: dark, hat: 'cap', hatColour: '#3f68a8' },
  'factory worker': { top: '#5d7a9c', bottom: '#48566e', shoes: dark, hat: 'hardHat', hatColour: '#f5821f' },
  scientist: { top: '#7fb3d9', bottom: '#48566e', shoes: dark, long: '#ffffff', glasses: true },
  teacher: { top: '#4f9a6c', bottom: '#5b4a3a', shoes: dark, glasses: true },
  student: { top: '#7d5cc4', bottom: '#3b4663', shoes: dark, hat: 'mortarboard', hatColour: dark },
  artist: { top: '#e8e2d4', bottom: '#3b4663', shoes: dark, hat: 'beret', hatColour: '#c2183c' },
  astronaut: { top: '#eef1f5', bottom: '#eef1f5', shoes: '#b9c2ce', hat: 'space', hatColour: '#dfe7f0' },
  pilot: { top: '#ffffff', bottom: navy, shoes: dark, hat: 'cap', hatColour: navy },
  singer: { top: '#8b46d6', bottom: dark, shoes: dark },
  judge: { top: dark, bottom: dark, shoes: dark, long: dark },
  detective: {
    top: '#b08a5a',
    bottom: '#5b4a3a',
    shoes: dark,
    long: '#b08a5a',
    hat: 'cap',
    hatColour: '#6b4a2f',
  },
  guard: { top: '#c2183c', bottom: dark, shoes: dark, hat: 'hood', hatColour: dark },
  ninja: { top: dark, bottom: dark, shoes: dark, hat: 'hood', hatColour: dark },
  'office worker': { top: '#48566e', bottom: '#48566e', shoes: dark },
  technologist: { top: '#36a852', bottom: '#3b4663', shoes: '#f4f6f9', glasses: true },
  prince: { top: '#2f5aa8', bottom: '#f4f6f9', shoes: dark, hat: 'crown', hatColour: '#f0b429' },
  princess: {
    top: '#f08ab4',
    bottom: '#f08ab4',
    shoes: '#d65a8a',
    long: '#f08ab4',
    hat: 'crown',
    hatColour: '#f0b429',
  },
  king: {
    top: '#a3243b',
    bottom: '#5b2a3a',
    shoes: dark,
    hat: 'crown',
    hatColour: '#f0b429',
    cape: '#c2183c',
    beard: true,
  },
  queen: {
    top: '#8b46d6',
    bottom: '#8b46d6',
    shoes: dark,
    long: '#8b46d6',
    hat: 'crown',
    hatColour: '#f0b429',
  },
  mage: {
    top: '#4a3fc0',
    bottom: '#4a3fc0',
    shoes: dark,
    long: '#4a3fc0',
    hat: 'pointed',
    hatColour: '#4a3fc0',
    beard: true,
    hair: '#e3e6ea',
  },
  witch: { top: '#4b3a6b', bottom: dark, shoes: dark, long: '#4b3a6b', hat: 'pointed', hatColour: '#2f2744' },
  knight: { top: '#a9b3bf', bottom: '#8b95a3', shoes: '#6d7681', hat: 'knight', hatColour: '#b9c2ce' },
  pirate: { top: '#f4f0e2', bottom: '#7a2e2e', shoes: dark, hat: 'pirate', hatColour: dark, beard: true },
  cowboy: { top: '#c98a4a', bottom: '#3f5f96', shoes: '#6b4a2f', hat: 'straw', hatColour: '#8a5a34' },
  superhero: { top: '#2a63d8', bottom: '#2a63d8', shoes: '#d93a2b', cape: '#d93a2b' },
  vampire: { top: dark, bottom: dark, shoes: dark, cape: '#7d1d2f', skin: '#dfe3ee', hair: dark },
  zombie: { top: '#7a6a58', bottom: '#4c5563', shoes: dark, skin: '#9cc48a' },
  'santa claus': {
    top: '#d93a2b',
    bottom: '#d93a2b',
    shoes: dark,
    hat: 'santa',
    hatColour: '#d93a2b',
    beard: true,
    hair: '#f4f6f9',
  },
  sailor: { top: '#ffffff', bottom: navy, shoes: dark, hat: 'cap', hatColour: '#ffffff' },
  dancer: { top: '#d62fa8', bottom: '#d62fa8', shoes: '#d62fa8' },
}
