/**
 * Drawings of one colour, from Game-icons, for things that no other set draws: name there, the colour that
 * the thing commonly has, its kind unless it is a thing, and what people call it.
 */
export const silhouetteLines = `
armadillo #9c8468 creature: armadillo
hyena-head #a08457 creature: hyena
mole #5f5560 creature: mole
grasping-slug #b58a4a creature: slug
tadpole #4d6b3c creature: tadpole
walrus-head #9a7b68 creature: walrus
dragonfly #1f9bb0 creature: dragonfly
eating-pelican #7d8da0 creature: pelican
cobra #5b8c3a creature: cobra
praying-mantis #6aa83a creature: praying mantis, mantis
leek #5fa04a food: leek
pickle #5f9a3c food: pickle, gherkin
jelly #d83a5c food: jelly, gelatin
plum #7b3fa0 food: plum
raspberry #d6336c food: raspberry, raspberries
almond #a8713f food: almond
asparagus #5c9c3f food: asparagus
acorn #a3692c plant: acorn
fern #3f8f4a plant: fern
dandelion-flower #e8b923 plant: dandelion
vines #3f8f4a plant: vine, vines, ivy
tree-roots #7a5230 plant: root, roots, tree root
chariot #b5822e vehicle: chariot
steamroller #d99a16 vehicle: steamroller, road roller
bulldozer #e0a020 vehicle: bulldozer
forklift #e0841f vehicle: forklift, forklift truck
zeppelin #7f8fa3 vehicle: zeppelin, airship, blimp
raft #a5743f vehicle: raft
unicycle #d13d4b vehicle: unicycle
caravan #4f9bbf vehicle: caravan, camper trailer
old-wagon #9a6a3a vehicle: wagon, covered wagon
aquarium #2f8fd0: aquarium, fish tank, fishbowl, fish bowl
greenhouse #4f9d6b place: greenhouse, glasshouse
hill-fort #8d7a62 place: fort, fortress
observatory #5a6b8c place: observatory
wooden-pier #9a6a3a place: pier, jetty, dock
stable #a5553a place: stable
treehouse #6f8f3f place: treehouse, tree house
dog-house #c0603f place: doghouse, dog house, kennel
bird-house #c98d4e: birdhouse, bird house, nesting box
corkscrew #8d99a8: corkscrew
stapler #d0453f: stapler
vacuum-cleaner #d0453f: vacuum cleaner, vacuum, hoover
cannon #4a5360: cannon
crowbar #b23a3a: crowbar
easel #a5743f: easel
grenade #5f7a45: grenade, hand grenade
handcuffs #7d8998: handcuffs
harpoon-trident #66758a: harpoon, trident
rake #a5743f: rake
winchester-rifle #7a5230: rifle
slingshot #a5743f: slingshot
stone-spear #8a6a45: spear
measure-tape #e0b020: tape measure, measuring tape
whip #7a4a2a: whip
barbed-wire #6b7684: barbed wire, wire
zipper #7d8998: zipper, zip
cape #b3263a: cape, cloak
drop-earrings #d9a520: earring, earrings
robe #7b4fa8: robe, bathrobe
slippers #c77a8f: slipper, slippers
turban #d98a2b: turban
leather-vest #8f5632: vest, waistcoat
underwear-shorts #5a86c4: underwear, underpants
basketball-jersey #d0453f: jersey
hoodie #4a76b8: hoodie, hooded sweatshirt
dart #c63a3a: dart
domino-tiles #3a404a: domino, dominoes
hockey #5a6b8c: hockey, hockey stick
marbles #3f8fd0: marbles, marble ball
paddles #a5743f: paddle, paddles, oar, oars
puppet #c0603f: puppet, marionette
ice-skate #4a76b8: ice skate, ice skates, skates
roller-skate #d6457a: roller skate, roller skates, rollerskates
saddle #8f5632: saddle
snorkel #2f9bc0: snorkel
snowboard #3f7fd8: snowboard
xylophone #c77a2b: xylophone, glockenspiel
bagpipes #a63a3a: bagpipes
bassoon #7a4030: bassoon
clarinet #3a404a: clarinet, oboe
gong #cf9a2b: gong
hunting-horn #c99a3a: horn, hunting horn
pipe-organ #a5743f: organ, pipe organ
tuba #d0a030: tuba
juggler #d0603f person: juggler
miner #c98d2b person: miner
prisoner #d9822b person: prisoner
scarecrow #a8803a person: scarecrow
werewolf #6b5a52 creature: werewolf
samurai-helmet #a63a3a: samurai helmet, samurai
viking-helmet #8a94a0: viking helmet
stomach #d8757a: stomach
kidneys #b5484f: kidney, kidneys
boombox #4a5360: boombox, ghetto blaster, cassette player
cage #7d8998: cage
bird-cage #c99a3a: birdcage, bird cage
audio-cassette #4a5360: cassette, cassette tape, audio tape, mixtape
hive #e0a020: hive, beehive
maze #4a6fa8: maze, labyrinth
passport #2f4f8f: passport
piggy-bank #ef8fae: piggy bank, piggybank, money box
magic-portal #7b4fd0: portal
totem #a5633a: totem, totem pole
open-treasure-chest #a5743f: treasure chest, treasure, chest of gold
treasure-map #c9a15e: treasure map
walkie-talkie #4a5360: walkie talkie
sewing-machine #d0457a: sewing machine
coffee-pot #6b4a35: coffee pot
plastic-duck #f2c12e: rubber duck
rocking-chair #9a6a3a: rocking chair
life-jacket #ef7a2b: life jacket, life vest
bow-tie #b3263a: bow tie, bowtie
whisk #8d99a8: whisk
ladle #8d99a8: ladle
binoculars #3f4752: binoculars
calculator #4a5360: calculator
chisel #a5743f: chisel
funnel #66a0b8: funnel
perfume-bottle #d68fb5: perfume, perfume bottle
post-stamp #c0504a: postage stamp
whistle #d9a520: whistle
hanger #8a6a45: hanger, coat hanger, clothes hanger
horseshoe #8a7358: horseshoe
trowel #8d99a8: trowel
comb #3f8fb5: comb
traffic-cone #ef6f2b: traffic cone, road cone
first-aid-kit #d63a3a: first aid kit
tv-remote #3a404a: remote control, remote, tv remote
stone-throne #8a8f98: throne
voodoo-doll #b08a5e: rag doll, voodoo doll
tambourine #c98d4e: tambourine
tennis-racket #d0453f: tennis racket, racket
paint-bucket #3f7fd8: paint, paint bucket, paint can
paint-roller #3f9bd0: paint roller
wheelbarrow #3f9d6b: wheelbarrow
watering-can #3f9d8c: watering can
colombian-statue #8a8f98: statue, sculpture
torch #c9772b: torch
primitive-torch #c9772b: burning torch
baby-bottle #e6a0b8: milk bottle
lockers #5a7a9a: locker, lockers
icicles-fence #6fc0e8: icicle, icicles
lava #e8502a: lava
djed-pillar #c9b48a: pillar, column
mummy-head #c9bfa0 face: mummy
nun-face #3a404a face: nun
monk-face #a5633a face: monk
bad-gnome #c0453f face: gnome, garden gnome
viking-head #b5743f face: viking
fish-monster #4f9a7a creature: monster
manual-water-pump #5a7a9a: water pump, pump
gas-pump #d0453f: petrol pump
`
