/**
 * Names for which the sets have nothing of their own, each with what comes nearest. Written as in
 * natural-aliases.data.ts.
 */
export const nearAliasLines = `
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
