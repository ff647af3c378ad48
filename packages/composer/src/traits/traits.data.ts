/**
 * What the world is like, by the whole label of a drawing. One list a trait; labels are separated by commas.
 * What no list names has the defaults of its kind (`traits.ts`).
 */

/** Shows what is in it above its front edge. */
export const openContainers =
  'plain bowl, basket, bucket, bathtub, box, open box, package, shopping cart, wheelbarrow, empty nest, nest with eggs, twig nest, open basket, open mug, flower vase, amphora, flower pot, potted plant, bowl with spoon, steaming bowl, teacup without handle, hot beverage, tumbler glass, glass of milk, beer mug, wine glass, cocktail glass, handbag, backpack, purse, clutch bag, shopping bags, luggage, top hat, pot of food, shallow pan of food, sink, wastebasket, treasure chest, takeout box, sled, bed, cup with straw, hot beverage, toolbox, jack-o-lantern, woman’s boot, hiking boot, socks, magic hat, bento box, inbox tray, outbox tray, hammock, swing, manual wheelchair, ice cream'

/** Can be looked into. */
export const clearContainers =
  'jar, bottle, baby bottle, alembic, test tube, bubbles, crystal ball, washing machine, microwave, oven, fridge, television, desktop computer, laptop, mobile phone, framed picture, window, mirror, wardrobe, fireplace, speech balloon, thought balloon, pool 8 ball, light bulb, circle, glass bowl, snow globe, lightbulb, door, shelf, heart suit, red heart, full moon, shield'

/** Their contents are visible between their bars. */
export const cages = 'cage, birdcage, bird cage, prison cell'

/** How far below the upper edge of the drawing the rim of an open container is, as a share of its height. */
export const rims: Readonly<Record<string, string>> = {
  '0.38': 'bathtub',
  '0.42': 'sink, handbag, purse',
  '0.35': 'basket, wheelbarrow, shopping bags',
  '0.3': 'shopping cart',
  '0.2': 'luggage, nest with eggs',
}

/** Drawn in the vessel that they are served in: a glass of wine is one drawing. */
export const servedInVessels =
  'wine glass, hot beverage, beer mug, glass of milk, tumbler glass, cocktail glass, cup with straw, tropical drink, bubble tea, beverage box, steaming bowl, bowl with spoon, pot of food, shallow pan of food, green salad, teacup without handle, cooked rice, curry rice, spaghetti, honey pot, sake, bottle with popping cork, clinking glasses, mate'

/** Larger than what is in it, which stands before its entrance. */
export const shelters =
  'house, house with garden, hut, campsite tent, derelict house, castle, Japanese castle, church, mosque, hindu temple, school, hospital, bank, hotel, factory, office building, convenience store, department store, post office, barn, igloo, tent, circus tent, camping, stadium, station, cave, fountain, pyramid'

/** People sit inside and look out. */
export const vehiclesWithSeats =
  'automobile, oncoming automobile, sport utility vehicle, pickup truck, delivery truck, articulated lorry, bus, oncoming bus, trolleybus, minibus, taxi, oncoming taxi, police car, fire engine, ambulance, tractor, racing car, train, locomotive, railway car, high-speed train, bullet train, metro, tram, helicopter, airplane, small airplane, rocket, submarine, hot air balloon, flying saucer, satellite, ferris wheel, canoe, sailboat, speedboat, motor boat, ship, passenger ship, ferry'

/** Have a head and hands, though they are no creatures. */
export const personlike =
  'teddy bear, robot, snowman, snowman without snow, ghost, alien, alien monster, skull, clown face, ogre, goblin, nesting dolls, jack-o-lantern'

/** Flat on top: what is on it stands at its upper edge. */
export const flatTops =
  'table, box, package, shelf, books, bed, rug, skateboard, sled, rock, wood, brick, bench, washing machine, fridge, oven, microwave, closed book, notebook, wardrobe, television, drum, long drum, toolbox, luggage, cardboard box, bathtub, surfboard, birthday cake, plain cake, bridge, branch, bookcase, bar stool, trampoline, shortcake, ice, fence, anvil, desktop computer, laptop, house, barn, hut, derelict house, fireplace, pile of poo, balance scale, hamburger, pancakes, cooking, trophy, flower pot, file cabinet, dresser, road, railway track, bridge, right arrow shape, rectangle, square, motor scooter'

/** What people sit and lie on, by how far down from its upper edge the seat is. */
export const seats: Readonly<Record<string, string>> = {
  '0.5': 'bench, chair, seat',
  '0.55': 'sofa, couch and lamp',
  '0.4': 'bed, hammock, swing',
  '0.66': 'sailboat, ship, passenger ship, ferry',
  '0.3': 'canoe, speedboat, motor boat',
}

