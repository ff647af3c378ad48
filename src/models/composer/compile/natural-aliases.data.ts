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
banana: bunch of bananas
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
sheaf of rice: wheat, wheat ear, barley, sheaf of wheat
reminder ribbon: ribbon, awareness ribbon
brick: wall, brick wall, bricks
wood: log, logs, stick, branch, twig, lumber, firewood, tree trunk, stump, tree stump
rock: stone, boulder, pebble
empty nest: nest
nest with eggs: bird nest, birds nest
spider web: cobweb, web of a spider
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
potable water: faucet, tap, water tap
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
~leopard: jaguar, lynx, cheetah, ocelot, puma, cougar, bobcat
~bison: yak
~hamster: guinea pig, gerbil, wombat, mole
~hedgehog: porcupine, echidna
~donkey: mule
~monkey: lemur, chimp, baboon
~eagle: vulture, condor, hawk bird, buzzard
~parrot: toucan, cockatiel, kingfisher
~flamingo: heron, crane bird, stork, egret, ibis
~dodo: emu, kiwi bird, cassowary
~duck: pelican, platypus, mallard duck
~bird: hummingbird, woodpecker, swallow, jay, cardinal, cuckoo, canary
~fish: eel, carp, cod, piranha, manta ray, stingray, ray, swordfish, koi
~snail: slug
~oyster: clam, mussel, scallop
~honeybee: wasp, hornet
~butterfly: dragonfly, firefly
~bug: caterpillar, centipede, millipede, ladybird larva
~horse: pegasus, winged horse, zebra foal
~lion: griffin, gryphon, sphinx
~tangerine: apricot, grapefruit, nectarine, persimmon
~grapes: plum, plums
~blueberries: blackberry, raspberry, blackberries, raspberries, cranberry, currant, acai
~mango: papaya, guava
~cucumber: zucchini, courgette, celery, asparagus
~broccoli: cauliflower, artichoke, brussels sprout
~taco: nachos, tortilla
~taco: quesadilla
~cooking: omelette, omelet, scrambled eggs
~pie: quiche, tart, apple pie, pumpkin pie
~custard: yogurt, yoghurt, jelly, jello
~chocolate bar: brownie
~cookie: macaron, cracker, gingerbread, gingerbread man
~salt: sugar, pepper shaker, salt shaker, spice
~honey pot: mustard, syrup
~chestnut: acorn, walnut, almond, hazelnut, pecan, cashew
~lollipop: cotton candy, candy floss, toffee apple
~sponge: marshmallow
~glass of milk: cream jug
~french fries: fish and chips
~bowl with spoon: granola, porridge, oatmeal, muesli
~delivery truck: cement mixer, garbage truck, dump truck, snowplow
~tractor: snowmobile, bulldozer, forklift, combine harvester
~automobile: limousine, limo, go kart, golf cart, convertible
~sport utility vehicle: caravan, motorhome, rv
~airplane: glider, seaplane, paper airplane, paper plane
~hot air balloon: blimp, zeppelin, airship
~canoe: raft, dinghy, gondola boat, rafting boat
~speedboat: lifeboat, jet ski
~auto rickshaw: rickshaw, tricycle, tuk tuk
~railway car: wagon, carriage, train carriage, railway wagon
~horse: horse carriage, horse drawn carriage
~baby: stroller, pram, crib, cradle
~bed: mattress, blanket, duvet
~candle: chandelier, candlestick, candle holder
~roll of paper: towel
~soap: toothpaste, shampoo, detergent
~lotion bottle: perfume, shampoo bottle, hand cream
~bathtub: jacuzzi
~own fridge: dishwasher, freezer
~own blender: mixer, food processor
~own microwave: air conditioner
~own fireplace: radiator, heater, stove heater
~own wardrobe: dresser, closet, drawer, chest of drawers, cabinet, cupboard
~own watering can: hose, garden hose
~own swing: trampoline, seesaw
~own lamp: desk light
~hair pick: hairbrush, comb
~wind face: hair dryer, fan heater
~razor: shaver
~package: music box, toolbox, tool box, chest, treasure chest
~crystal ball: snow globe
~paperclip: stapler, staple
~sponge: eraser, rubber
~pencil: crayon, chalk, marker, chisel
~paintbrush: paint roller, paint bucket, bucket of paint
~wood: fireplace log, rolling pin, cutting board, bat stick
~jeans: pants pair, leggings, skirt, overalls
~socks: stocking, stockings, christmas stocking
~coat: sweater, jumper, hoodie, pullover, cardigan, vest
~handbag: belt bag
~teddy bear: toy, toys, plush toy, doll
~gear: engine, motor, machine, machinery
~wrench: pliers, crowbar, clamp
~broom: rake, mop, vacuum cleaner, hoe, vacuum
~shovel: trowel, spade
~dagger: spear, lance, scalpel, javelin
~bomb: cannon, cannonball, grenade
~rescue worker’s helmet: helmet, hard hat
~military helmet: army helmet
~megaphone: loudspeaker, horn speaker, whistle
~drum: tambourine, gong, cymbals
~musical keyboard: xylophone, synthesizer, keyboard piano
~framed picture: easel, canvas, painting
~lotion bottle: glue, glue bottle, glue stick
~adhesive bandage: tape, duct tape, adhesive tape
~nut and bolt: nail, nails, rivet
~straight ruler: tape measure, measuring tape
~tennis: tennis ball, tennis racket, racket
~field hockey: hockey stick
~ice hockey: hockey puck
~cricket game: cricket bat
~baseball: baseball bat
~flag in hole: golf ball, golf club, golf
~bowling: bowling ball, bowling pin
~american football: rugby ball
~skis: ski, ski pole, snowshoes
~snowboarder: snowboard
~bullseye: dart, darts, dartboard
~moai: sphinx, monument, statue head
~stadium: colosseum, coliseum, arena, amphitheatre
~mosque: taj mahal
~mantelpiece clock: big ben, clock tower
~Tokyo tower: oil rig, pylon, water tower
~house: roof, shed, garage, greenhouse, treehouse, tree house, stable, farm building, ranch, dog house, kennel
~factory: power plant, nuclear plant, refinery, chimney, smokestack
~department store: market, warehouse, cinema, casino, movie theater
~telescope: observatory, binoculars
~classical building: town hall, parliament, white house, city hall, capitol, ruins, temple ruins
~police officer: prison, jail
~snow-capped mountain: glacier, avalanche
~mountain: cliff, canyon, ridge, rock formation
~water wave: puddle, dam, whirl
~fountain: geyser, hot water spring
~herb: fern, moss, vine, ivy, seaweed, kelp, mint plant, thyme
~blossom: dandelion, petal, petals, poppy, orchid flower, marigold, chrysanthemum, hydrangea, iris, jasmine, peony, violet flower
~deciduous tree: willow, bonsai, elm, ash tree, acacia, baobab
~evergreen tree: pine cone, fir cone, cedar, bamboo, juniper
~honeybee: beehive, hive, honeycomb
~desert island: sandcastle, sand castle, sand
~cactus: thorn, thorns
~potted plant: root, roots
~foggy: fog, mist
~milky way: aurora, northern lights
~full moon: eclipse, lunar eclipse
~ringed planet: mars, venus, neptune, uranus, mercury, pluto, exoplanet
~globe showing Americas: continent
~dna: molecule
~link: chain link pair
~old man: leprechaun, dwarf, gnome, giant
~zombie: mummy
~mage: witch, sorceress, druid
~pilot: sailor, captain
~singer: musician, bard, rock star
~cook: baker, butcher, waiter
~prince: cowboy prince
~fearful face: scared face
~pot of food: crock pot
~baguette bread: breadstick
~sushi: sashimi
~dumpling: ravioli, gyoza, pierogi
~herb: wreath, laurel
~postal horn: cornucopia
~input numbers: hashtag, number sign
~OK button: power button
~heavy dollar sign: dollar sign, currency
~euro banknote: euro
~bar chart: diagram
`
