/**
 * Everyday names for concepts whose set calls them otherwise: `label: name, name`. A label is an emoji's English label, a
 * drawing of our own (`own table`), or an icon (`lucide lighthouse`). An alias outranks every other match, so this is also
 * where a common word is settled on its common meaning. Lines with `~` only come near: they yield to any exact name, and the
 * picture says that it drew the one for the other.
 */
export const aliasLines = `
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
balloon: party balloon
wrapped gift: gift, present, gift box
party popper: party, celebration
fireworks: firework
sparkles: sparkle, glitter, magic
trophy: cup trophy, award, prize, success, champion
1st place medal: gold medal, first prize
sports medal: medal
soccer ball: soccer, football, ball
american football: nfl ball
tennis: tennis ball
bullseye: target, dartboard, goal
game die: dice, die
video game: gamepad, game controller, controller, game console, gaming
puzzle piece: puzzle, jigsaw
performing arts: theater, theatre, theater masks
framed picture: painting, picture frame, art
artist palette: palette, paint palette
chess pawn: chess, chess piece
yarn: ball of wool, wool
kite: kites
t-shirt: shirt, tshirt, tee
jeans: pants, trousers
coat: jacket
socks: sock
gloves: glove, mittens, mitten
running shoe: sneaker, sneakers, trainer, shoe, shoes
man’s shoe: leather shoe
woman’s boot: boots, boot
hiking boot: hiking boots
high-heeled shoe: high heel, heels, high heels
woman’s hat: sun hat, straw hat
top hat: hat, magician hat
billed cap: cap, baseball cap
graduation cap: education, graduation hat, mortarboard, graduation
rescue worker’s helmet: hard hat, helmet
glasses: spectacles, eyeglasses
sunglasses: shades
handbag: bag
backpack: rucksack, school bag, schoolbag
luggage: suitcase
necktie: tie
gem stone: diamond, gem, jewel, ruby, emerald, crystal
ring: wedding ring, diamond ring
crown: golden crown, royal crown, tiara
bell: ringing bell, notification bell
megaphone: announcement
musical notes: music, song, melody
musical note: music note, note
headphone: headphones, headset, earphones
musical keyboard: piano, keyboard instrument, grand piano
guitar: acoustic guitar, electric guitar
violin: fiddle, cello
studio microphone: podcast
mobile phone: phone, smartphone, cell phone, iphone, cellphone
telephone: landline
laptop: notebook computer, macbook, computer
desktop computer: pc, monitor, screen, computer screen
computer mouse: pc mouse
floppy disk: save icon, diskette
television: tv, tv set
camera: photo camera, photography
movie camera: film camera, cinema camera, movie
clapper board: film, clapperboard, cinema
magnifying glass tilted left: magnifying glass, search, magnifier, loupe
light bulb: lightbulb, bulb, idea, innovation
own flower pot: pot, clay pot, plant pot
own lamp: lamp, desk lamp, table lamp, street lamp
red paper lantern: lantern, paper lantern
candle: candles
open book: book, reading, novel
closed book: red book, diary
books: pile of books, stack of books, library
notebook: journal
newspaper: news
money bag: money, bag of money, cash, wealth, finance
coin: coins, gold coin
dollar banknote: dollar, banknote, dollar bill
credit card: bank card
envelope: mail, letter, email
package: box, parcel, delivery
closed mailbox with raised flag: mailbox, letterbox
pencil: pencils
fountain pen: ink pen
paintbrush: brush, paint brush
memo: document, todo list, note paper
page facing up: paper, page, file
file folder: folder
calendar: date, schedule
chart increasing: chart, graph, growth, line chart, statistics
bar chart: analytics, bar graph, histogram
clipboard: checklist
pushpin: pin, thumbtack
round pushpin: map pin, location, location pin
paperclip: paper clip
straight ruler: ruler
wastebasket: trash, trash can, bin, garbage can, rubbish
locked: lock, padlock, security, privacy
unlocked: open lock
key: keys
old key: vintage key, antique key
hammer: mallet
axe: hatchet
crossed swords: swords, battle, fight, war
dagger: sword, blade
bow and arrow: bow, archery
shield: protection, guard shield
carpentry saw: saw
wrench: spanner
hammer and wrench: tools, repair
gear: cog, cogwheel, settings, setting
nut and bolt: screw, bolt and nut
balance scale: scales, justice, law
link: chain link, hyperlink
test tube: chemistry
alembic: potion, flask, potion bottle, laboratory flask
microscope: science, biology
telescope: astronomy
satellite antenna: satellite dish, radar
syringe: vaccine, injection, needle
pill: medicine, pills, drug
stethoscope: doctor tool, healthcare
hospital: clinic
door: wooden door, gate
couch and lamp: couch, sofa, living room
chair: seat, armchair, stool
bed: bedroom
bathtub: bath, tub
shower: shower head
broom: witch broom, broomstick
basket: picnic basket
bucket: pail
shopping cart: cart, shopping trolley, shopping
toothbrush: tooth brush
anchor: ship anchor
compass: navigation
world map: map, map of the world, treasure map
fuel pump: gas station, petrol station, gas pump
vertical traffic light: traffic light, traffic lights, stoplight
alarm clock: clock, alarm
mantelpiece clock: grandfather clock, antique clock
hourglass not done: hourglass, sand timer, time
watch: wristwatch, smartwatch
wheel: tire, tyre
red heart: heart, love, valentine
broken heart: heartbreak
kiss mark: lips, kiss, lipstick kiss
robot: android, bot, droid
alien: extraterrestrial, martian
ghost: spirit, phantom
skull: skeleton, bones
pile of poo: poop
smiling face with smiling eyes: smiley, smile, smiley face, happy face, happiness
thinking face: thinking
face with tears of joy: laughing face, laughter
loudly crying face: crying face
thumbs up: like, approval
clapping hands: applause
waving hand: hello wave, greeting
handshake: agreement, deal, partnership
folded hands: prayer, thank you
flexed biceps: muscle, strength, bicep, arm
eye: eyeball, vision
eyes: pair of eyes
brain: mind, intelligence
tooth: teeth
footprints: footprint, footsteps
baby: infant
boy: kid, child boy
girl: child girl
child: children
man: guy, gentleman
woman: lady
old man: grandfather, grandpa
old woman: grandmother, grandma
family: families
astronaut: spaceman, cosmonaut
mage: wizard, sorcerer, magician
merperson: mermaid
fairy: pixie
elf: elves
vampire: dracula
zombie: undead
superhero: super hero
ninja: shinobi
princess: queen
person with crown: king, prince
detective: spy, sherlock
guard: soldier
police officer: policeman, cop
firefighter: fireman
cook: chef
farmer: gardener
artist: painter
health worker: doctor, nurse, physician
teacher: professor
technologist: programmer, developer, hacker, coder
scientist: chemist
pilot: aviator
Santa Claus: santa, father christmas
pirate flag: pirate, jolly roger, pirates
cowboy hat face: cowboy
chequered flag: checkered flag, finish flag
triangular flag: flag
recycling symbol: recycling, recycle
check mark button: checkmark, tick, check, done
cross mark: x mark, cross
red question mark: question mark, question
red exclamation mark: exclamation mark
warning: danger, warning sign, alert
infinity: eternity
yin yang: balance, harmony
peace symbol: peace sign, hippie
speech balloon: chat, speech bubble, message, communication, conversation
thought balloon: dream, thought bubble
collision: explosion, boom
bomb: dynamite
crystal ball: fortune, prediction
magic wand: wand
ferris wheel: amusement park
roller coaster: rollercoaster
fountain: water fountain
Statue of Liberty: liberty, freedom
dna: genetics
atom symbol: atom, physics
red circle: circle
red square: square
red triangle pointed up: triangle
large orange diamond: rhombus
musical score: sheet music
student: pupil, graduate
person running: runner, running
person swimming: swimmer
person surfing: surfer
skier: skiing
snowboarder: snowboarding
ballet dancer: ballerina
woman dancing: dancer
person in lotus position: yoga, meditation, meditating person
person biking: cyclist
skateboard: skate board
boxing glove: boxing
fishing pole: fishing rod
ice skate: ice skates, skating
lucide database: database
lucide wifi: wifi
lucide cloud-upload: cloud upload, upload
lucide cloud-download: download
tabler qrcode: qr code
lucide user: user, profile, avatar, account
lucide cpu: chip, microchip, processor, cpu
lucide code: code, programming
lucide shopping-cart: ecommerce
tabler coffin: casket
lucide server: server, data center
lucide bluetooth: bluetooth
lucide share-2: share icon
lucide menu: menu icon
lucide house-plug: smart home
lucide refrigerator: fridge, refrigerator, freezer
lucide washing-machine: washing machine, laundry
lucide microwave: microwave oven
lucide drill: power drill
tabler stairs: stairs, staircase
lucide sword: longsword
tabler chess-knight: knight piece
tabler chess-queen: chess queen
lucide fan: ventilator
tabler windmill: wind turbine, turbine
lucide solar-panel: solar panel
lucide trees: grove
lucide binoculars: binoculars
~person fencing: knight, swordsman, samurai, warrior
~sailboat: pirate ship, galleon, viking ship
~money bag: piggy bank
~police car light: siren
~chestnut: acorn
~rock: stone, boulder, pebble
~person: customer, people group
~cooking: kitchen
~Tokyo tower: eiffel tower, tower
~thermometer: temperature, weather
~cyclone: hurricane, whirlpool
~bubbles: foam
~jar: jam
~locomotive: tram engine
~takeout box: takeaway
~gloves: oven glove
~person running: athlete, jogger
~wood: log, stick, branch, twig
~tropical fish: aquarium
~cloud with snow: blizzard
~mantelpiece clock: cuckoo clock, wall clock
~deer: reindeer, stag, fawn, antelope
~seal: sea lion, walrus
~rhinoceros: triceratops
~lizard: salamander, newt
~badger: ferret, weasel
~cut of meat: barbecue, bbq
~sandwich: sub, panini
~envelope: postcard
~bell: doorbell
~kick scooter: segway
~tractor: bulldozer, excavator, combine
~wind face: wind, breeze
~flashlight: torch, spotlight
~cloud: smoke, steam
~star of David: hexagram
`