/** Hang or float over what is under them. */
export const overhead =
  'umbrella, umbrella with rain drops, umbrella on ground, closed umbrella, balloon, parachute, cloud, cloud with rain, cloud with lightning, cloud with snow, rainbow, rainbow arc, firework burst, sun, full moon, crescent moon, star, hot air balloon, flying saucer, lamp, light bulb, red paper lantern, street lamp, bell, wind chime, mirror ball, airplane, helicopter, kite'

export const flyers =
  'balloon, hot air balloon, airplane, small airplane, airplane departure, airplane arrival, rocket, helicopter, flying saucer, kite, bird, eagle, dove, butterfly, honeybee, bat, satellite, parachute, comet, shooting star, dragon, phoenix, fairy, man fairy, woman fairy, superhero, man superhero, woman superhero, seagull, drone, mosquito, fly, baby angel, cloud, black bird, money with wings'

export const swimmers =
  'spouting whale, whale, dolphin, orca, seal, fish, tropical fish, blowfish, shark, octopus, jellyfish, squid, seahorse, submarine, merperson, merman, mermaid, shrimp, starfish, coral, oyster, spiral shell'

/** Swim at the surface: they are seen above the water. */
export const floaters =
  'sailboat, canoe, speedboat, passenger ship, ferry, motor boat, ship, duck, swan, iceberg, ring buoy, surfboard, goose, anchor'

/** Come with a patch of water of their own. */
export const drawnWithWater = 'sailboat, speedboat, passenger ship, ferry, motor boat, ship, canoe'

/** Filed with the weather or the sky, but they stand on the ground. */
export const grounded =
  'fire, snowman, snowman without snow, water wave, umbrella on ground, fog, tornado, thermometer, closed umbrella, umbrella, snowflake, droplet, high voltage'

export const wornOnHead =
  'crown, woman’s hat, top hat, graduation cap, billed cap, military helmet, rescue worker’s helmet, headphone, ribbon'
export const wornOnEyes = 'glasses, sunglasses, goggles, diving mask'
export const wornOnNeck =
  'scarf, necktie, sports medal, military medal, 1st place medal, prayer beads, stethoscope'
export const wornOnBody =
  't-shirt, coat, dress, kimono, sari, lab coat, safety vest, running shirt, woman’s clothes, jeans, shorts, martial arts uniform, backpack'
export const wornOnFeet =
  'woman’s boot, hiking boot, running shoe, man’s shoe, high-heeled shoe, socks, roller skate, ice skate, flat shoe, skis'

/** Held up above the hand, not hanging from it. */
export const heldUp =
  'umbrella, closed umbrella, balloon, kite, black flag, white flag, triangular flag, chequered flag, pirate flag, rainbow flag, placard, candle, sparkler, torch, lollipop, trophy, magic wand, bouquet, rose, ice cream, soft ice cream, tulip, sunflower, flashlight, sword, dagger, broom, fishing pole'

/** Instruments, by how they are held. */
export const playedAtChest =
  'guitar, banjo, violin, accordion, harp, ukulele, cello, lute, mandolin, maracas, bagpipes'
export const playedAtMouth =
  'trumpet, saxophone, flute, postal horn, clarinet, recorder, harmonica, trombone, whistle'
export const playedBefore = 'drum, long drum, musical keyboard, piano, xylophone, grand piano, tambourine'

export const balls =
  'soccer ball, basketball, volleyball, tennis, baseball, softball, american football, rugby football, yarn, bowling, pool 8 ball, beach ball'

/** Things of which the drawing has its front on the right; most have it on the left. */
export const facingRight = 'wheelbarrow'

/** What people ride, and how: astride, or standing on it. */
export const riddenAstride =
  'horse, bicycle, motorcycle, motor scooter, donkey, camel, two-hump camel, elephant, unicorn, dragon, zebra, llama, carousel horse, ostrich, tiger, lion, bear, pig, cow, ox, deer, goat, ewe, dog, wolf, T-Rex, sauropod, dolphin, broom, turtle, rhinoceros, giraffe, moose, bison, kangaroo, spouting whale, whale, tractor, auto rickshaw'
export const riddenStanding = 'skateboard, surfboard, kick scooter, sled, skis, snowboard, roller skate'

/** Where a picture of the thing plays when nothing is said, by scene. Kinds have defaults. */
/** Signs more than things: a table below them says nothing. */
export const withoutScene =
  'gear, puzzle piece, bullseye, single paw print, balance scale, chains, link, magnet, boomerang, maze, infinity'

