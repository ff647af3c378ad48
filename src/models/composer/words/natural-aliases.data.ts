/**
 * Everyday names for concepts whose set calls them otherwise: `label: name, name`. A label is an emoji's English label, a
 * drawing of our own (`own table`), or an icon (`lucide lighthouse`). An alias outranks every other match, so this is also
 * where a common word is settled on its common meaning. Lines with `~` only come near: they yield to any exact name, and the
 * picture says that it drew the one for the other.
 */
export const naturalAliasLines = `
dog: doggy, doggo, hound, puppy dog, canine, labrador, retriever, golden retriever, husky, corgi, bulldog, beagle, german shepherd, dalmatian
dog face: puppy, pup
cat: kitty, feline, tabby, house cat
cat face: kitten
black cat: black kitten, panther
rabbit: bunny, hare
chipmunk: squirrel
rabbit face: bunny face
fox: red fox
wolf: coyote
lion: lioness
mouse: mice
horse: stallion, mare, pony, foal
cow: cattle, calf
ox: bull
pig: hog, piglet
ewe: sheep, lamb
chicken: hen
rooster: cock
baby chick: chick
front-facing baby chick: chicklet
bird: songbird, sparrow, robin, bluebird, finch, nightingale
black bird: crow, raven
eagle: hawk, falcon
duck: duckling, mallard
dove: pigeon
parrot: macaw, cockatoo
turtle: tortoise, sea turtle
crocodile: alligator
frog: toad
lizard: gecko, iguana, chameleon
sauropod: dinosaur, dino, brontosaurus, brachiosaurus
T-Rex: tyrannosaurus, tyrannosaurus rex, trex
spouting whale: whale, blue whale
orca: killer whale
fish: goldfish, salmon, tuna, trout
tropical fish: clownfish, angelfish, aquarium fish
blowfish: pufferfish
honeybee: bee, bumblebee
lady beetle: ladybug, ladybird
bug: caterpillar, insect
butterfly: moth
fly: housefly
bat: vampire bat
monkey: ape, chimpanzee
teddy bear: plush bear, stuffed animal
bear: grizzly, brown bear, bear cub
spiral shell: seashell, shell
dragon: drake, wyvern
phoenix: firebird
unicorn: unicorn face
deciduous tree: tree, oak, maple, oak tree, maple tree, apple tree, birch
evergreen tree: pine, pine tree, fir, fir tree, spruce, conifer, evergreen
palm tree: palm, coconut tree
leafless tree: bare tree, dead tree
Christmas tree: xmas tree
seedling: sprout, sapling, plant, seed
potted plant: houseplant, house plant, pot plant
tulip: tulips
blossom: flower, daisy, flower head
bouquet: bunch of flowers, bouquet of flowers, flower bouquet
rose: roses
cherry blossom: sakura
hyacinth: lavender
lotus: water lily, lotus flower, lily
herb: leaf, leaves, grass
maple leaf: autumn leaf, canadian leaf
fallen leaf: autumn leaves, fallen leaves
four leaf clover: clover, lucky clover
cactus: cacti, succulent
mushroom: toadstool, fungus
red apple: apple, fruit, fruits
tangerine: orange fruit, oranges, mandarin, orange, clementine
carrot: vegetable, vegetables
cherries: cherry
blueberries: blueberry, berry, berries
grapes: grape, bunch of grapes
lime: green lemon
kiwi fruit: kiwi
ear of corn: corn, maize
hot pepper: chili, chilli, chili pepper, pepper
leafy green: lettuce, cabbage, spinach, kale
brown mushroom: champignon
eggplant: aubergine
peanuts: peanut, nut, nuts
beans: bean
root vegetable: beet, turnip, radish
baguette bread: baguette
bread: loaf, toast, loaf of bread
hamburger: burger, cheeseburger
french fries: fries, chips
hot dog: hotdog
pizza: slice of pizza, pizza slice
cheese wedge: cheese
meat on bone: meat
poultry leg: chicken leg, drumstick
cut of meat: steak
egg: eggs
cooking: fried egg, frying pan, pan
pot of food: stew, soup pot, cooking pot, cauldron
bowl with spoon: bowl, soup, bowl of soup, cereal
steaming bowl: noodles, ramen, bowl of noodles, pho
green salad: salad, bowl of salad
spaghetti: pasta
cooked rice: rice, bowl of rice
birthday cake: cake with candle, birthday cake with candle, cake, wedding cake, chocolate cake
shortcake: piece of cake, slice of cake, strawberry cake
cupcake: muffin
soft ice cream: ice cream cone, icecream, gelato, cone
ice cream: sundae, bowl of ice cream
doughnut: donut
cookie: biscuit
chocolate bar: chocolate, bar of chocolate
candy: sweet, sweets, bonbon
honey pot: honey, jar of honey
custard: pudding, flan
hot beverage: coffee, cup of coffee, coffee cup, mug, cup, coffee mug, espresso, cappuccino, latte, cup of tea, mug of coffee, hot chocolate, cocoa, hot drink
teacup without handle: tea, green tea, matcha, teacup
glass of milk: milk
teapot: kettle
bottle with popping cork: champagne, bottle of champagne
wine glass: wine, glass of wine, red wine
cocktail glass: cocktail, martini
tropical drink: mocktail, lemonade
beer mug: beer, pint, mug of beer
cup with straw: soda, soft drink, cola, juice, smoothie, milkshake
tumbler glass: whisky, whiskey, glass
beverage box: juice box
bubble tea: boba
fork and knife with plate: plate, dinner, dish, restaurant
fork and knife: cutlery, fork
kitchen knife: knife, chef knife
amphora: vase, urn, jug
jar: mason jar
automobile: car, auto, sedan, hatchback, coupe
racing car: race car, sports car, sportscar, formula one car, f1 car
sport utility vehicle: suv, jeep, van, camper, camper van
pickup truck: pickup
delivery truck: truck, lorry
articulated lorry: semi truck, big rig
oncoming bus: minivan
bus: school bus, coach, city bus
locomotive: steam train, steam locomotive, steam engine
train: railway
high-speed train: bullet train
fire engine: fire truck, firetruck
police car: cop car
taxi: cab
bicycle: bike, cycle
motorcycle: motorbike
motor scooter: scooter, vespa, moped
airplane: plane, jet, aeroplane, aircraft, airliner
small airplane: propeller plane, biplane
helicopter: chopper
rocket: spaceship, spacecraft, space ship, space rocket, rocket ship, space shuttle
flying saucer: ufo, alien ship
satellite: space station
sailboat: boat, sail boat, yacht, sailing boat, sailing ship, little boat
ship: cruise ship, ocean liner, cargo ship
canoe: kayak, rowboat, rowing boat
speedboat: motorboat
own hot air balloon: hot air balloon, hot-air balloon, air balloon
house: home, cottage, cabin, little house, hut house, bungalow
house with garden: villa
hut: shack, tiki hut
houses: village, neighborhood, neighbourhood, suburb
office building: building, apartment building, tower block, office, apartment
cityscape: skyscraper, skyscrapers, downtown
classical building: temple, museum, parthenon, courthouse
castle: fortress, palace, medieval castle
church: chapel, cathedral
school: schoolhouse
Tokyo tower: radio tower
convenience store: shop, store, grocery store, supermarket
department store: mall, shopping mall
tent: camping tent
camping: campsite, campground
circus tent: circus
snow-capped mountain: snowy mountain, mount everest, snow mountain, alps
mountain: hill, peak, summit
own lighthouse: lighthouse, light house
own windmill: windmill, wind mill
own bridge: bridge
own table: table, desk, dining table, wooden table
own pumpkin: pumpkin, gourd, squash
own fence: fence, picket fence
own rug: rug, carpet, mat
own road: road, street, highway
own box: cardboard box, open box, crate
own shelf: shelf, bookshelf, shelves
jack-o-lantern: halloween pumpkin, carved pumpkin, jack o lantern
desert island: island, tropical island
beach with umbrella: beach umbrella, parasol
water wave: wave, big wave
droplet: water drop, water, drop, raindrop
fire: flame, bonfire, campfire
sun: sunshine
sun with face: smiling sun, happy sun
crescent moon: moon
full moon: full moon night
star: five-pointed star, gold star
shooting star: falling star
glowing star: shining star
comet: meteor, asteroid, meteorite
ringed planet: planet, saturn, jupiter
globe showing Europe-Africa: earth, planet earth, world
globe with meridians: internet, web, website, globe
milky way: milky way galaxy
cloud: clouds
cloud with lightning and rain: thunderstorm, thunder storm
cloud with rain: rain cloud, rainy cloud
cloud with snow: snow cloud
high voltage: lightning, lightning bolt, thunderbolt, bolt, electricity, energy, power
tornado: whirlwind
umbrella: brolly
umbrella on ground: beach parasol
snowman: snow man
`
