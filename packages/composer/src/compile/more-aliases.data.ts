/** Everyday names of the drawings of own-home, own-wear and others. Written as in natural-aliases.data.ts. */
export const moreAliasLines = `
own cutting board: chopping board, chopping block, bread board
own colander: strainer
own doorknob: door knob, door handle, doorhandle
own deckchair: deck chair, beach chair, sun lounger
own garden hose: hose, water hose
own lunchbox: lunch box
own measuring cup: measuring jug
own ottoman: pouf, pouffe
own drinking straw: straw
own tube of toothpaste: toothpaste
own serving tray: tray
own quilt: patchwork quilt, patchwork blanket
own air conditioner: aircon
own binder: ring binder
own chalkboard: blackboard
own glue bottle: glue, bottle of glue
own magazine: fashion magazine
own notepad: memo pad, planner
own sticky note: post it note, postit
own hard drive: hard disk, harddrive
own mouse pad: mousepad
own power strip: extension cord, extension lead
own roll of tape: tape, adhesive tape, duct tape, sticky tape
own earmuffs: ear muffs
own overalls: dungarees
own tuxedo: suit, dinner jacket, business suit, mens suit
own suspenders: braces
own golf club: golf iron, putter
own pinwheel: toy windmill
own rubik's cube: rubik cube, magic cube
own sandbox: sandpit
own cymbal: crash cymbal
own double bass: upright bass, contrabass
own weather vane: weathervane, weathercock
own walking cane: cane
own leash: dog leash, dog lead
own stone arch: arch, archway
own dome: cupola
own prison cell: jail, prison, gaol, jail cell
own lily pad: lilypad
own yogurt pot: yogurt, yoghurt
pushpin: push pin
latin cross: cross
no entry: no entry sign
goal net: goal, soccer goal, football goal
amphora: pitcher, water pitcher
closed book: textbook, text book
camera: digital camera
construction: road block, roadblock
flying saucer: UFO
safety vest: hi vis vest
seesaw: see saw
mouse trap: mousetrap
shrimp: prawn
eye: eyelash, eyelid
index pointing up: finger
thumbs up: thumb
slightly smiling face: face, smiley face
kitchen knife: butcher knife
~bear: cub
~deer: fawn
~badger: mongoose, possum, opossum
~beaver: platypus
~boar: warthog
~chipmunk: chinchilla
~fish: sardine, swordfish, anchovy
~bird: cardinal, robin bird, finch
~shortcake: cheesecake
~beans: chickpea, chickpeas, lentil, lentils
~honey pot: syrup, maple syrup, peanut butter, jam, marmalade, mustard
~bottle: vinegar, oil, olive oil, shampoo, sunscreen, soap dispenser, mayonnaise
~cup with straw: iced tea
~pot of food: stew, casserole
~spaghetti: macaroni
~carrot: parsnip
~bread: roll, bread roll, bun
~leafy green: sauerkraut, rhubarb, weed
~herb: moss
~dumpling: spring roll
~soft ice cream: cream, whipped cream
~blossom: pansy
~trolleybus: trolley
roasted sweet potato: sweet potato
~peanuts: pistachio
~department store: market hall
~classical building: gallery, art gallery
~basket: waste paper basket
~framed picture: frame, tapestry
~broom: feather duster
~hammer: sledgehammer
~drill: jackhammer
~soap: soap bar
~roll of paper: tissue
~blanket: tablecloth, placemat
~pillow: beanbag, bean bag
~radio: tape recorder, cassette recorder
~speaker high volume: bluetooth speaker
~belt: toolbelt, tool belt
~game die: board game
~slot machine: pinball machine
~locomotive: toy train
~guitar: bass, bass guitar
~flute: recorder
~key: key ring, keyring
~triangular flag: flagpole
~page with curl: contract, flyer, menu, pamphlet
~egg: eggshell
~bone: spine, wishbone
~leg: ankle, thigh, shin
~foot: toe
~raised hand: wrist, palm
~flexed biceps: elbow
~woman: mother, mom, mum, aunt, librarian, waitress
~man: father, dad, uncle, actor, explorer, fisherman, hunter, rider
~office worker: boss, secretary, tailor
~police officer: officer
~sailor: captain
~construction worker: worker
~mechanic: electrician
~health worker: veterinarian, vet
~person in tuxedo: bartender
~person swimming: lifeguard, diver
~superhero: hero
~singer: dj
~person getting haircut: barber
~troll: giant, ogre
~t-shirt: undershirt
~battery: battery charger, charger
~crown: tiara
`
