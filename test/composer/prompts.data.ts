/**
 * What people ask for, and what must be in the picture: `prompt | thing, thing | scene`. A thing is
 * `[relation >] [count] label[/label] [#colour[+colour]]`, by the labels of the composer's library; any of
 * the labels given with `/` will do.
 */
export const promptLines = `
a cat | cat
a brown dog | dog #brown
a red fox under a tree | sitting fox #red, under > deciduous tree
three yellow ducks | 3 duck #yellow
a green frog on a lily pad | frog/frog face #green, on > lotus
two white rabbits | 2 rabbit #white
a gray elephant | elephant #gray
a pink pig | pig #pink
a purple octopus | octopus #purple
an orange cat next to a blue dog | cat #orange, beside > dog #blue
five blue fish | 5 fish #blue
a black horse | horse #black
a cow in a meadow | cow | meadow
a yellow chick | baby chick #yellow
four penguins in the snow | 4 penguin | snow
a lion in the savanna | lion | desert
a tiger in the jungle | tiger | forest
a giraffe next to a tree | giraffe, beside > deciduous tree
a monkey holding a banana | monkey, holds > banana
an owl on a branch at night | owl, on > wood | night
a blue butterfly on a flower | butterfly #blue, on > blossom
a red ladybug on a green leaf | lady beetle #red, on > herb #green
six ants | 6 ant
a spider | spider
a green snake | snake #green
a turtle on the beach | turtle | beach
a blue whale in the sea | spouting whale #blue | sea
a dolphin jumping over the waves | dolphin | sea
a red crab on the beach | crab #red | beach
a pink flamingo | flamingo #pink
a white swan on a lake | swan #white | sea
a green dinosaur | sauropod #green
a purple dragon | dragon #purple
a white unicorn | unicorn #white
a brown bear in the forest | bear #brown | forest
a panda | panda
a koala | koala
a kangaroo | kangaroo
seven bees around a sunflower | sunflower, around > 7 honeybee
a golden retriever puppy | dog face/dog
a rooster on a fence | rooster, on > fence
a mouse next to a piece of cheese | mouse, beside > cheese wedge
two parrots, one red and one green | 2 parrot #red+green
a squirrel with an acorn | chipmunk, with > chestnut
a hedgehog in autumn leaves | hedgehog, in > 3 fallen leaf
a red apple | red apple/green apple #red
three green apples | 3 green apple/red apple #green
a yellow banana | banana #yellow
two red cherries | 2 cherries #red
a purple grape bunch | grapes #purple
an orange | tangerine
a slice of watermelon | watermelon
four lemons | 4 lemon
a pineapple wearing sunglasses | pineapple, wears > sunglasses
a green pear | pear #green
a strawberry | strawberry
a carrot | carrot
a red tomato on a plate | tomato #red, on > fork and knife with plate
a slice of pizza | pizza
a cheeseburger with fries | hamburger, with > french fries
a hot dog | hot dog
two tacos | 2 taco
a bowl of soup | bowl with spoon
a chocolate cake with three candles | birthday cake, with > 3 candle
a pink cupcake | cupcake #pink
a pink donut | doughnut #pink
an ice cream cone | soft ice cream
a cup of coffee next to a croissant | hot beverage, beside > croissant
a glass of red wine | wine glass
a beer mug | beer mug
a loaf of bread | bread
six eggs in a basket | 6 egg, in > basket
a blue teapot | teapot #blue
a cookie and a glass of milk | cookie, with > glass of milk
a brown mushroom | brown mushroom/mushroom #brown
a red car | automobile #red
a blue car in front of a house | automobile #blue, before > house
a yellow taxi in the city | taxi #yellow | city
a red fire truck | fire engine #red
a green bicycle | bicycle #green
a yellow school bus | bus #yellow
a red sports car | racing car #red
two motorcycles | 2 motorcycle
a train in autumn | train | autumn
a steam train in the mountains | locomotive | mountains
a white airplane above the clouds | airplane #white, above > cloud
a red helicopter | helicopter #red
a hot air balloon over the mountains | hot air balloon | mountains
a rocket flying to the moon | rocket, with > crescent moon
a rocket in space | rocket | space
a sailboat on the sea at sunset | sailboat | sea sunset
a pirate ship | sailboat
a red tractor in a field | tractor #red | meadow
a yellow submarine under the sea | submarine #yellow | underwater
an ambulance | ambulance
a police car | police car
a blue truck | delivery truck #blue
a canoe on a lake | canoe | sea
three orange hot air balloons | 3 hot air balloon #orange
a skateboard | skateboard
a red scooter | motor scooter/kick scooter #red
a flying saucer above a cow | flying saucer, above > cow
a blue chair | chair #blue
a cat sleeping on a sofa | cat, on > sofa
a lamp on a table | lamp, on > table
a red lamp next to a green chair | lamp #red, beside > chair #green
a wooden bed | bed
a blue vase with red roses | amphora #blue, with > 3 rose #red
a book on a shelf | open book, on > shelf
three blue books | 3 open book/blue book/closed book #blue
an alarm clock | alarm clock
a yellow umbrella | umbrella #yellow
a cat under an umbrella | cat, under > umbrella
a red door | door #red
a window | window
a bathtub | bathtub
a green bottle | bottle #green
a red cup on a table | hot beverage #red, on > table
a pair of scissors | scissors
a blue toothbrush | toothbrush #blue
a key | key
a golden key | key #golden
five colorful balloons | 5 balloon
three red balloons | 3 balloon #red
a gift box with a red ribbon | wrapped gift
a teddy bear | teddy bear
a laptop on a desk | laptop, on > table
a camera | camera
a pair of glasses | glasses
a red hat | top hat/billed cap #red
a blue dress | dress #blue
yellow boots | woman’s boot/hiking boot #yellow
a green backpack | backpack #green
a gold crown | crown #gold
two candles | 2 candle
a fridge | fridge
a washing machine | washing machine
a ball under a table | soccer ball, under > table
a dog inside a box | dog, in > box/package
a cat in a basket | cat, in > basket
a green tree | deciduous tree #green
three pine trees | 3 evergreen tree
a palm tree on the beach | palm tree | beach
a red rose | rose #red
a yellow sunflower | sunflower #yellow
four pink tulips | 4 tulip #pink
a cactus in a pot | cactus, in > flower pot
a purple flower | blossom #purple
a red maple leaf | maple leaf #red
a mountain with snow | - | mountains snow
a volcano | volcano
a rainbow over a house | rainbow, above > house
a yellow sun | sun #yellow
a crescent moon and five stars | crescent moon, with > 5 star
three stars | 3 star
seven yellow stars in the night sky | 7 star #yellow | night
a white cloud | cloud #white
a lightning bolt | high voltage
a snowflake | snowflake
a snowman in winter | snowman | snow
a campfire in the forest at night | fire | forest night
a waterfall | waterfall
a desert with a cactus | cactus | desert
an island with a palm tree | desert island, with > palm tree
the planet saturn in space | ringed planet | space
a blue wave | water wave #blue
a sunset over the ocean | - | sea sunset
mountains with a lake | - | mountains sea
a forest at night | - | forest night
a house on a hill | house | hills
a red house with a green tree | house #red, with > deciduous tree #green
three houses | 3 house/houses
a white lighthouse on the beach | lighthouse #white | beach
a castle at night | castle | night
a red barn | barn #red
a windmill in a field of tulips | windmill, in > 3 tulip
a church | church
a school building | school
a hospital | hospital
a skyscraper | cityscape
a bridge over a river | bridge | sea
a tent in the mountains | tent | mountains
a pyramid in the desert | pyramid | desert
a factory | factory
a blue tent under the stars | tent #blue | stars
the eiffel tower | Tokyo tower
a statue of liberty | Statue of Liberty
a fountain in a park | fountain | meadow
a hammer | hammer
a red hammer and a blue wrench | hammer #red, with > wrench #blue
a screwdriver | screwdriver
a saw | carpentry saw
an axe | axe
two gears | 2 gear
a toolbox | toolbox/package
a magnifying glass | magnifying glass tilted left
a microscope | microscope
a telescope | telescope
a ladder | ladder
a pencil and a ruler | pencil, with > straight ruler
a paintbrush | paintbrush
a compass | compass
a guitar | guitar
a red electric guitar | guitar #red
a drum | drum
a trumpet | trumpet
a sword and a shield | dagger/crossed swords, with > shield
a trophy | trophy
a blue heart | red heart/blue heart #blue
two red hearts | 2 red heart/two hearts #red
a green check mark | check mark button/check mark #green
a yellow warning sign | warning #yellow
a peace sign | peace symbol
a skull | skull
a blue arrow | right arrow shape/right arrow #blue
a smiley face | smiling face with smiling eyes
a music note | musical note
icon of a lock | locked
logo of a coffee shop | hot beverage
logo for a fox company | sitting fox/fox
an icon for settings | gear
a wifi icon | wifi
an astronaut riding a horse in space | astronaut, on > horse | space
a wizard with a magic wand | mage, with > magic wand
a robot | robot
a blue robot holding a flower | robot #blue, holds > blossom
a girl with a red balloon | girl, with > balloon #red
a ghost behind a tombstone | ghost, behind > headstone
a jack-o-lantern | jack-o-lantern
a christmas tree with gifts | Christmas tree, with > 3 wrapped gift
a knight in front of a castle | person fencing/guard, before > castle
a boat under a bridge | sailboat, under > bridge
a bird over a house | bird, above > house
a dog behind a fence | dog, behind > fence
`
