/**
 * Sentences in other languages, each with its specification: `sentence | [count] [colour] noun [relation
 * noun]`.
 */
export const foreignLines = `
ein roter Apfel | red apple
drei blaue Vögel | 3 blue bird
ein alter Leuchtturm | lighthouse
eine Katze auf dem Tisch | cat on table
ein Hund unter dem Baum | dog under tree
eine grüne Flasche neben einer Tasse | green bottle beside cup
zwei Pferde | 2 horse
der Schlüssel liegt im Korb | key in basket
une voiture rouge | red car
trois chats noirs | 3 black cat
un chien sous la table | dog under table
un oiseau bleu sur la maison | blue bird on house
une pomme verte à gauche d'un citron | green apple leftOf lemon
deux lapins blancs | 2 white rabbit
un cheval devant une maison | horse inFrontOf house
la clé est dans la boîte | key in box
un coche rojo | red car
dos gatos negros | 2 black cat
un perro debajo de la mesa | dog under table
un pájaro azul sobre una casa | blue bird on house
tres manzanas verdes | 3 green apple
una vaca al lado de un árbol | cow beside tree
una llave en la caja | key in box
el caballo está detrás de la casa | horse behind house
una macchina rossa | red car
due gatti neri | 2 black cat
un cane sotto il tavolo | dog under table
tre mele verdi | 3 green apple
un uccello blu sulla casa | blue bird on house
un coniglio accanto a un albero | rabbit beside tree
una chiave nella scatola | key in box
um carro vermelho | red car
dois gatos pretos | 2 black cat
um cachorro debaixo da mesa | dog under table
três maçãs verdes | 3 green apple
um pássaro azul em cima da casa | blue bird on house
um coelho ao lado de uma árvore | rabbit beside tree
uma chave na caixa | key in box
красная машина | red car
три чёрные кошки | 3 black cat
собака под столом | dog under table
синяя птица на доме | blue bird on house
зелёное яблоко рядом с лимоном | green apple beside lemon
два белых кролика | 2 white rabbit
лошадь перед домом | horse inFrontOf house
ключ в коробке | key in box
一辆红色的汽车 | red car
三只黑猫 | 3 black cat
桌子下面的狗 | dog under table
一只蓝色的鸟在房子上 | blue bird on house
绿色的苹果在柠檬旁边 | green apple beside lemon
两只白色的兔子 | 2 white rabbit
房子前面有一匹马 | horse inFrontOf house
钥匙在盒子里 | key in box
赤い車 | red car
三匹の黒い猫 | 3 black cat
テーブルの下の犬 | dog under table
家の上に青い鳥がいる | blue bird on house
レモンの隣の緑のりんご | green apple beside lemon
二匹の白いうさぎ | 2 white rabbit
家の前の馬 | horse inFrontOf house
箱の中の鍵 | key in box
سيارة حمراء | red car
ثلاث قطط سوداء | 3 black cat
كلب تحت الطاولة | dog under table
طائر أزرق على المنزل | blue bird on house
تفاحة خضراء بجانب ليمونة | green apple beside lemon
أرنبان أبيضان | 2 white rabbit
حصان أمام المنزل | horse inFrontOf house
مفتاح في الصندوق | key in box
`
