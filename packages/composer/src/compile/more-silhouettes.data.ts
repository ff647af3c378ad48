/**
 * More drawings of one colour, written as in silhouettes.data.ts; those of Material Design Icons begin with
 * `mdi:`.
 */
export const moreSilhouetteLines = `
anteater #8a7360 creature: anteater
centipede #a8522f creature: centipede, millipede
eel #4d6b5c creature: eel, moray
tapir #6b6470 creature: tapir
artichoke #6a9a4a food: artichoke
chips-bag #e0a020 food: potato chip, potato chips, crisps, bag of chips
flour #d9c49a food: flour, bag of flour, sack of flour
mdi:soy-sauce #7a3f2a food: soy sauce
mdi:weather-hurricane #5a7fa8 sky: hurricane, typhoon
mdi:puddle #4aa0d8 place: puddle
river #3f97d0 place: river, stream, creek, brook
solar-system #e0a83a sky: solar system
swamp #5f8a4a place: swamp, marsh
mdi:weather-windy #7f9fb8 sky: wind, breeze
fishing-boat #3f7fb0 vehicle: fishing boat, trawler
hang-glider #d9573a vehicle: hang glider
mdi:truck-trailer #7a8a9a vehicle: trailer
mdi:balcony #8a7a6a place: balcony
mdi:grave-stone #8a9098 place: graveyard, cemetery, grave yard
mdi:home-roof #b8503a place: roof, rooftop
dam #7f8f9f place: dam
mdi:farm-home #b5402f place: farm
mdi:pool #3aa0d8 place: swimming pool, pool
mdi:tunnel #6f6a68 place: tunnel
water-tower #8a7f78 place: water tower
mdi:chandelier #d9a83a: chandelier
mdi:coffee-maker #3f444c: coffee maker, coffee machine, espresso machine
mdi:doorbell #5a6a7a: doorbell
tap #8a98a8: tap, faucet, water tap
mdi:fishbowl #3f9fd0: fishbowl, fish bowl
barbecue #c0503a: barbecue, grill, bbq
mdi:radiator #8a98a8: radiator, heater
manual-juicer #e0a030: juicer
mdi:light-switch #8a98a8: light switch
lighter #c0453f: lighter
matchbox #c0453f: matchbox, box of matches
match-tip #b5453a: match, matchstick
pressure-cooker #7f8a98: pressure cooker, rice cooker
mdi:safe #5a6470: safe, strongbox
saucepan #5f6875: saucepan
sleeping-bag #3f7fb0: sleeping bag
mdi:power-socket-eu #8a98a8: socket, outlet, power socket, wall socket, power outlet
stairs #8a7460: stairs, staircase, stairway
wok #4a4f58: wok
bandana #d0402f: bandana
wooden-clogs #c08a4a: clogs, clog
fedora #5a4a40: fedora
hood #5a4a6a: hood
oyster-pearl #c8b8d8: pearl
gem-pendant #4a7fd0: pendant
pocket-watch #c8983a: pocket watch
poncho #c0603a: poncho
sombrero #c8983a: sombrero
shirt-button #b5854a: button, shirt button
ballerina-shoes #e6a0b8: pointe shoes, ballet slippers
atom #3f7fd0: atom
mdi:award #d9a42a: award
mdi:bulletin-board #b07a47: bulletin board, pinboard, notice board
mdi:book-alphabet #3f6fb0: dictionary, encyclopedia
diploma #c8a860: diploma, certificate
highlighter #e8d020: highlighter
molecule #4a90c0: molecule
post-stamp #c0453f: stamp, postage stamp
mdi:projector #5a6470: projector
mdi:antenna #7a8894: antenna
mdi:video-vintage #3f444c: camcorder
mdi:ethernet-cable #3f6fb0: ethernet cable, cable
microchip #3f7a5a: microchip, chip, computer chip, cpu
mdi:cursor-default #2f343c: cursor, mouse pointer
earbuds #8a98a8: earbuds, earphones
mdi:sd #3a5a8a: memory card, sd card
mdi:router-wireless #4a5a6a: router, wifi router, modem
server-rack #4a5a6a: server, server rack
mdi:typewriter #4a5560: typewriter
mdi:usb-flash-drive #3f6fb0: usb stick, flash drive, thumb drive
vr-headset #3f444c: virtual reality headset, vr headset, vr goggles
mdi:webcam #3f444c: webcam
chainsaw #d9702a: chainsaw, chain saw
fishing-hook #8a98a8: fishing hook, fishhook, fish hook
mdi:saw-blade #8a98a8: saw blade, circular saw blade
mdi:circular-saw #d9702a: circular saw
mdi:hand-saw #8a98a8: handsaw, hand saw
lasso #b5833a: lasso
lever #8a5a3a: lever
mdi:spirit-level #d9b02a: spirit level, level
machete #7a8894: machete
mdi:pipe #8a98a8: pipe, water pipe
mdi:pipe-wrench #b5403a: pipe wrench
pitchfork #8a5f3a: pitchfork
plow #8a5f3a: plow, plough
pulley-hook #7a8894: pulley
gardening-shears #4f9d5a: shears, garden shears, secateurs, pruning shears
bouncing-spring #8a98a8: coil spring, metal spring
planks #b5834a: plank, planks, board of wood
mdi:basketball-hoop #d9602a: basketball hoop
bowling-pin #d8d8dc: bowling pin
empty-chessboard #6a4a34: chessboard, chess board, checkerboard
finish-line #3f444c: finish line
mdi:hockey-puck #3a3f46: hockey puck, puck
mdi:jump-rope #d0402f: jump rope, skipping rope
mdi:kettlebell #4a4f58: kettlebell
mdi:weight #4a4f58: weight
mdi:lifebuoy #d9502f: life preserver, lifebuoy, life buoy, life ring, lifesaver
podium #d9a42a: podium
punching-bag #b5402f: punching bag, boxing bag
sail #d8d0c0: sail
mdi:scoreboard #2f343c: scoreboard
shuttlecock #c8ccd4: shuttlecock
mdi:table-tennis #c8302f: ping pong paddle, table tennis paddle, table tennis bat
mdi:poker-chip #b5302f: poker chip, casino chip
card-ace-spades #2f343c: playing card, ace of spades, card
spinning-top #b5502f: spinning top
jigsaw-piece #3f8fd0: jigsaw piece, jigsaw puzzle, jigsaw
drum-kit #b5302f: drum kit, drum set
mdi:guitar-pick #d0603a: guitar pick, plectrum
metronome #8a5a34: metronome
mdi:record-player #4a4034: record player, turntable
mdi:beekeeper #d9a42a face: beekeeper
beard #7a5230: beard
mdi:barcode #2f343c: barcode, bar code
mdi:qrcode #2f343c: qr code
dream-catcher #8a6fb0: dream catcher, dreamcatcher
sundial #a89878: sundial
mdi:sign-direction #8a5f3a: signpost, road sign, direction sign
breastplate #8a98a8: armor, armour, breastplate
police-badge #d9a42a: badge, police badge, sheriff badge
vertical-banner #b5302f: banner
buoy #d9502f: buoy
mdi:cash-register #5a6a7a: cash register
cigar #8a5a34: cigar
mdi:fire-hydrant #c8302f: fire hydrant, hydrant
ammonite-fossil #a8906a: fossil, ammonite
gold-bar #d9a82a: gold bar, ingot, gold ingot
honeycomb #e0a020: honeycomb
mdi:medicine-bottle #b5653a: medicine, medicine bottle
milk-carton #5aa0d8: milk carton, carton of milk
oil-rig #5a6470 place: oil rig, oil derrick
mdi:ornament #c8302f: ornament, christmas ornament, christmas ball, bauble
mdi:robot-vacuum #3f444c: robot vacuum
mdi:sack #b08a58: sack, sandbag
mdi:solar-panel #2f5a9a: solar panel
lips #c8304a: lip, lips
mdi:mustache #4a3424: mustache, moustache
liver #9a3a34: liver
kidneys #a8453a: kidney, kidneys
ribcage #d8c8a8: rib, ribs, rib cage
knee-cap #8a98a8: knee, kneecap
jawbone #d8c8a8: jaw, jawbone
sand-castle #d9b870: sandcastle, sand castle
champagne-cork #b88a58: cork, champagne cork
oil-can #c0703a: oil can
swimfins #3f9f7a: flippers, swim fins, fins
rail-road #7a6a5a: train track, railway track, rail, rails, railroad
mdi:ceiling-fan #8a7a6a: ceiling fan
mdi:floor-lamp #c8983a: floor lamp
mdi:bunk-bed #8a5f3a: bunk bed
mdi:cradle #b5834a: cradle
mdi:dresser #a56a43: dresser, chest of drawers
mdi:cupboard #a56a43: cupboard, cabinet
mdi:egg-easter #d06aa8: easter egg
mdi:spray-bottle #3f9fd0: spray bottle
mdi:iron-board #7a8a9a: ironing board
mdi:oil-lamp #c8983a: oil lamp
mdi:escalator #7a8894: escalator
mdi:elevator #7a8894: elevator
mdi:blinds #a8b0ba: blinds, window blinds
mdi:peanut #c08a4a food: peanut
mdi:barley #d9a83a plant: barley
mdi:shoe-heel #c8304a: stiletto
mdi:tumble-dryer #8a98a8: tumble dryer, clothes dryer
mdi:gas-cylinder #d0603a: gas cylinder, gas bottle, propane tank
mdi:sign-caution #e0a020: caution sign
mdi:gantry-crane #d99a16: gantry crane
mdi:road #5b6470 place: highway, motorway
mdi:toy-brick #d0402f: toy brick, lego, lego brick, building block
mdi:lava-lamp #c8304a: lava lamp
mdi:golf-cart #3f9d6b vehicle: golf cart
mdi:cards-playing-spade-multiple #2f343c: deck of cards, playing cards
mdi:sickle #8a98a8: sickle
mdi:pillar #c9b48a: stone pillar
mdi:dice-d20 #b5302f: d20, twenty sided die
mdi:car-limousine #2f343c vehicle: limousine, limo
mdi:football-helmet #2f5aa8: football helmet
heron #7d8da0 creature: heron, egret
hummingbird #2f9d7a creature: hummingbird
porcupine #6b5a4a creature: porcupine
toucan #2f343c creature: toucan
vulture #5b4a42 creature: vulture, condor
wasp-sting #e0a820 creature: wasp, hornet
gingerbread-man #b5743a food: gingerbread man, gingerbread
ham-shank #d98a7a food: ham
doner-kebab #a8623a food: kebab, doner kebab
nachos #e0a83a food: nachos, nacho
roast-chicken #c07a3a food: roast chicken, roast turkey
bonsai-tree #4f8a4a plant: bonsai, bonsai tree
poppy #d0352f plant: poppy
willow-tree #5f8a4a plant: willow, willow tree, weeping willow
mdi:car-convertible #d0402f vehicle: convertible, cabriolet
mdi:dump-truck #d9992a vehicle: dump truck, tipper
glider #7f9fb8 vehicle: glider
mdi:go-kart #d0402f vehicle: go kart
mdi:snowmobile #3f6fb0 vehicle: snowmobile
mdi:tanker-truck #7a8a9a vehicle: tanker truck, tanker
tow-truck #d9702a vehicle: tow truck, breakdown truck
mdi:airport #5a7fa8 place: airport
mdi:fire-station #b5352f place: fire station
mdi:garage #8a98a8 place: garage
pagoda #b5402f place: pagoda
mdi:police-station #2f5aa8 place: police station
mdi:town-hall #8a7a6a place: town hall
mdi:silo #8a98a8 place: silo
mdi:storefront #b5533f place: market stall
castle-ruins #8d7a62 place: ruins, castle ruins
wood-cabin #8a5f3a place: log cabin
rope-bridge #b5834a place: rope bridge
clock-tower #8a7a6a place: clock tower
chest #a56a3a: chest, treasure chest
cooler #3f8fd0: cooler, cool box
ice-cube #8fc8e8: ice cube
salt-shaker #a8b4c0: salt shaker, pepper shaker
tank-top #3f9fd0: tank top
tablet #3f4752: tablet, tablet computer
fishing-net #6a8a7a: fishing net
mdi:hard-hat #e0a820: hard hat, hardhat
mdi:pliers #c0453f: pliers
scalpel #8a98a8: scalpel
spade #7d6a52: spade
swiss-army-knife #c0302f: swiss army knife, pocket knife, penknife, pen knife
baseball-bat #b5834a: baseball bat
baseball-glove #8a5230: baseball glove, baseball mitt
cricket-bat #c9a25a: cricket bat
scuba-mask #2f7fb0: scuba mask, diving mask
ski-boot #3f6fb0: ski boot
tennis-ball #b8d030: tennis ball
beach-ball #e0503f: beach ball
stone-block #8a8f98: stone block, block
party-hat #b04aa8: party hat
paper-boat #5a9ad0: paper boat
paper-plane #5a9ad0: paper airplane, paper plane
water-gun #3f9d5a: water gun, squirt gun
french-horn #d9a42a: french horn
pan-flute #b5834a: pan flute, panpipes
piano-keys #2f343c: piano keys
djembe #b5834a: bongo, djembe
bullets #b5862a: bullet, bullets
vending-machine #b5352f: vending machine
voodoo-doll #b5834a: voodoo doll
yarn #d0608a: yarn ball, ball of yarn
laurels #5f8a4a plant: laurel wreath, wreath
mdi:bowling #2f5aa8: bowling ball
mdi:camera-iris #3f444c: camera lens
mdi:laser-pointer #3f444c: laser pointer
mdi:cup-water #5fa8d8: glass of water
mdi:beaker #3f8fd0: beaker
mdi:slide #e0503f: playground slide
golf-flag #3f9d5a: golf flag
`
