/**
 * The pictures that instructions are given for, one a line: `key|style|sentence` for a drawing of the
 * composer with its plan, `key|set|icon` for a picture of an icon set without any name, `key|corpus|file`
 * for a sample of test/corpus/samples.
 */
export const pictureLines = `
farm|flat|a house next to two trees and a yellow sun
blackcat|flat|a black cat on a table
fox|flat|a red fox under a tree
boat|flat|a sailboat on the sea
star-icon|minimal|a star icon
sign|flat|a sign that says OPEN
balloons|flat|three balloons in the sky
dogball|flat|a dog next to a ball
cake|flat|a birthday cake
car|flat|a blue car
fruit|flat|an apple next to a banana
owl|flat|an owl on a branch at night
circlesquare|flat|a red circle next to a blue square
threeshapes|flat|a red circle, a green triangle and a blue square
yellowstar|flat|a yellow star
threestars|flat|three yellow stars
heart|flat|a red heart
robot|flat|a robot next to a flower
lighthouse|flat|a lighthouse on a cliff at sunset
rocket|flat|a rocket and three stars
birthday|flat|a card that says "Happy Birthday"
cup|flat|a cup of coffee
castle|flat|a castle on a hill
twofish|flat|two fish
penguin|cartoon|a penguin with a red hat
bicycle|flat|a red bicycle
pizza|flat|a pizza
cactus|flat|a cactus in a pot
elephant|flat|an elephant
umbrella|flat|a purple umbrella
snowman|flat|a snowman in front of a house
lamp|flat|a lamp next to a chair
bookpencil|flat|a book next to a pencil
guitar|modern|a guitar
butterfly|flat|a butterfly above a flower
bee|gradient|a bee next to a flower
crown|flat|a gold crown
train|flat|a train
buscar|flat|a bus next to a car
rainbow|flat|a cloud and a rainbow
moonstars|flat|a moon and three stars at night
tent|flat|a campfire next to a tent in the forest
beach|flat|a beach with a palm tree
whale|flat|a whale under a small boat
rabbits|flat|two white rabbits
mushroom|flat|a mushroom
horse|flat|a horse next to a cow
duck|flat|a yellow duck
key|outline|a key icon
gear|outline|settings icon
home|filled|home icon
camera|line-art|a camera icon
bell|outline|icon of a bell
hello|flat|the words "Hello World"
sale|flat|the word "SALE"
hexagon|flat|a purple hexagon
ring|flat|a gold ring next to a diamond
bars|flat|a bar chart with values 3, 5, 8 and 13
pie|flat|a pie chart with 40, 35 and 25
triangle|flat|a green triangle
ovals|flat|two orange ovals
catdog|flat|a cat next to a dog
bird|flat|a blue bird above a house
ship|flat|a ship and a lighthouse
apple3|flat|three red apples
i-house|fluent-emoji-flat|house
i-apple|fluent-emoji-flat|red-apple
i-traffic|fluent-emoji-flat|horizontal-traffic-light
i-egg|fluent-emoji-flat|cooking
i-tree|fluent-emoji-flat|evergreen-tree
i-mail|fluent-emoji-flat|envelope
i-balloon|fluent-emoji-flat|balloon
i-bus|fluent-emoji-flat|bus
i-cherry|fluent-emoji-flat|cherries
i-key|fluent-emoji-flat|key
i-ball|fluent-emoji-flat|soccer-ball
i-smile|fluent-emoji-flat|slightly-smiling-face
i-bulb|fluent-emoji-flat|light-bulb
i-flag|circle-flags|fr
i-flagjp|circle-flags|jp
i-flagit|circle-flags|it
l-star|lucide|star
l-heart|lucide|heart
l-house|lucide|house
l-check|lucide|circle-check
l-square|lucide|square
l-sun|lucide|sun
l-cloud|lucide|cloud
l-mail|lucide|mail
t-clock|tabler|clock
t-bike|tabler|bike
t-cup|tabler|coffee
g-castle|game-icons|castle
g-anchor|game-icons|anchor
g-sword|game-icons|broadsword
c-shapes|corpus|shapes.svg
c-styled|corpus|styled.svg
c-text|corpus|text.svg
c-paints|corpus|paint-servers.svg
c-resources|corpus|resources.svg
i-sunflower|fluent-emoji-flat|sunflower
i-clover|fluent-emoji-flat|four-leaf-clover
i-cookie|fluent-emoji-flat|cookie
`
