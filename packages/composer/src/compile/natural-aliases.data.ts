/**
 * Everyday names for concepts whose set calls them otherwise: `label: name, name`. A label is an emoji's
 * English label, a drawing of our own (`own table`), or an icon (`lucide lighthouse`). An alias outranks
 * every other match, so this is also where a common word is settled on its common meaning. Lines with `~`
 * only come near: they yield to any exact name, and the picture says that it drew the one for the other.
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
own sitting fox: fox, red fox, fox cub, vixen
fox: fox face, fox head
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
garden flower: flower
blossom: daisy, flower head
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
plain bowl: bowl
bowl with spoon: soup, bowl of soup, cereal
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
banana: bunch of bananas
locomotive: train, steam train, steam locomotive, steam engine
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
campsite tent: tent, camping tent
camping: campsite, campground
circus tent: circus
snow-capped mountain: snowy mountain, mount everest, snow mountain, alps
mountain: hill, peak, summit
own barn: barn, farmhouse, red barn
own pyramid: pyramid, egyptian pyramid, pyramids of giza
own igloo: igloo
own cave: cave, cavern, grotto
own iceberg: iceberg, ice floe
own starfish: starfish, sea star
own seagull: seagull, gull, sea gull
own ostrich: ostrich
own seahorse: seahorse, sea horse
own bush: bush, shrub, hedge
own well: well, wishing well, water well
own lighthouse: lighthouse, light house
own windmill: windmill, wind mill
own bridge: bridge
own table: table, desk, dining table, wooden table
own pumpkin: pumpkin, gourd, squash
own fence: fence, picket fence
own rug: rug, carpet, mat
own road: road, street, highway
own box: cardboard box, open box, crate
own shelf: shelf, shelves
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
globe with meridians: internet, website, globe
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
sheaf of rice: wheat, wheat ear, barley, sheaf of wheat
reminder ribbon: ribbon, awareness ribbon
brick: wall, brick wall, bricks
branch: twig, tree branch
wood: log, logs, stick, lumber, firewood, tree trunk, stump, tree stump
rock: stone, boulder, pebble
empty nest: nest
nest with eggs: bird nest, birds nest
spider web: cobweb, web, web of a spider
ferris wheel: big wheel
carousel horse: carousel, merry go round
playground slide: slide, playground
tent: teepee, tipi, wigwam
headstone: tombstone, gravestone, grave, tomb
~moai: statue, sculpture
~train: train station, railway station
~fire engine: fire station
~police car: police station
~airplane departure: airport
rhinoceros: rhino
hippopotamus: hippo
~llama: alpaca
deer: reindeer, stag, fawn, antelope, gazelle, doe
water buffalo: buffalo
moose: elk
ginger root: ginger
pea pod: pea, peas
croissant: cinnamon roll, pastry
cricket: grasshopper, locust
manual wheelchair: wheelchair
aerial tramway: cable car, gondola, ski lift, gondola lift
sled: sleigh, toboggan
metro: subway, underground train, tube train
flying disc: frisbee
person surfing: surfing person
roll of paper: toilet paper, paper roll, toilet roll, paper towel
potable water: drinking water
adhesive bandage: bandage, band aid, plaster, bandaid
pick: pickaxe, pick axe
raised hand: hand, palm of hand, high five
raised fist: fist
musical score: treble clef, music score
radioactive: radioactive sign, radiation sign
water pistol: gun, pistol, toy gun, squirt gun
roller skate: roller skates, rollerblades
high-heeled shoe: high heels, heels, stiletto
thong sandal: sandals, flip flops, flip flop, sandal
running shoe: trainers, sneaker pair
prayer beads: beads, rosary
sewing needle: needle and thread, sewing needle and thread
mouse trap: trap
goal net: net, goal
person with white cane: blind person
woman with veil: bride
person in tuxedo: groom
couple with heart: couple, lovers
baby angel: angel, cherub, cupid
smiling face with horns: devil, demon
performing arts: theater masks, theatre masks, drama masks, theater, theatre, masks
party popper: confetti, party
brown mushroom: button mushroom
beaver: beavers
ox: yoke of oxen
hatching chick: hatchling
crying face: sad face
smiling face with sunglasses: cool face
disappointed face: unhappy face
slot machine: jackpot
game die: dice, die
magnet: horseshoe magnet
hook: fish hook
knot: rope
bubbles: bubble, soap bubbles
jar: cookie jar
canned food: can, tin can, tin
dango: skewer
~oden: kebab, shish kebab
~falafel: meatball, meatballs
stuffed flatbread: pita, gyro, doner, shawarma
pot of food: casserole
shallow pan of food: paella, skillet
~shallow pan of food: lasagna, lasagne
cut of meat: steak, beef, pork chop
~cut of meat: ham
shopping bags: shopping bag
handbag: purse bag
level slider: slider
radio button: radio option
repeat button: loop
play button: play
pause button: pause
stop button: stop
up arrow: arrow up, upward arrow
down arrow: arrow down
left arrow: arrow left
right arrow: arrow to the right
own right arrow shape: arrow, right arrow sign
own plus shape: plus sign, plus symbol, plus
own minus shape: minus sign, minus symbol, minus
latin cross: christian cross, crucifix
star and crescent: crescent symbol
mosque: muslim temple
sunflower: sunflowers
sun behind cloud: partly cloudy
sun behind rain cloud: sun and rain
thermometer: fever thermometer
mate: mate drink
sake: rice wine
clinking beer mugs: cheers, toast with beer
baby bottle: milk bottle
dress: gown
woman’s sandal: ladies sandal
woman’s boot: boot, boots, cowboy boots
hiking boot: hiking boots, boots for hiking
coat: jacket, raincoat, parka
t-shirt: shirt, tee, polo
mobile phone: cell phone, cellphone, phone, iphone
telephone: landline, rotary phone, old phone
desktop computer: pc, desktop, computer screen, monitor, screen, computer monitor
computer mouse: mouse for computer
joystick: arcade stick
camera: photo camera
videocassette: vhs tape, video tape
optical disk: cd, compact disc, vinyl, record, dvd
studio microphone: microphone stand
hibiscus: orchid
curly loop: loop sign
dodo: dodo bird
mammoth: woolly mammoth
feather: quill, plume
`
