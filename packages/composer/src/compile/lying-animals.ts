import { area, drawHead, type Looks, looksOfAnimals, oval } from './sitting-animals.ts'

/**
 * Animals that lie, awake or asleep, with the head to the left. They consist of the parts of sitting animals,
 * on a lying body.
 */
const otherLooks: Readonly<Record<string, Looks>> = {
  fox: { fur: '#f0803c', dark: '#6d4534', pale: '#fff3e4', ears: 'pointed', tail: 'thick' },
  rabbit: { fur: '#d9cfc8', dark: '#e6a0b0', pale: '#f7f2ee', ears: 'long', tail: 'short' },
  hamster: { fur: '#f2b66b', dark: '#e6a0b0', pale: '#fff0d8', ears: 'round', tail: 'short' },
  panda: { fur: '#f4f6f9', dark: '#2b2f3a', pale: '#ffffff', ears: 'round', tail: 'short', marks: 'mask' },
  koala: { fur: '#9aa6b4', dark: '#e6b8c8', pale: '#e3e9ef', ears: 'large', tail: 'short' },
}

export const lyingAnimals: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...looksOfAnimals, ...otherLooks }).flatMap(([label, looks]) => [
    [`lying ${label}`, draw(looks, false)],
    [`sleeping ${label}`, draw(looks, true)],
  ]),
)

function draw(looks: Looks, sleeps: boolean): string {
  const { fur, dark, pale, marks, tail } = looks
  const back = area(fur, 'M6 30C4 20 12 13.500 20 13.500c7 0 11 5 11 11.500 0 3.500-1.500 5-4 5z')
  const haunch = area(
    dark,
    'M20.500 30c-.8-4.500 2-8.500 6-8.500.6 0 .9.700.400 1-2.800 1.200-4.500 4-4.400 7.500z',
  )
  const paws =
    oval(7.5, 28.7, 3.4, 1.7, pale) + oval(15, 28.7, 3.4, 1.7, pale) + oval(25.5, 28.9, 3.6, 1.6, fur)
  const marksOfBack =
    marks === 'stripes'
      ? area(
          dark,
          'm19 13.600 1.300-.1.500 4-1 .1zM23 14.300l1.300.5-.8 3.800-1-.3zM26.800 16.600l1 .9-2 3.200-.9-.6z',
        )
      : marks === 'spots'
        ? oval(20.5, 17, 1.6, 1.2, dark) + oval(24.5, 18.5, 1.4, 1.1, dark) + oval(28, 21.5, 1.1, 1.3, dark)
        : ''
  return (
    (tail === 'short'
      ? oval(30, 25.5, 1.8, 1.7, pale)
      : area(tail === 'thin' ? dark : fur, 'M27 30c4.500 0 5-5 3.600-7l1.200-.5c2 4 .5 9-4.800 9z')) +
    back +
    marksOfBack +
    haunch +
    paws +
    `<g transform="translate(-5 10.500)">${marks === 'mane' ? oval(16, 9.5, 10, 9.2, dark) : ''}${drawHead(looks, sleeps)}</g>`
  )
}
