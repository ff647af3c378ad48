/**
 * A held-out list: written before anything was drawn for it, with nouns that the other list has not, and
 * never used to mend the composer. One specification a line: category | sentence | things, joined by " + " |
 * more A thing is a number, perhaps a colour, and a noun. More is any of `relation=`, `spot=`, `text=`,
 * `part=<part>:<colour>` and `texture=`.
 */
export const heldOutLines = `
one thing | a stool | 1 stool
one thing | a pigeon | 1 pigeon
one thing | a rooster | 1 rooster
one thing | a donkey | 1 donkey
one thing | a squid | 1 squid
one thing | a caterpillar | 1 caterpillar
one thing | a walrus | 1 walrus
one thing | a puppy | 1 puppy
one thing | a kitten | 1 kitten
one thing | a goldfish | 1 goldfish
one thing | a dragonfly | 1 dragonfly
one thing | a sloth | 1 sloth
one thing | a badger | 1 badger
one thing | a turkey | 1 turkey
one thing | some grapes | 1 grapes
one thing | a hot dog | 1 hot dog
one thing | a plate of spaghetti | 1 spaghetti
one thing | a bowl of soup | 1 soup
one thing | a muffin | 1 muffin
one thing | a cabbage | 1 cabbage
one thing | a radish | 1 radish
one thing | a pack of french fries | 1 french fries
one thing | a jar of jam | 1 jam
one thing | an armchair | 1 armchair
one thing | a bookshelf | 1 bookshelf
one thing | a washing machine | 1 washing machine
one thing | a vacuum cleaner | 1 vacuum cleaner
one thing | an iron | 1 iron
one thing | a fireplace | 1 fireplace
one thing | a lantern | 1 lantern
one thing | a watering can | 1 watering can
one thing | a wheelbarrow | 1 wheelbarrow
one thing | a rake | 1 rake
one thing | a whisk | 1 whisk
one thing | a rolling pin | 1 rolling pin
one thing | a mop | 1 mop
one thing | a fire engine | 1 fire engine
one thing | a police car | 1 police car
one thing | a tricycle | 1 tricycle
one thing | a wheelchair | 1 wheelchair
one thing | a stroller | 1 stroller
one thing | a bulldozer | 1 bulldozer
one thing | a yacht | 1 yacht
one thing | a satellite | 1 satellite
one thing | a kayak | 1 kayak
one thing | a museum | 1 museum
one thing | a library | 1 library
one thing | a greenhouse | 1 greenhouse
one thing | a statue | 1 statue
one thing | a gate | 1 gate
one thing | a cabin | 1 cabin
one thing | a hoodie | 1 hoodie
one thing | a slipper | 1 slipper
one thing | a bracelet | 1 bracelet
one thing | a bow tie | 1 bow tie
one thing | an apron | 1 apron
one thing | a stethoscope | 1 stethoscope
one thing | a syringe | 1 syringe
one thing | a calculator | 1 calculator
one thing | a globe | 1 globe
one thing | an hourglass | 1 hourglass
one thing | a stapler | 1 stapler
one thing | a paper clip | 1 paper clip
one thing | a swing | 1 swing
one thing | a trampoline | 1 trampoline
one thing | a surfboard | 1 surfboard
one thing | a dumbbell | 1 dumbbell
one thing | a whistle | 1 whistle
one thing | a bowling pin | 1 bowling pin
one thing | a xylophone | 1 xylophone
one thing | a banjo | 1 banjo
one thing | a volcano | 1 volcano
one thing | an acorn | 1 acorn
one thing | a feather | 1 feather
one thing | a nest | 1 nest
one thing | a pine cone | 1 pine cone
one thing | a lotus | 1 lotus
one thing | a nurse | 1 nurse
one thing | a baby | 1 baby
one thing | a mermaid | 1 mermaid
one thing | a snowman | 1 snowman
one thing | a ghost | 1 ghost
one thing | a vampire | 1 vampire
one thing | a police officer | 1 police officer
two things | a pliers and a globe | 1 pliers + 1 globe
two things | a puppy and a bone | 1 puppy + 1 bone
two things | a nurse and a syringe | 1 nurse + 1 syringe
two things | a stool and a banjo | 1 stool + 1 banjo
two things | a crow and a scarecrow | 1 crow + 1 scarecrow
count | three pigeons | 3 pigeon
count | five acorns | 5 acorn
count | two kittens | 2 kitten
count | four muffins | 4 muffin
count | six feathers | 6 feather
colour | a red armchair | 1 red armchair
colour | a blue pigeon | 1 blue pigeon
colour | a green lantern | 1 green lantern
colour | a yellow hoodie | 1 yellow hoodie
colour | a purple surfboard | 1 purple surfboard
colour | an orange kitten | 1 orange kitten
colour | a pink bow tie | 1 pink bow tie
colour | a brown puppy | 1 brown puppy
colour | a black yacht | 1 black yacht
colour | a white wheelbarrow | 1 white wheelbarrow
colour | a teal vacuum cleaner | 1 teal vacuum cleaner
colour | a maroon apron | 1 maroon apron
two colours | a red stool and a blue lantern | 1 red stool + 1 blue lantern
two colours | a green hoodie and a yellow slipper | 1 green hoodie + 1 yellow slipper
two colours | a purple dragonfly and an orange squid | 1 purple dragonfly + 1 orange squid
two colours | a pink feather and a black donkey | 1 pink feather + 1 black donkey
two colours | a white rooster and a brown gate | 1 white rooster + 1 brown gate
two colours | a blue tricycle and a red watering can | 1 blue tricycle + 1 red watering can
part colour | a cabin with a green roof | 1 cabin | part=roof:green
part colour | a kitten with blue eyes | 1 kitten | part=eye:blue
part colour | a tricycle with yellow wheels | 1 tricycle | part=wheel:yellow
part colour | a yacht with a red sail | 1 yacht | part=sail:red
part colour | a white rooster with a blue tail | 1 white rooster | part=tail:blue
part colour | a fire engine with black wheels | 1 fire engine | part=wheel:black
part colour | a mushroom with a purple cap | 1 mushroom | part=cap:purple
part colour | a daisy with a pink center | 1 daisy | part=center:pink
texture | a wooden stool | 1 stool | texture=wood
texture | a striped armchair | 1 armchair | texture=stripes
texture | a plaid slipper | 1 slipper | texture=plaid
texture | a stone gate | 1 gate | texture=stone
texture | a polka dot apron | 1 apron | texture=dots
texture | a leather boot | 1 boot | texture=leather
position | a pigeon on a fence | 1 pigeon + 1 fence | relation=on
position | a kitten in a basket | 1 kitten + 1 basket | relation=in
position | a globe to the left of a lantern | 1 globe + 1 lantern | relation=leftOf
position | a donkey behind a gate | 1 donkey + 1 gate | relation=behind
position | a puppy under a bench | 1 puppy + 1 bench | relation=under
position | a dragonfly above a lotus | 1 dragonfly + 1 lotus | relation=above
position | a snowman next to a cabin | 1 snowman + 1 cabin | relation=beside
position | a stool in front of a fireplace | 1 stool + 1 fireplace | relation=inFrontOf
action | a nurse holding a baby bottle | 1 nurse + 1 baby bottle | relation=holds
action | a police officer riding a horse | 1 police officer + 1 horse | relation=rides
action | a girl on a swing | 1 girl + 1 swing | relation=on
action | a boy wearing a bow tie | 1 boy + 1 bow tie | relation=wears
text | a wooden sign that says Beach | | text=Beach
text | a round badge that says "Best Dad" | | text=Best Dad
text | a poster that says "Jazz Night" | | text=Jazz Night
text | a bakery logo that says Crumb | | text=Crumb
`
