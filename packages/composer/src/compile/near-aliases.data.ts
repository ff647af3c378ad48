/**
 * Names for which the sets have nothing of their own, each with what comes nearest. Written as in
 * natural-aliases.data.ts.
 */
export const nearAliasLines = `
~leopard: jaguar, lynx, cheetah, ocelot, puma, cougar, bobcat
~bison: yak
~hamster: guinea pig, gerbil
~hedgehog: porcupine, echidna
~donkey: mule
~monkey: chimp, baboon
~eagle: vulture, condor, hawk bird, buzzard
~parrot: toucan, cockatiel, kingfisher
~flamingo: heron, crane bird, stork, egret, ibis
~dodo: emu, kiwi bird, cassowary
~duck: mallard duck
~bird: hummingbird, woodpecker, swallow, jay, cuckoo, canary
~fish: carp, cod, piranha, koi
~oyster: clam, mussel, scallop
~honeybee: wasp, hornet
~horse: pegasus, winged horse
~lion: griffin, gryphon
~tangerine: apricot, grapefruit, nectarine, persimmon
~blueberries: blackberry, raspberry, blackberries, raspberries, cranberry, currant, acai
~mango: papaya, guava
~cucumber: zucchini, courgette, celery, asparagus
~broccoli: brussels sprout
~taco: nachos, tortilla
~taco: quesadilla
~pie: quiche, tart, apple pie, pumpkin pie
~cookie: macaron, cracker, gingerbread, gingerbread man
~salt: pepper shaker, salt shaker, spice
~chestnut: acorn, walnut, almond, hazelnut, pecan, cashew
~bowl with spoon: granola, porridge, oatmeal, muesli
~delivery truck: garbage truck, dump truck
~tractor: snowmobile, bulldozer, forklift, combine harvester
~automobile: limousine, limo, go kart, golf cart, convertible
~sport utility vehicle: caravan, motorhome, rv
~airplane: glider, seaplane, paper airplane, paper plane
~hot air balloon: blimp, zeppelin, airship
~canoe: raft, dinghy, gondola boat, rafting boat
~speedboat: lifeboat, jet ski
~auto rickshaw: rickshaw, tricycle, tuk tuk
~railway car: wagon, carriage, train carriage, railway wagon
~bathtub: jacuzzi
~own fridge: freezer
~own fireplace: stove heater
~own wardrobe: dresser, closet, chest of drawers, cabinet, cupboard
~own lamp: desk light
~hair pick: hairbrush, comb
~razor: shaver
~package: toolbox, tool box, chest, treasure chest
~pencil: crayon
~jeans: pants pair, leggings
~socks: stocking, stockings, christmas stocking
~coat: sweater, jumper, hoodie, pullover, cardigan
~teddy bear: toy, toys, plush toy, doll
~wrench: pliers
~shovel: trowel, spade
~rescue worker’s helmet: helmet, hard hat
~military helmet: army helmet
~megaphone: loudspeaker, horn speaker
~musical keyboard: synthesizer, keyboard piano
~framed picture: painting
~tennis: tennis ball, tennis racket, racket
~cricket game: cricket bat
~baseball: baseball bat
~flag in hole: golf
~bowling: bowling ball
~american football: rugby ball
~bullseye: dartboard
~stadium: colosseum, coliseum, arena, amphitheatre
~mantelpiece clock: big ben, clock tower
~house: garage, farm building, ranch
~factory: power plant, nuclear plant, refinery
~department store: market, warehouse, cinema, movie theater
~classical building: town hall, parliament, white house, city hall, capitol
~mountain: cliff, ridge
~herb: fern, mint plant, thyme
~blossom: dandelion, poppy, orchid flower, marigold, chrysanthemum, hydrangea, iris, jasmine, peony, violet flower
~deciduous tree: willow, bonsai, elm, ash tree, acacia, baobab
~evergreen tree: cedar, juniper
~full moon: eclipse, lunar eclipse
~ringed planet: mars, venus, neptune, uranus, mercury, pluto, exoplanet
~globe showing Americas: continent
~link: chain link pair
~mage: sorceress, druid
~singer: musician, bard, rock star
~cook: baker
~fearful face: scared face
~pot of food: crock pot
~baguette bread: breadstick
~sushi: sashimi
~dumpling: ravioli, gyoza, pierogi
~heavy dollar sign: dollar sign
~euro banknote: euro
~cook: butcher
~construction worker: carpenter, lumberjack, engineer
~health worker: dentist, surgeon, paramedic
~person in tuxedo: waiter, butler, groom
~office worker: cashier, lawyer, manager, businessman
~broccoli: cauliflower
~herb: basil, mint, parsley, oregano
~grapes: raisin
~chocolate bar: brownie
~honey pot: jam, marmalade
~salt: sugar, pepper mill
~convenience store: bakery, cafe, pub, gym, boutique
~house with garden: mansion, villa
~hut: shed
~church: monastery, chapel
~classical building: monument
~school: university, kindergarten
~candle: candlestick
~wardrobe: drawer, nightstand
~bed: mattress, crib, cradle
~bottle: thermos
~crayon: marker, chalk
~woman’s clothes: blouse, tunic
~bikini: bra
~scarf: shawl
~guitar: lute, mandolin, sitar
~violin: viola
~sheaf of rice: hay, haystack
~framed picture: photo, photograph
~mobile phone: tablet
~blossom: daffodil, violet
~eagle: quail
~herb: seaweed
`
