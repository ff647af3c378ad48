/**
 * Everyday nouns, as people say them, for specifications. Chosen before it was looked up what the composer
 * knows; what can carry, hold, wear or be in something is listed apart, because a relation must make
 * sense.
 */
export const nouns = {
  animals:
    'cat dog rabbit horse cow pig sheep goat chicken duck goose swan owl eagle parrot penguin flamingo peacock frog turtle snake lizard crocodile fox wolf bear lion tiger leopard elephant giraffe zebra monkey gorilla kangaroo koala panda camel llama deer moose squirrel hedgehog mouse rat hamster bat beaver otter skunk raccoon hippo rhino bison whale dolphin shark octopus crab lobster shrimp jellyfish seal starfish snail butterfly bee ant spider ladybug worm mosquito scorpion dinosaur dragon unicorn',
  food: 'apple banana orange lemon lime pear peach cherry strawberry blueberry kiwi mango pineapple coconut watermelon melon avocado tomato potato carrot corn pepper cucumber broccoli onion garlic mushroom pumpkin eggplant bread croissant bagel pretzel pancake waffle cheese egg bacon hamburger pizza sandwich taco burrito sushi cake cupcake pie cookie donut chocolate candy lollipop popsicle honey popcorn salad steak sausage milk coffee tea beer wine cocktail juice',
  plants: 'tree flower rose tulip sunflower cactus bush leaf clover bamboo palm daisy',
  vehicles:
    'car bus truck taxi ambulance tractor train tram bicycle motorcycle scooter skateboard sailboat canoe ship ferry airplane helicopter rocket submarine van jeep limousine wagon sled balloon parachute',
  buildings:
    'house castle church mosque school hospital hotel bank factory barn lighthouse windmill igloo tent hut skyscraper tower bridge fountain pyramid stadium mill cottage temple palace',
  household:
    'chair table sofa bed lamp bench shelf wardrobe door window mirror curtain rug clock television radio telephone computer laptop keyboard printer camera fan fridge oven toaster kettle microwave blender pan pot plate bowl cup mug glass bottle jar fork knife spoon teapot basket bucket box vase candle broom ladder toilet bathtub sink shower soap sponge toothbrush towel pillow blanket key lock scissors needle',
  clothes:
    'hat cap crown helmet shirt dress coat jacket sweater skirt scarf glove sock shoe boot sandal tie belt ring necklace watch glasses sunglasses backpack handbag wallet umbrella jeans shorts bikini',
  tools:
    'hammer screwdriver wrench saw axe drill shovel nail screw pencil pen brush ruler paintbrush eraser book notebook newspaper map envelope calendar magnet microscope telescope battery flashlight compass thermometer anchor rope chain bell trophy medal flag gift kite ball doll teddy puzzle dice guitar violin piano drum trumpet flute saxophone accordion harp microphone',
  people:
    'man woman boy girl doctor chef farmer firefighter astronaut teacher wizard pirate king queen knight cowboy robot clown ninja',
  sky: 'sun moon star cloud rainbow snowflake',
} as const

/** Things with something to sit or stand on; with an inside; that hide what is behind them. */
export const carriers = 'table chair sofa bed bench box shelf rug'.split(' ')
export const holders = 'basket bowl box bucket cup jar bathtub boat vase'.split(' ')
export const hiders = 'tree house fence sofa bush car'.split(' ')

/** Plurals that no rule makes. */
export const plurals: Readonly<Record<string, string>> = {
  mouse: 'mice',
  goose: 'geese',
  sheep: 'sheep',
  deer: 'deer',
  moose: 'moose',
  knife: 'knives',
  wolf: 'wolves',
  leaf: 'leaves',
  shelf: 'shelves',
  man: 'men',
  woman: 'women',
  tomato: 'tomatoes',
  potato: 'potatoes',
  mango: 'mangoes',
  shrimp: 'shrimps',
  bison: 'bison',
}
