/** What a demo consists of. Subjects are things that the composer has drawings of. */
export const subjects = [
  'apple', 'cat', 'rocket', 'sailing boat', 'mountain', 'house', 'tree', 'owl', 'bicycle', 'coffee cup', 'camera', 'guitar', 'lighthouse', 'whale',
  'butterfly', 'castle', 'mushroom', 'fox', 'hot air balloon', 'umbrella', 'cactus', 'robot', 'penguin', 'strawberry', 'book', 'bell', 'train',
  'turtle', 'sunflower', 'snowman', 'key', 'anchor', 'bee', 'pizza', 'crown', 'dolphin', 'tent', 'telescope', 'pear', 'elephant',
] // biome-ignore format: a list of words

export const colours = [
  'red',
  'blue',
  'green',
  'golden',
  'purple',
  'orange',
  'pink',
  'teal',
  'white',
  'brown',
]

export const surroundings = [
  'at sunset', 'at night under stars', 'by the sea', 'in the snow', 'on a hill', 'in a garden', 'under a full moon', 'in the rain', 'in the desert', 'beside a river',
] // biome-ignore format: a list of words

export const firstNames = [
  'Ada', 'Amir', 'Ana', 'Ben', 'Chidi', 'Clara', 'Daiki', 'Elif', 'Emma', 'Farid', 'Greta', 'Hana', 'Ines', 'Ivo', 'Jun', 'Kofi', 'Lea', 'Luca', 'Mara', 'Mei',
  'Nils', 'Noor', 'Olga', 'Omar', 'Paula', 'Priya', 'Quinn', 'Rosa', 'Sami', 'Sofia', 'Tariq', 'Uma', 'Vera', 'Wanda', 'Yara', 'Zoe',
] // biome-ignore format: a list of words

export const lastNames = [
  'Abe', 'Baker', 'Costa', 'Diallo', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jansen', 'Kaya', 'Lopez', 'Meyer', 'Nguyen', 'Okafor', 'Petrov', 'Rao', 'Silva', 'Tanaka', 'Weber',
] // biome-ignore format: a list of words