export const habitats: Readonly<Record<string, string>> = {
  sea: 'sailboat, canoe, speedboat, passenger ship, ferry, motor boat, ship, duck, swan, iceberg, ring buoy, anchor',
  underwater:
    'spouting whale, whale, dolphin, orca, seal, fish, tropical fish, blowfish, shark, octopus, jellyfish, squid, seahorse, submarine, merperson, merman, mermaid, shrimp, starfish, coral, oyster, treasure chest',
  beach:
    'crab, lobster, spiral shell, palm tree, beach with umbrella, surfboard, umbrella on ground, turtle, bikini, lighthouse, seagull, desert island, bucket, sandcastle',
  desert: 'camel, two-hump camel, cactus, pyramid, scorpion, moai, desert',
  snow: 'penguin, polar bear, snowman, snowman without snow, igloo, sled, skis, skier, snowboarder, ice skate, Santa Claus, Christmas tree, moose, mountain cableway',
  forest:
    'campsite tent, branch, pine cone, bear, wolf, deer, owl, raccoon, beaver, badger, mushroom, brown mushroom, evergreen tree, moose, skunk, bat, sloth, gorilla, orangutan, monkey, tiger, leopard, snake, camping, hut, hedgehog, fox, sitting fox, axe, chipmunk',
  street:
    'bus, oncoming bus, trolleybus, minibus, ambulance, fire engine, police car, taxi, oncoming taxi, automobile, oncoming automobile, sport utility vehicle, pickup truck, delivery truck, articulated lorry, racing car, motorcycle, motor scooter, auto rickshaw, bicycle, kick scooter, skateboard, bus stop, fuel pump, stop sign, horizontal traffic light, vertical traffic light, street lamp, tram, tram car, hospital, bank, hotel, convenience store, school, department store, office building, post office, police officer, firefighter, postbox, elevator, bench, person biking, man biking, woman biking, factory, fire extinguisher',
  meadow: 'trampoline, seesaw, gate, lawn mower, bridge, pond, rainbow arc, dog house, birdhouse',
  city: 'Tokyo tower, Statue of Liberty, metro, monorail, light rail',
  mountains:
    'goat, ram, llama, mountain, snow-capped mountain, mount fuji, volcano, eagle, aerial tramway, condor',
  garden:
    'butterfly, honeybee, lady beetle, snail, rose, tulip, sunflower, hibiscus, blossom, cherry blossom, hyacinth, watering can, wheelbarrow, bug, caterpillar, worm, flower pot, fountain, bush, house with garden',
  sky: 'airplane, small airplane, airplane departure, airplane arrival, helicopter, hot air balloon, parachute, kite, bird, dove, cloud, sun, rainbow, drone, superhero, man superhero, woman superhero, balloon, cloud with rain, cloud with lightning, cloud with snow, wind face, sun behind cloud, dragon, phoenix, seagull',
  space:
    'rocket, satellite, flying saucer, ringed planet, comet, shooting star, milky way, alien, alien monster, astronaut, man astronaut, woman astronaut, full moon, crescent moon, globe showing Europe-Africa, globe showing Americas, globe showing Asia-Australia, star, glowing star, telescope, robot on moon',
  room: 'bookcase, bar stool, vacuum cleaner, dishwasher, treadmill, sofa, couch and lamp, bed, chair, lamp, television, fireplace, wardrobe, door, window, curtain, mirror, rug, shelf, bathtub, shower, toilet, sink, washing machine, desktop computer, musical keyboard, teddy bear, potted plant, fridge, oven, cat, black cat, hamster, broom, vacuum, framed picture, fan, table, cat face, toaster, wastebasket, guitar, elevator, plunger, long drum, drum, saxophone, violin, accordion, harp, file cabinet, goldfish, mouse trap, ladder',
}

