/**
 * The second list, as `instructions.data.ts`: written at the same time by the same hand, and not looked at
 * until the reader was done. It had 95.0 % of them then; what was wrong has been mended since.
 */
export const heldOutLines = `
colour|threeshapes|paint the circle purple|recolor #e5343d>#8b46d6 in @circle
colour|threeshapes|all the green should become orange|recolor #36a852>#f5821f
colour|circlesquare|switch the square's colour to pink|recolor #2a78e4>#f472b0 in @square
colour|triangle|can the triangle be yellow instead of green|recolor #36a852>#fccb1b in @triangle
colour|rocket|color the stars white|recolor #fcd53f>#ffffff in @star
colour|duck|make the green bit blue|recolor #44911b>#2a78e4
colour|i-cherry|I want blue cherries, so change red to blue|recolor #f8312f>#2a78e4
colour|i-flagit|swap the red for navy|recolor #d80027>#1d3a75
colour|i-tree|make the trunk black|recolor #6d4534>#000000
colour|l-cloud|light blue please|recolor #000000>#68a1f3
colour|t-clock|use dark red for the icon|recolor #000000>#960119
colour|pie|change orange to teal|recolor #f0a02c>#0e8f8c
colour|i-traffic|the green light should be purple|recolor #00d26a>#8b46d6; recolor #00f397>#a55fef
colour|apple3|make the last apple green|recolor #e5343d>#36a852 in @apple-copy-3
colour|balloons|the top balloon in yellow|recolor #f8312f>#fccb1b in @balloon-copy-1; recolor #ca0b4a>#e1af15 in @balloon-copy-1; recolor #ff8687>#fef2d3 in @balloon-copy-1
colour|twofish|färbe die Fische rot|recolor #00a6ed>#e5343d in @fish; recolor #0074ba>#b10518 in @fish
colour|threeshapes|mach das Rote schwarz|recolor #e5343d>#000000
colour|moonstars|peins les étoiles en rouge|recolor #fcd53f>#e5343d in @star
colour|hexagon|pinta el hexágono de rosa|recolor #8b46d6>#f472b0 in @hexagon
colour|circlesquare|colora il quadrato di rosso|recolor #2a78e4>#e5343d in @square
colour|yellowstar|pinte a estrela de vermelho|recolor #fccb1b>#e5343d in @star
colour|circlesquare|把蓝色换成黄色|recolor #2a78e4>#fccb1b
colour|circlesquare|四角を緑色に変えて|recolor #2a78e4>#36a852 in @square
colour|threeshapes|перекрась треугольник в красный|recolor #36a852>#e5343d in @triangle
colour|circlesquare|غير لون الدائرة إلى أخضر|recolor #e5343d>#36a852 in @circle
tone|i-flagit|brighter|recolor #d80027>#fd3f46; recolor #6da544>#8bc564; recolor #eeeeee>#ffffff
tone|i-cherry|convert to greyscale|recolor #f8312f>#8a8a8a; recolor #9ad02b>#bbbbbb
tone|i-cherry|make it all a little darker|recolor #f8312f>#e5121c; recolor #9ad02b>#8bc002
tone|i-flagit|invert|recolor #d80027>#27ffd8; recolor #6da544>#925abb; recolor #eeeeee>#111111
tone|circlesquare|can you lighten the circle|recolor #e5343d>#f96d6a in @circle
tone|i-apple|en noir et blanc|recolor #f8312f>#8a8a8a; recolor #00d26a>#b0b0b0
tone|i-cherry|más oscuro|recolor #f8312f>#ca151a; recolor #9ad02b>#7fae18
tone|i-cherry|变成黑白|recolor #f8312f>#8a8a8a; recolor #9ad02b>#bbbbbb
outline|heart|put a thin white outline on the heart|outline @heart #ffffff 1.28
outline|i-tree|black contour|outline all #000000 0.32
outline|threeshapes|draw a yellow stroke around the triangle, 3px|outline @triangle #fccb1b 3
outline|l-heart|make the strokes thicker|paint all width=3
outline|t-cup|thin lines|paint all width=1.3333
outline|circlesquare|gib dem Quadrat einen weißen Rand|outline @square #ffffff 2.56
outline|l-star|lignes plus épaisses|paint all width=3
flip|i-key|flip|flip all h
flip|elephant|make the elephant face the other direction|flip @elephant h
flip|i-bus|mirror image vertically|flip all v
flip|t-bike|voltea la imagen|flip all h
flip|i-bus|capovolgi orizzontalmente|flip all h
turn|bookpencil|spin the book around 180 degrees|rotate @book 180
turn|l-star|rotate clockwise by 30|rotate all 30
turn|i-key|turn it upside down|rotate all 180
turn|threeshapes|Drehe das Quadrat um 45 Grad|rotate @square 45
turn|i-key|поверни на 90 градусов влево|rotate all -90
turn|i-key|画像を右に45度回転|rotate all 45
opacity|hexagon|make it semi-transparent|opacity @hexagon 0.5
opacity|threeshapes|triangle at 25% opacity|opacity @triangle 0.25
opacity|farm|the house should be 60% transparent|opacity @house 0.4
opacity|circlesquare|圆形半透明|opacity @circle 0.5
opacity|circlesquare|rends le carré à moitié transparent|opacity @square 0.5
crop|i-bus|cut it to the bottom half|crop 0 16 32 16
crop|farm|just show the right half|crop 128 0 128 256
crop|i-balloon|trim it|crop 6.8 2 20.2 28.3
crop|robot|crop the picture to the robot|crop 126.9 123.1 103.1 102.9
crop|i-flag|nur die linke Hälfte|crop 0 0 256 512
crop|i-bus|обрежь до верхней половины|crop 0 0 32 16
size|moonstars|the stars should be larger|scale @star 1.5 1.5
size|hexagon|scale the hexagon to 50%|scale @hexagon 0.5 0.5
size|threeshapes|double the size of the circle|scale @circle 2 2
size|farm|make the house 30% smaller|scale @house 0.7 0.7 about 66.4 226
size|i-apple|resize to 128x128|canvas 128 128 fit
size|farm|Baum kleiner|scale @tree 0.6667 0.6667 about 174.85 226
size|i-house|doppelt so groß|canvas 64 64 fit
size|circlesquare|円をもっと大きく|scale @circle 1.5 1.5
size|moonstars|rends la lune deux fois plus grande|scale @moon 2 2
move|moonstars|move the moon to the right|move @moon 51.2 0
move|circlesquare|place the square in the top left corner|move @square -11.2 -67.1
move|threeshapes|square up 20px|move @square 0 -20
move|farm|bring the sun to the left edge|move @sun -83.8 0
move|threestars|move the first star down a little|move @star-copy-1 0 12.8
move|circlesquare|verschiebe das Quadrat nach unten|move @square 0 51.2
move|moonstars|sposta la luna a destra|move @moon 51.2 0
move|farm|mova o sol para a esquerda|move @sun -51.2 0
move|farm|انقل الشمس إلى اليسار|move @sun -51.2 0
remove|rocket|delete the stars please|remove @star
remove|farm|I don't want the house|remove @house
remove|threeshapes|without the green triangle|remove @triangle
remove|ship|drop the lighthouse|remove @lighthouse
remove|apple3|remove the middle apple|remove @apple-copy-2
remove|catdog|lösche den Hund|remove @dog
remove|farm|supprime les arbres|remove @tree
remove|farm|elimina la casa|remove @house
remove|circlesquare|去掉方块|remove @square
duplicate|moonstars|make a copy of the moon|duplicate @moon 110.88 0
duplicate|farm|one more sun|duplicate @sun 68.97 0
duplicate|moonstars|two moons please|duplicate @moon 110.88 0
add|hexagon|put a small star in the top left|draw star 12.8 12.8 51.2 51.2
add|farm|add a cloud in the top left corner|draw cloud 12.8 12.8 76.8 76.8
add|circlesquare|please add a green tree at the bottom|draw green tree 89.6 166.4 76.8 76.8
add|heart|aggiungi un gatto in basso a destra|draw cat 166.4 166.4 76.8 76.8
background|i-bulb|give it a black background|background #000000
background|heart|no background|bare
background|hexagon|make the background transparent|bare
background|heart|Hintergrund entfernen|bare
background|i-apple|arrière-plan jaune|background #fccb1b
background|heart|fundo branco|bare; background #ffffff
background|i-key|把背景改成绿色|background #36a852
text|c-styled|the text should read "ready"|text text:done=ready
text|hello|change "Hello World" to "Goodbye"|words @text "Goodbye" #301b18
text|sale|cambia el texto a "OFERTA"|words @text "OFERTA" #301b18
style|dogball|draw it in 3d style|plan {"style":"3d"}
style|farm|dans le style cartoon|plan {"style":"cartoon"}
order|whale|bring the whale to the front|reorder @whale front
order|fox|place the fox in front of the tree|reorder @fox after @tree
file|castle|I need a smaller file|simplify all 0.5
name|farm|name the sun star|rename @sun=star
combo|farm|remove the house, make the sun bigger|remove @house; scale @sun 1.5 1.5
combo|circlesquare|make the circle blue and the square red|recolor #e5343d>#2a78e4 in @circle; recolor #2a78e4>#e5343d in @square
combo|i-apple|make it darker and flip it|recolor #f8312f>#ca151a; recolor #00d26a>#24ac5b; flip all h
combo|hexagon|mach das Sechseck rot und dreh es um 30 Grad|recolor #8b46d6>#e5343d in @hexagon; rotate @hexagon 30
combo|farm|enlève la maison et mets le soleil en haut à droite|remove @house; move @sun 83.9 -21.2
nothing|farm|make the dinosaur bigger|nothing
nothing|heart|thank you, that looks great|nothing
nothing|i-key|how much does it cost|nothing
colour|bars|change the green bar to black|recolor #36a06a>#000000
colour|g-sword|make the sword dark red|recolor #000000>#960119
colour|i-clover|make it blue|recolor #00d26a>#2a78e4; recolor #008463>#2a477e
colour|c-shapes|change navy to red|recolor #000080>#e5343d
tone|i-ball|graustufen bitte|recolor #3f5fff>#767676; recolor #1c5cd7>#676767
outline|g-castle|red outline|outline all #e5343d 5.12
outline|star-icon|make the line thicker|paint all width=7.56
flip|boat|mirror the boat|flip @sailboat h
turn|i-cookie|rotate 90 degrees counterclockwise|rotate all -90
opacity|tent|set the tent to 50% opacity|opacity @tent 0.5
crop|cup|crop to the right half|crop 128 0 128 256
size|bird|make the bird twice as big|scale @bird 2 2
size|rainbow|make the cloud a bit smaller|scale @cloud 0.8333 0.8333
move|bell|move the bell to the left a bit|move @bell -12.8 0
remove|cactus|remove the cactus|remove @cactus
remove|rabbits|remove the right rabbit|remove @rabbit-copy-2
background|i-mail|blue background|background #2a78e4
background|crown|make the background white|bare; background #ffffff
text|birthday|it should say "Happy Mothers Day"|words @text "Happy Mothers Day" #a4116c
combo|ring|remove the ring and make the diamond red|remove @ring; recolor #00a6ed>#e5343d in @diamond; recolor #1c5cd7>#a31207 in @diamond; recolor #26eafc>#fb858f in @diamond; recolor #aeddff>#e99b94 in @diamond; recolor #0084ce>#c41221 in @diamond; recolor #b4f6fc>#f9a8ad in @diamond
nothing|pizza|make the hamburger smaller|nothing
`
