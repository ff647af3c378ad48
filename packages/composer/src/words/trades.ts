/** The thing that represents a trade in a logo, if nothing else is requested. */
const lines = `
croissant: bakery, baker, patisserie, pastry shop
barber pole: barber, barbershop
scissors: hairdresser, salon, hair salon, tailor, tailoring
wrench: plumber, plumbing, repair, mechanic, handyman, garage, auto repair
high voltage: electrician, electric, energy
tooth: dentist, dental, dental clinic, orthodontist
balance scale: law, lawyer, attorney, legal, law firm, notary
camera: photographer, photography, photo studio
bouquet: florist, flower shop
potted plant: gardener, gardening, landscaping, nursery
airplane: travel, travel agency, airline, tourism
fork and knife: restaurant, diner, bistro, catering, caterer, eatery
pizza: pizzeria
beer mug: brewery, pub
wine glass: winery, vineyard
books: bookstore, bookshop, library, publisher
graduation cap: academy, university, college, tutoring, education
money bag: finance, accounting, accountant, investment, insurance
shield: security, cybersecurity
pill: pharmacy, chemist
stethoscope: clinic, medical, healthcare, doctor
paw prints: pet, vet, veterinary, pet care, dog grooming
broom: cleaning, cleaner, housekeeping
delivery truck: delivery, logistics, moving, courier, transport
gem stone: jewelry, jeweler, jewellery, jeweller
dress: fashion, boutique
video game: gaming, esports
studio microphone: podcast
house: real estate, realtor, estate, estate agent, property, mortgage
lotus: spa, wellness, yoga, meditation, massage
red heart: charity, nonprofit, foundation, dating
musical notes: music, music label, orchestra, choir
cut of meat: butcher
hammer: construction, builder, carpenter, carpentry, roofing
artist palette: art, gallery, painter
light bulb: consulting, marketing, innovation, agency, idea
laptop: tech, technology, software, it, computer
seedling: eco, organic, ecology, environmental, sustainability, vegan
tractor: farm, farming, agriculture
person lifting weights: gym, fitness, crossfit
`

/** Label of the drawing by the trade. */
export const trades: ReadonlyMap<string, string> = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [label = '', names = ''] = line.split(': ')
      return names.split(', ').map((name) => [name, label] as const)
    }),
)
