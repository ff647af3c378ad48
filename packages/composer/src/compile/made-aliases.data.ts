/**
 * The rest of the everyday names: things that people make and use, people, signs and near misses. Written as
 * in natural-aliases.data.ts.
 */
export const madeAliasLines = `
balloon: party balloon
wrapped gift: gift, present, gift box
party popper: party, celebration
firework burst: firework, fireworks
rainbow arc: rainbow
single paw print: paw print, paw, pawprint
baby stroller: stroller, pram, baby carriage, pushchair, buggy
clothes iron: iron, flat iron
bar stool: stool, footstool
seesaw: teeter totter
hair dryer: hairdryer, blow dryer
lawn mower: lawnmower, mower
bookcase: bookshelf, book shelf
pine cone: pinecone
wrapped gift: present, christmas present, birthday present
sparkles: sparkle, glitter, magic
trophy: cup trophy, prize, success, champion
1st place medal: gold medal, first prize
sports medal: medal
soccer ball: soccer, football, ball
american football: nfl ball
tennis: tennis ball
bullseye: target, dartboard
game die: dice, die, d6
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
own lamp: lamp, desk lamp, table lamp
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
pill: pills, drug
stethoscope: doctor tool, healthcare
hospital: clinic
door: wooden door
own sofa: couch, sofa, settee, loveseat
couch and lamp: living room
chair: seat, armchair
bed: bedroom
bathtub: bath, tub
shower: shower head
flying broom: witch broom, broomstick
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
kiss mark: kiss, lipstick kiss
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
person with crown: crowned person
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
pirate flag: jolly roger
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
atom symbol: physics
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
person in lotus position: yoga, meditation, meditating person
person biking: cyclist
skateboard: skate board
boxing glove: boxing
fishing pole: fishing rod
ice skate: ice skates, skating
lucide database: database
lucide wifi: wifi
lucide cloud-upload: cloud upload, upload
lucide cloud-download: cloud download
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
lucide drill: power drill
tabler stairs: stairs, staircase
lucide sword: longsword
tabler chess-knight: knight piece
tabler chess-queen: chess queen
lucide solar-panel: solar panel
lucide trees: grove
lucide binoculars: binoculars
~sailboat: pirate ship, galleon, viking ship
~Tokyo tower: eiffel tower
~person running: athlete, jogger
~mantelpiece clock: cuckoo clock, wall clock
~seal: sea lion, walrus
~lizard: salamander, newt
~badger: ferret, weasel
~sandwich: sub, panini
~envelope: postcard
~kick scooter: segway
~tractor: bulldozer, excavator, combine
~flashlight: torch, spotlight
own bottle: bottle, wine bottle, glass bottle, water bottle, beer bottle, bottle of wine, oil bottle, bottle of water
own pillow: pillow, cushion
own fridge: fridge, refrigerator
own washing machine: washing machine, laundry machine, washer
own microwave: microwave, microwave oven
own oven: oven, stove, cooker, kitchen stove
own toaster: toaster
own blender: blender
own fan: fan, electric fan, ventilator
own wardrobe: wardrobe, armoire
own curtain: curtain, curtains, drapes
own fireplace: fireplace, hearth
own sink: sink, kitchen sink, washbasin, basin
own wallet: wallet, billfold
own plug: plug, electric plug, power plug
own street lamp: street lamp, streetlight, street light, lamp post, lamppost, streetlamp
own bench: bench, park bench, wooden bench
own watering can: watering can
own hammock: hammock
own swing: swing, swing set
own dumbbell: dumbbell, barbell, dumbbells
own sausage: sausage, sausages, bratwurst
own popsicle: popsicle, ice lolly, ice pop
own candy cane: candy cane, candy canes
own ketchup: ketchup, ketchup bottle, tomato sauce
own rectangle: rectangle
own hexagon: hexagon
own pentagon: pentagon
own oval: oval, ellipse
own tank: tank, army tank
own excavator: excavator, digger, backhoe
own crane: crane, construction crane, tower crane
own anvil: anvil
own wheelbarrow: wheelbarrow, wheel barrow
own surfboard: surfboard, surf board
own drone: drone, quadcopter
own wind turbine: wind turbine, turbine
~top hat: cowboy hat
clown face: clown
teddy bear: teddy
own windmill: mill
placard: sign, signboard, billboard, picket sign
police officer: police, policeman, policewoman, cop, constable
construction worker: builder, road worker
mechanic: plumber, repairman
one-piece swimsuit: swimsuit, bathing suit
yo-yo: yoyo
cooking: omelette, omelet
curry rice: curry
speaker high volume: speaker, loudspeaker
lucide user: user, user profile, profile, account, user account, avatar
lucide download: download, download arrow
lucide upload: upload
`