/** Longest side in metres, where the kind's default is far off. */
export const sizesInMetres: Readonly<Record<string, string>> = {
  '0.02':
    'ant, mosquito, fly, lady beetle, honeybee, microbe, coin, pill, droplet, pushpin, paperclip, safety pin',
  '0.06':
    'butterfly, bug, beetle, cricket, cockroach, spider, snail, worm, scorpion, ring, key, cherries, strawberry, blueberries, egg, candy, peanuts, chestnut, beans, olive, button, game die, seedling, four leaf clover, shamrock, fallen leaf, maple leaf, spiral shell, feather, sewing needle',
  '0.12':
    'mouse, baby chick, front-facing baby chick, hatching chick, hamster, frog, red apple, green apple, tangerine, lemon, lime, peach, pear, kiwi fruit, tomato, onion, potato, garlic, mushroom, brown mushroom, cookie, doughnut, cupcake, crab, starfish, mobile phone, watch, glasses, sunglasses, hot beverage, teacup without handle, soap, light bulb, candle, closed book, notebook, blossom, tulip, rose, rosette, hibiscus, cherry blossom, lotus, tennis, baseball, pen, pencil, spoon, toothbrush, crayon, old key, computer mouse, bell, chess pawn, camera, wallet, oyster, shrimp, seahorse, gem stone, hamburger, sandwich, taco, pretzel, croissant, bagel, soft ice cream, lollipop, popsicle, tumbler glass, glass of milk, wine glass, cocktail glass, beer mug, cup with straw, bubble tea, alarm clock, trophy',
  '0.3':
    'plain cake, bracelet, pine cone, clothes iron, hair dryer, rolling pin, bird, dove, duck, chipmunk, rat, rabbit, hedgehog, bat, owl, black bird, lizard, turtle, fish, tropical fish, parrot, seagull, banana, carrot, cucumber, ear of corn, eggplant, pineapple, melon, coconut, birthday cake, pizza, pie, shortcake, teapot, bottle, jar, amphora, flower pot, potted plant, bouquet, sunflower, hyacinth, laptop, open book, books, soccer ball, basketball, volleyball, american football, crown, top hat, woman’s hat, graduation cap, billed cap, telephone, radio, hammer, wrench, scissors, kitchen knife, saw, screwdriver, lamp, bucket, basket, gloves, scarf, running shoe, woman’s boot, hiking boot, teddy bear, wrapped gift, yarn, violin, trumpet, jellyfish, squid, bowl with spoon, steaming bowl, toaster, kettle, blender, pumpkin, jack-o-lantern, watering can, skateboard, framed picture, balloon, kite, cactus',
  '0.6':
    'cat, black cat, raccoon, fox, sitting fox, beaver, badger, skunk, otter, chicken, rooster, goose, turkey, eagle, koala, monkey, poodle, octopus, lobster, watermelon, guitar, banjo, saxophone, umbrella, umbrella with rain drops, suitcase, luggage, backpack, handbag, television, desktop computer, microwave, package, box, chair, stool, bush, snowman, snowman without snow, sled, drum, globe showing Europe-Africa, globe showing Americas, globe showing Asia-Australia, baby',
  '0.9':
    'bar stool, branch, baby stroller, lawn mower, apron, mop, fire, dog, guide dog, service dog, penguin, ewe, goat, pig, ram, seal, peacock, flamingo, swan, wheelbarrow, shopping cart, fire extinguisher, bicycle, kick scooter, washing machine, table, bench, oven, child, boy, girl, shower, toilet, sink, ladder, fence, harp, surfboard',
  '2.2':
    'bookcase, trampoline, seesaw, gate, horse, cow, ox, water buffalo, deer, zebra, lion, tiger, leopard, bear, panda, polar bear, gorilla, orangutan, camel, two-hump camel, llama, donkey, unicorn, kangaroo, ostrich, dolphin, shark, crocodile, sofa, couch and lamp, bed, wardrobe, motorcycle, fridge, door, hammock, swing, canoe, moose, bison, boar, tent, satellite, drone, dragon',
  '5': 'campsite tent, automobile, oncoming automobile, taxi, police car, sport utility vehicle, pickup truck, racing car, tractor, elephant, giraffe, rhinoceros, hippopotamus, mammoth, whale, orca, T-Rex, sauropod, street lamp, speedboat, motor boat, helicopter, ambulance, delivery truck, minibus, small airplane, igloo, hut, submarine, bush, fire engine, tank, excavator, hot air balloon',
  '10': 'deciduous tree, evergreen tree, palm tree, leafless tree, Christmas tree, bus, trolleybus, tram, house, house with garden, derelict house, sailboat, spouting whale, rocket, flying saucer, locomotive, train, articulated lorry, barn, airplane, carousel horse, convenience store, windmill, well, fountain, circus tent, crane',
  '25': 'church, school, hospital, bank, hotel, castle, Japanese castle, lighthouse, ferris wheel, roller coaster, factory, office building, department store, ship, passenger ship, ferry, mosque, hindu temple, stadium, wind turbine, bridge, classical building, waterfall, pyramid, Statue of Liberty, Tokyo tower',
  '200':
    'mountain, snow-capped mountain, mount fuji, volcano, rainbow, rainbow arc, firework burst, cityscape, iceberg, desert island, cloud, sun, full moon, crescent moon',
}
