/**
 * Instructions as people phrase them, each with its answer in the language of edits, written by hand before
 * the reader was tuned: `kind|picture|instruction|answer`. How an answer is written is in `read-answer.ts`.
 */
export const instructionLines = `
colour|circlesquare|make the circle green|recolor #e5343d>#36a852 in @circle
colour|circlesquare|the red part yellow|recolor #e5343d>#fccb1b
colour|threeshapes|change all blue to purple|recolor #2a78e4>#8b46d6
colour|threeshapes|#36a852 to #ff00aa|recolor #36a852>#ff00aa
colour|threeshapes|turn the triangle pink please|recolor #36a852>#f472b0 in @triangle
colour|yellowstar|make it red|recolor #fccb1b>#e5343d in @star
colour|hexagon|I want the hexagon to be light blue|recolor #8b46d6>#68a1f3 in @hexagon
colour|farm|make the sun orange|recolor #fccb1b>#f5821f in @sun; recolor #fcd53f>#f78b33 in @sun
colour|farm|make the trees red|recolor #44911b>#e5343d in @tree
colour|farm|make the house blue|recolor #f3c07b>#2a78e4 in @house; recolor #8c5543>#033055 in @house
colour|i-apple|change the red to green|recolor #f8312f>#36a852
colour|i-apple|make the leaf dark green|recolor #00d26a>#0c6d2b
colour|i-flag|replace blue with black|recolor #0052b4>#000000
colour|i-flag|red -> orange|recolor #d80027>#f5821f
colour|i-flagjp|make the circle blue|recolor #d80027>#2a78e4
colour|i-key|I'd like this in silver|recolor #f9c23c>#bcc5d0
colour|l-star|make the star gold|recolor #000000>#e0a81c
colour|l-heart|colour it red|recolor #000000>#e5343d
colour|l-check|can you make the lines green?|recolor #000000>#36a852
colour|g-castle|change the color to navy|recolor #000000>#1d3a75
colour|umbrella|paint the umbrella yellow|recolor #8b46d6>#fccb1b in @umbrella; recolor #4b3076>#b9a05a in @umbrella
colour|heart|change the heart to blue|recolor #e5343d>#2a78e4 in @heart; recolor #bf1f37>#1964c2 in @heart; recolor #df6b66>#598bd5 in @heart
colour|elephant|a pink elephant please|recolor #9b9b9b>#f472b0 in @elephant; recolor #636363>#b6467e in @elephant; recolor #d3d3d3>#fec2da in @elephant
colour|threestars|make the second star blue|recolor #fccb1b>#2a78e4 in @star-copy-2
colour|balloons|paint the left balloon green|recolor #f8312f>#36a852 in @balloon-copy-2; recolor #ca0b4a>#338b39 in @balloon-copy-2; recolor #ff8687>#83bf87 in @balloon-copy-2
colour|twofish|the right fish should be orange|recolor #00a6ed>#f5821f in @fish-copy-2; recolor #0074ba>#bd6511 in @fish-copy-2
colour|ovals|ein Oval rot, das linke|recolor #f5821f>#e5343d in @oval-copy-1
colour|circlesquare|mach den Kreis grün|recolor #e5343d>#36a852 in @circle
colour|threeshapes|das Dreieck soll gelb sein|recolor #36a852>#fccb1b in @triangle
colour|i-apple|ändere Rot in Blau|recolor #f8312f>#2a78e4
colour|heart|rends le cœur violet|recolor #e5343d>#8b46d6 in @heart; recolor #bf1f37>#7237b6 in @heart; recolor #df6b66>#9269c9 in @heart
colour|threeshapes|change le rouge en jaune|recolor #e5343d>#fccb1b
colour|farm|haz el sol rojo|recolor #fccb1b>#e5343d in @sun; recolor #fcd53f>#e74344 in @sun
colour|circlesquare|cambia el azul por verde|recolor #2a78e4>#36a852
colour|yellowstar|fai la stella blu|recolor #fccb1b>#2a78e4 in @star
colour|threeshapes|deixe o quadrado laranja|recolor #2a78e4>#f5821f in @square
colour|yellowstar|把星星变成红色|recolor #fccb1b>#e5343d in @star
colour|i-apple|把红色改成蓝色|recolor #f8312f>#2a78e4
colour|heart|ハートを青くして|recolor #e5343d>#2a78e4 in @heart; recolor #bf1f37>#1964c2 in @heart; recolor #df6b66>#598bd5 in @heart
colour|yellowstar|星を赤にして|recolor #fccb1b>#e5343d in @star
colour|yellowstar|اجعل النجمة حمراء|recolor #fccb1b>#e5343d in @star
colour|circlesquare|сделай круг зелёным|recolor #e5343d>#36a852 in @circle
colour|threeshapes|замени красный на синий|recolor #e5343d>#2a78e4
tone|i-apple|make it darker|recolor #f8312f>#ca151a; recolor #00d26a>#24ac5b
tone|i-apple|a bit lighter|recolor #f8312f>#f86055; recolor #00d26a>#31e37a
tone|i-apple|black and white|recolor #f8312f>#8a8a8a; recolor #00d26a>#b0b0b0
tone|i-apple|invert the colors|recolor #f8312f>#07ced0; recolor #00d26a>#ff2d95
tone|i-cherry|pastel colours please|recolor #f8312f>#fa9c90; recolor #9ad02b>#d9f9ad
tone|i-flagit|less saturated|recolor #d80027>#b54e4b; recolor #6da544>#7d9e68
tone|threeshapes|make the square much darker|recolor #2a78e4>#094088 in @square
tone|hexagon|the hexagon should be lighter|recolor #8b46d6>#a967f9 in @hexagon
tone|threeshapes|make the triangle more saturated|recolor #36a852>#22aa4b in @triangle
tone|i-egg|turn it grayscale|recolor #433b6b>#434343; recolor #635994>#636363; recolor #f9c23c>#cbcbcb
tone|i-apple|mach es dunkler|recolor #f8312f>#ca151a; recolor #00d26a>#24ac5b
tone|i-flagit|schwarz-weiß|recolor #d80027>#737373; recolor #6da544>#939393
tone|hexagon|rends l'hexagone plus clair|recolor #8b46d6>#a967f9 in @hexagon
tone|i-cherry|blanco y negro|recolor #f8312f>#8a8a8a; recolor #9ad02b>#bbbbbb
tone|i-apple|更暗一点|recolor #f8312f>#e5121c; recolor #00d26a>#1dbf63
tone|i-apple|もっと明るく|recolor #f8312f>#fa7f73; recolor #00d26a>#4af489
tone|i-apple|сделай темнее|recolor #f8312f>#ca151a; recolor #00d26a>#24ac5b
outline|yellowstar|outline the star in white|outline @star #ffffff 2.56
outline|i-apple|add a black outline|outline all #000000 0.32
outline|circlesquare|give the square a thick red outline|outline @square #e5343d 5.12
outline|threeshapes|put a 2px black border around the circle|outline @circle #000000 2
outline|hexagon|outline it in white 4px|outline @hexagon #ffffff 4
outline|l-star|thicker lines|paint all width=3
outline|l-house|make the lines thinner|paint all width=1.3333
outline|l-mail|double the line width|paint all width=4
outline|c-styled|remove the outline|paint all stroke=none
outline|i-balloon|blue outline around everything|outline all #2a78e4 0.32
outline|heart|schwarze Umrandung für das Herz|outline @heart #000000 2.56
outline|l-sun|dickere Linien|paint all width=3
outline|yellowstar|ajoute un contour noir à l'étoile|outline @star #000000 2.56
outline|circlesquare|añade un borde negro al círculo|outline @circle #000000 2.56
outline|i-apple|aggiungi un contorno nero|outline all #000000 0.32
outline|yellowstar|给星星加黑色轮廓|outline @star #000000 2.56
outline|yellowstar|добавь чёрный контур звезде|outline @star #000000 2.56
flip|i-bus|flip it horizontally|flip all h
flip|car|mirror it|flip all h
flip|i-key|upside down|rotate all 180
flip|dogball|make the dog look the other way|flip @dog h
flip|guitar|flip the guitar vertically|flip @guitar v
flip|whale|mirror the whale|flip @whale h
flip|i-bus|spiegle das Bild|flip all h
flip|i-bus|retourne l'image horizontalement|flip all h
flip|i-bus|水平翻转|flip all h
flip|i-bus|左右反転して|flip all h
flip|i-bus|отрази по горизонтали|flip all h
turn|i-key|rotate 45 degrees left|rotate all -45
turn|i-key|rotate it 90°|rotate all 90
turn|l-house|turn it a quarter to the left|rotate all -90
turn|circlesquare|rotate the square by 45 degrees|rotate @square 45
turn|rocket|tilt the rocket a bit to the right|rotate @rocket 15
turn|bookpencil|turn the pencil 30 degrees counterclockwise|rotate @pencil -30
turn|i-key|drehe es um 45 Grad nach rechts|rotate all 45
turn|i-key|fais pivoter l'image de 90 degrés à gauche|rotate all -90
turn|i-key|gira la imagen 180 grados|rotate all 180
turn|i-key|向右旋转90度|rotate all 90
opacity|circlesquare|make the circle half transparent|opacity @circle 0.5
opacity|i-apple|50% opacity|opacity all 0.5
opacity|farm|make the sun 30% transparent|opacity @sun 0.7
opacity|threeshapes|the square should be see-through|opacity @square 0.5
opacity|fox|set the opacity of the tree to 0.3|opacity @tree 0.3
opacity|circlesquare|mach den Kreis halb durchsichtig|opacity @circle 0.5
opacity|heart|haz el corazón semitransparente|opacity @heart 0.5
crop|farm|crop to the left half|crop 0 0 128 256
crop|i-apple|only the top half|crop 0 0 32 16
crop|i-flag|keep just the right third|crop 341.333 0 170.667 512
crop|key|trim the empty space|crop 29.9 29.8 196.3 196.4
crop|i-tree|cut off the white space around it|crop 7 6.03 18 23.97
crop|farm|crop to the house|crop 26 148.2 80.8 77.8
crop|lighthouse|zoom in on the lighthouse|crop 56.6 57 142.8 169
crop|farm|schneide auf die rechte Hälfte zu|crop 128 0 128 256
crop|farm|recadre sur la moitié gauche|crop 0 0 128 256
crop|i-apple|recorta la mitad inferior|crop 0 16 32 16
crop|farm|裁剪左半边|crop 0 0 128 256
size|farm|make the trees bigger|scale @tree 1.5 1.5 about 174.85 226
size|farm|make the sun smaller|scale @sun 0.6667 0.6667
size|fox|make the tree half the size|scale @tree 0.5 0.5 about 128 224.5
size|circlesquare|the circle should be twice as big|scale @circle 2 2
size|threeshapes|shrink the triangle a bit|scale @triangle 0.8333 0.8333
size|butterfly|make the butterfly much bigger|scale @butterfly 2 2
size|i-apple|512 by 512|canvas 512 512 fit
size|hello|make it 800x600|canvas 800 600 fit
size|c-paints|make it square|canvas 300 300 keep
size|i-house|twice as big|canvas 64 64 fit
size|moonstars|enlarge the moon by 20%|scale @moon 1.2 1.2
size|farm|mach die Sonne größer|scale @sun 1.5 1.5
size|circlesquare|rends le cercle plus petit|scale @circle 0.6667 0.6667
size|circlesquare|haz el círculo más grande|scale @circle 1.5 1.5
size|moonstars|把月亮变大|scale @moon 1.5 1.5
size|moonstars|сделай луну меньше|scale @moon 0.6667 0.6667
move|farm|move the sun to the left|move @sun -51.2 0
move|farm|put the sun in the top right corner|move @sun 83.9 -21.2
move|circlesquare|move the circle up|move @circle 0 -51.2
move|circlesquare|shift the square down a bit|move @square 0 12.8
move|threeshapes|put the triangle in the bottom right|move @triangle 15 129.1
move|rocket|move the rocket up by 30 pixels|move @rocket 0 -30
move|i-smile|center it|move all 0 0
move|heart|nudge the heart 10px to the right|move @heart 10 0
move|moonstars|move the moon to the bottom|move @moon 0 69.2
move|farm|verschiebe die Sonne nach rechts|move @sun 51.2 0
move|circlesquare|déplace le cercle vers le haut|move @circle 0 -51.2
move|farm|mueve el sol a la derecha|move @sun 51.2 0
move|farm|把太阳移到左边|move @sun -51.2 0
move|farm|太陽を右に動かして|move @sun 51.2 0
move|farm|передвинь солнце влево|move @sun -51.2 0
remove|farm|remove the sun|remove @sun
remove|circlesquare|delete the red circle|remove @circle
remove|threestars|remove the third star|remove @star-copy-3
remove|fruit|take away the banana|remove @banana
remove|snowman|get rid of the snowman|remove @snowman
remove|threeshapes|erase the blue one|remove @square
remove|horse|no cow|remove @cow
remove|balloons|remove one balloon|remove @balloon-copy-3
remove|farm|entferne die Bäume|remove @tree
remove|catdog|enlève le chat|remove @cat
remove|fruit|quita el plátano|remove @banana
remove|farm|rimuovi il sole|remove @sun
remove|farm|删除太阳|remove @sun
remove|farm|太陽を消して|remove @sun
remove|farm|убери солнце|remove @sun
remove|farm|احذف الشمس|remove @sun
duplicate|farm|duplicate the sun|duplicate @sun 68.97 0
duplicate|rocket|copy the rocket|duplicate @rocket 87.67 0
duplicate|threeshapes|another circle below it|duplicate @circle 0 109.1
duplicate|moonstars|two moons|duplicate @moon 110.88 0
duplicate|farm|verdopple die Sonne|duplicate @sun 68.97 0
duplicate|farm|duplique le soleil|duplicate @sun 68.97 0
add|farm|add a moon at the top right|draw moon 166.4 12.8 76.8 76.8
add|circlesquare|add a yellow star in the middle|draw yellow star 89.6 89.6 76.8 76.8
add|lighthouse|add a bird in the top left corner|draw bird 12.8 12.8 76.8 76.8
add|hexagon|draw a cat in the bottom left corner|draw cat 12.8 166.4 76.8 76.8
add|l-square|insert a red heart in the center|draw red heart 8.4 8.4 7.2 7.2
add|heart|füge oben rechts einen Stern hinzu|draw star 166.4 12.8 76.8 76.8
add|heart|ajoute une étoile en haut à gauche|draw star 12.8 12.8 76.8 76.8
add|heart|añade una luna arriba a la derecha|draw moon 166.4 12.8 76.8 76.8
background|i-apple|white background|background #ffffff
background|farm|remove the background|bare
background|circlesquare|make the background light blue|bare; background #68a1f3
background|l-star|put it on a yellow background|background #fccb1b
background|yellowstar|transparent background|bare
background|hexagon|change the background color to #112233|bare; background #112233
background|i-apple|weißer Hintergrund|background #ffffff
background|i-apple|fond bleu|background #2a78e4
background|i-apple|quita el fondo|background none
background|hexagon|背景を白にして|bare; background #ffffff
background|hexagon|白色背景|bare; background #ffffff
background|hexagon|белый фон|bare; background #ffffff
text|c-styled|change the text to HELLO|text text:done=HELLO
text|c-text|replace "Stretched" with "Wide"|text text:Stretched=Wide
text|sale|change the text to "SOLD"|words @text "SOLD" #301b18
text|sign|it should say CLOSED|words @text "CLOSED" #ffffff #7447c8
text|c-styled|ändere den Text zu "fertig"|text text:done=fertig
text|heart|add the words "Love" at the bottom|draw words "Love" 12.8 204.8 230.4 38.4
style|farm|in line art style|plan {"style":"line-art"}
style|car|make it a cartoon|plan {"style":"cartoon"}
style|castle|im Umriss-Stil zeichnen|plan {"style":"outline"}
order|fox|bring the tree to the front|reorder @tree front
order|fox|put the fox behind the tree|reorder @fox before @tree
order|snowman|send the snowman to the back|reorder @snowman before @house
order|fox|bringe den Baum nach vorne|reorder @tree front
file|farm|make the file smaller|simplify all 0.5
file|castle|simplify it|simplify all 0.5
name|farm|rename the house to cottage|rename @house=cottage
name|dogball|call the dog Rex|rename @dog=Rex
combo|farm|make the sun red and remove the trees|recolor #fccb1b>#e5343d in @sun; recolor #fcd53f>#e74344 in @sun; remove @tree
combo|circlesquare|make the circle green and the square yellow|recolor #e5343d>#36a852 in @circle; recolor #2a78e4>#fccb1b in @square
combo|i-key|flip it and rotate it 90 degrees|flip all h; rotate all 90
combo|threeshapes|Remove the triangle. Make the square bigger.|remove @triangle; scale @square 1.5 1.5
combo|hexagon|make the hexagon red, white background|recolor #8b46d6>#e5343d in @hexagon; bare; background #ffffff
combo|circlesquare|move the circle up and make it half transparent|move @circle 0 -51.2; opacity @circle 0.5
combo|farm|mach die Sonne rot und entferne das Haus|recolor #fccb1b>#e5343d in @sun; recolor #fcd53f>#e74344 in @sun; remove @house
combo|i-bus|spiegeln und weißer Hintergrund|flip all h; background #ffffff
nothing|farm|make the giraffe blue|nothing
nothing|heart|write me a poem about autumn|nothing
nothing|i-apple|what time is it?|nothing
nothing|circlesquare|make the purple part red|nothing
add|robot|put a crown on the robot|draw crown 152.7 85.4 51.4 41.9
duplicate|farm|drei Sonnen|duplicate @sun 68.97 0; duplicate @sun -68.97 0
background|farm|make it night|plan {"background":{"light":"night"}}
background|l-star|gradient background from pink to orange|gradient #f472b0 #f5821f
background|blackcat|hintergrund gelb|bare; background #fccb1b
order|fox|move the fox to the back|reorder @fox before @tree
colour|bars|make the red bar blue|recolor #d6456b>#2a78e4
colour|bicycle|paint the bike green|recolor #e5343d>#36a852 in @bicycle
colour|g-anchor|make the anchor blue|recolor #000000>#2a78e4
colour|i-sunflower|turn the yellow petals pink|recolor #fcd53f>#f472b0
colour|i-clover|change #00d26a to gold|recolor #00d26a>#e0a81c
colour|rainbow|replace red with purple in the rainbow|recolor #f0443e>#8b46d6 in @rainbow
colour|i-cookie|färbe das Braune rot|recolor #6d4534>#e5343d
tone|g-sword|invert it|recolor #000000>#ffffff
tone|i-cookie|rends l'image plus sombre|recolor #f3ad61>#d18e44; recolor #6d4534>#502b1a
outline|i-sunflower|give it a 1px white border|outline all #ffffff 1
outline|camera|make the lines thicker|paint all width=2.25
outline|i-clover|umrande es schwarz|outline all #000000 0.32
flip|train|flip the train|flip @train h
flip|i-ball|miroir vertical|flip all v
turn|star-icon|rotate the star by 36 degrees|rotate @star 36
turn|g-anchor|tourne de 180 degrés|rotate all 180
opacity|beach|make the palm tree 40% transparent|opacity @palm-tree 0.6
opacity|i-mail|make the whole thing half transparent|opacity all 0.5
crop|cake|only the top half please|crop 0 0 256 128
crop|i-ball|garde seulement la moitié droite|crop 16 0 16 32
size|tent|make the campfire smaller|scale @campfire 0.6667 0.6667 about 201 226
size|gear|resize it to 64 by 64|canvas 64 64 fit
move|bee|move the bee down|move @bee 0 51.2
move|rainbow|put the rainbow at the top|move @rainbow 0 -87.1
move|boat|mueve el velero a la izquierda|move @sailboat -51.2 0
remove|lamp|remove the lamp|remove @lamp
remove|buscar|delete the car|remove @car
remove|penguin|take off the hat|remove @hat
remove|ring|nur der Ring soll bleiben|remove @diamond
remove|bird|supprime l'oiseau|remove @bird
remove|rabbits|remove the left rabbit|remove @rabbit-copy-1
add|bell|add a red circle in the top right corner|draw red circle 166.4 12.8 76.8 76.8
add|crown|ajoute une étoile au centre|draw star 89.6 89.6 76.8 76.8
background|home|put a light blue background behind it|background #68a1f3
background|c-shapes|black background|background #000000
background|pizza|hintergrund weg|bare
text|birthday|change the text to "Happy Easter"|words @text "Happy Easter" #a4116c
order|ring|bring the diamond to the front|reorder @diamond front
style|cup|redraw it as line art|plan {"style":"line-art"}
style|mushroom|in flat style|plan {"style":"flat"}
file|train|reduce the file size|simplify all 0.5
name|lamp|rename chair to stool|rename @chair=stool
combo|buscar|make the bus bigger and delete the car|scale @bus 1.5 1.5 about 79.05 226; remove @car
combo|cactus|paint the pot blue and the cactus pink|recolor #a8552f>#2a78e4 in @pot; recolor #c96f42>#4a91fb in @pot; recolor #8c4425>#2367c4 in @pot; recolor #86d72f>#f472b0 in @cactus; recolor #44911b>#aa4876 in @cactus; recolor #c3ef3c>#ff99cb in @cactus
nothing|c-resources|lorem ipsum dolor sit amet|nothing
nothing|beach|make the elephant bigger|nothing
remove|owl|remove the owl|remove @owl
`
