/**
 * Everyday nouns of nine languages by their English: `english|de|fr|es|it|pt|ru|zh|ja|ar`, other words for
 * the same after a comma. Written by hand: translations of emoji lack most of them, or hide them in
 * phrases.
 */
export const foreignNounLines = `
cat|katze|chat,chatte|gato,gata|gatto,gatta|gato|кошка,кот|猫,小猫|猫,ねこ,ネコ|قطة,قط,قطط
dog|hund|chien|perro,perra|cane|cachorro,cão|собака,пес|狗,小狗|犬,いぬ,イヌ|كلب,كلاب
rabbit|kaninchen,hase|lapin|conejo|coniglio|coelho|кролик,заяц|兔子,兔|うさぎ,ウサギ,兎|أرنب,أرانب
horse|pferd|cheval,chevaux|caballo|cavallo|cavalo|лошадь,конь|马|馬,うま|حصان,أحصنة
cow|kuh,kühe|vache|vaca|mucca|vaca|корова|牛,奶牛|牛,うし|بقرة,أبقار
pig|schwein|cochon|cerdo|maiale|porco|свинья|猪|豚,ぶた|خنزير
sheep|schaf|mouton|oveja|pecora|ovelha|овца|羊,绵羊|羊,ひつじ|خروف,خراف
goat|ziege|chèvre|cabra|capra|cabra|коза|山羊|山羊,ヤギ|ماعز
chicken|huhn,hühner,henne|poule|gallina|gallina|galinha|курица|鸡|鶏,にわとり|دجاجة,دجاج
duck|ente|canard|pato|anatra|pato|утка|鸭子|アヒル,鴨|بطة,بط
bird|vogel|oiseau,oiseaux|pájaro,ave|uccello|pássaro,ave|птица|鸟,小鸟|鳥,とり,小鳥|طائر,عصفور,طيور
owl|eule|hibou,hiboux|búho|gufo|coruja|сова|猫头鹰|フクロウ,ふくろう|بومة
fish|fisch|poisson|pez,peces,pescado|pesce|peixe|рыба|鱼|魚,さかな|سمكة,سمك,أسماك
fox|fuchs,füchse|renard|zorro|volpe|raposa|лиса|狐狸|狐,キツネ,きつね|ثعلب
wolf|wolf,wölfe|loup|lobo|lupo|lobo|волк|狼|狼,オオカミ|ذئب
bear|bär|ours|oso|orso|urso|медведь|熊|熊,くま,クマ|دب
lion|löwe|lion|león|leone|leão|лев|狮子|ライオン|أسد
tiger|tiger|tigre|tigre|tigre|tigre|тигр|老虎|虎,トラ|نمر
elephant|elefant|éléphant|elefante|elefante|elefante|слон|大象|象,ゾウ,ぞう|فيل,فيلة
giraffe|giraffe|girafe|jirafa|giraffa|girafa|жираф|长颈鹿|キリン|زرافة
monkey|affe|singe|mono|scimmia|macaco|обезьяна|猴子|猿,サル|قرد
frog|frosch,frösche|grenouille|rana|rana|sapo,rã|лягушка|青蛙|カエル,かえる|ضفدع
turtle|schildkröte|tortue|tortuga|tartaruga|tartaruga|черепаха|乌龟|亀,カメ|سلحفاة
snake|schlange|serpent|serpiente|serpente|cobra|змея|蛇|蛇,ヘビ|ثعبان,أفعى
mouse|maus,mäuse|souris|ratón|topo|rato|мышь|老鼠|ネズミ,ねずみ|فأر
butterfly|schmetterling|papillon|mariposa|farfalla|borboleta|бабочка|蝴蝶|蝶,ちょう|فراشة,فراشات
bee|biene|abeille|abeja|ape|abelha|пчела|蜜蜂|蜂,ハチ|نحلة,نحل
penguin|pinguin|manchot,pingouin|pingüino|pinguino|pinguim|пингвин|企鹅|ペンギン|بطريق
whale|wal|baleine|ballena|balena|baleia|кит|鲸鱼|鯨,クジラ|حوت
shark|hai|requin|tiburón|squalo|tubarão|акула|鲨鱼|サメ|قرش
dragon|drache|dragon|dragón|drago|dragão|дракон|龙|竜,龍,ドラゴン|تنين
unicorn|einhorn|licorne|unicornio|unicorno|unicórnio|единорог|独角兽|ユニコーン|وحيد القرن
apple|apfel,äpfel|pomme|manzana|mela,mele|maçã|яблоко|苹果|りんご,リンゴ|تفاحة,تفاح
banana|banane|banane|plátano,banana|banana|banana|банан|香蕉|バナナ|موزة,موز
orange|orange,apfelsine|orange|naranja|arancia|laranja|апельсин|橙子|オレンジ|برتقالة
lemon|zitrone|citron|limón|limone|limão|лимон|柠檬|レモン|ليمونة,ليمون
pear|birne|poire|pera|pera|pera|груша|梨|梨|كمثرى
strawberry|erdbeere|fraise|fresa|fragola|morango|клубника|草莓|いちご,イチゴ|فراولة
grapes|traube,trauben,weintrauben|raisin,raisins|uva,uvas|uva|uva,uvas|виноград|葡萄|ぶどう|عنب
watermelon|wassermelone|pastèque|sandía|anguria|melancia|арбуз|西瓜|スイカ|بطيخ,بطيخة
tomato|tomate|tomate|tomate|pomodoro|tomate|помидор|西红柿,番茄|トマト|طماطم
carrot|karotte,möhre|carotte|zanahoria|carota|cenoura|морковь|胡萝卜|にんじん|جزرة
mushroom|pilz|champignon|seta,hongo|fungo|cogumelo|гриб|蘑菇|きのこ|فطر
bread|brot|pain|pan|pane|pão|хлеб|面包|パン|خبز
cheese|käse|fromage|queso|formaggio|queijo|сыр|奶酪|チーズ|جبن
egg|ei,eier|œuf,oeuf|huevo|uovo,uova|ovo|яйцо|鸡蛋|卵,たまご|بيضة,بيض
pizza|pizza|pizza|pizza|pizza|pizza|пицца|披萨|ピザ|بيتزا
cake|kuchen,torte|gâteau|pastel,tarta|torta|bolo|торт|蛋糕|ケーキ|كعكة
coffee|kaffee|café|café|caffè|café|кофе|咖啡|コーヒー|قهوة
tea|tee|thé|té|tè|chá|чай|茶|お茶|شاي
tree|baum,bäume|arbre|árbol|albero|árvore|дерево,деревья|树,大树|木,樹|شجرة,أشجار
flower|blume|fleur|flor|fiore|flor|цветок,цветы|花|花,はな|زهرة,وردة,زهور
rose|rose|rose|rosa|rosa|rosa|роза|玫瑰|バラ|وردة حمراء
leaf|blatt,blätter|feuille|hoja|foglia|folha|лист|叶子|葉|ورقة شجر
cactus|kaktus|cactus|cactus|cactus|cacto|кактус|仙人掌|サボテン|صبار
car|auto,wagen|voiture|coche,carro,auto|macchina,auto|carro|машина,автомобиль|汽车,车|車,くるま,自動車|سيارة,سيارات
bus|bus|bus,autobus|autobús|autobus|ônibus|автобус|公交车,巴士|バス|حافلة
truck|lastwagen,lkw|camion|camión|camion|caminhão|грузовик|卡车|トラック|شاحنة
train|zug,züge|train|tren|treno|trem|поезд|火车|電車,列車|قطار
bicycle|fahrrad,fahrräder|vélo,bicyclette|bicicleta|bicicletta,bici|bicicleta|велосипед|自行车|自転車|دراجة
motorcycle|motorrad|moto|moto,motocicleta|moto|moto|мотоцикл|摩托车|オートバイ|دراجة نارية
sailboat|boot,segelboot|bateau,voilier|barco,velero|barca|barco|лодка|船,小船,帆船|船,ボート,ヨット|قارب,مركب
ship|schiff|navire|buque|nave|navio|корабль|轮船|大船|سفينة
airplane|flugzeug|avion|avión|aereo|avião|самолет|飞机|飛行機|طائرة
rocket|rakete|fusée|cohete|razzo|foguete|ракета|火箭|ロケット|صاروخ
balloon|luftballon,ballon|ballon|globo|palloncino|balão,balões|шарик,шар|气球|風船|بالون,بالونات
house|haus,häuser|maison|casa|casa,case|casa|дом|房子,屋子|家,いえ|منزل,بيت
castle|schloss,burg|château|castillo|castello|castelo|замок|城堡|城|قلعة
church|kirche|église|iglesia|chiesa|igreja|церковь|教堂|教会|كنيسة
school|schule|école|escuela|scuola|escola|школа|学校|学校|مدرسة
lighthouse|leuchtturm,leuchttürme|phare|faro|faro|farol|маяк|灯塔|灯台|منارة
bridge|brücke|pont|puente|ponte|ponte|мост|桥|橋|جسر
tent|zelt|tente|tienda de campaña|tenda|barraca|палатка|帐篷|テント|خيمة
table|tisch|table|mesa|tavolo|mesa|стол|桌子|テーブル,机|طاولة
chair|stuhl,stühle|chaise|silla|sedia|cadeira|стул|椅子|椅子,いす|كرسي
sofa|sofa|canapé|sofá|divano|sofá|диван|沙发|ソファ|أريكة
bed|bett|lit|cama|letto|cama|кровать|床|ベッド|سرير
lamp|lampe|lampe|lámpara|lampada|lâmpada,luminária|лампа|灯|ランプ|مصباح
door|tür|porte|puerta|porta|porta|дверь|门|ドア|باب
window|fenster|fenêtre|ventana|finestra|janela|окно|窗户|窓|نافذة
clock|uhr|horloge|reloj|orologio|relógio|часы|钟,时钟|時計|ساعة
book|buch,bücher|livre|libro|libro|livro|книга|书|本|كتاب,كتب
key|schlüssel|clé,clef|llave|chiave|chave|ключ|钥匙|鍵,かぎ|مفتاح,مفاتيح
box|kiste,schachtel,karton|boîte|caja|scatola|caixa|коробка|盒子,箱子|箱|صندوق,علبة
basket|korb,körbe|panier|cesta|cesto,cestino|cesta|корзина|篮子|かご,バスケット|سلة
bottle|flasche|bouteille|botella|bottiglia|garrafa|бутылка|瓶子|瓶,ボトル|زجاجة
cup|tasse|tasse|taza|tazza|xícara|чашка|杯子|カップ,コップ|كوب,فنجان
plate|teller|assiette|plato|piatto|prato|тарелка|盘子|皿|طبق
bowl|schüssel|bol|tazón,cuenco|ciotola|tigela|миска|碗|ボウル,茶碗|وعاء
vase|vase|vase|florero,jarrón|vaso da fiori|vaso|ваза|花瓶|花瓶|مزهرية
candle|kerze|bougie|vela|candela|vela|свеча|蜡烛|ろうそく|شمعة
umbrella|regenschirm,schirm|parapluie|paraguas|ombrello|guarda-chuva|зонт|雨伞,伞|傘|مظلة
hat|hut,hüte|chapeau|sombrero|cappello|chapéu|шляпа|帽子|帽子|قبعة
shoe|schuh|chaussure|zapato|scarpa|sapato|туфля|鞋,鞋子|靴|حذاء
dress|kleid|robe|vestido|vestito|vestido|платье|裙子,连衣裙|ドレス|فستان
shirt|hemd|chemise|camisa|camicia|camisa|рубашка|衬衫|シャツ|قميص
glasses|brille|lunettes|gafas|occhiali|óculos|очки|眼镜|眼鏡,メガネ|نظارة
crown|krone|couronne|corona|corona|coroa|корона|皇冠|王冠|تاج
ball|ball,bälle|ballon de foot,balle|pelota,balón|palla|bola|мяч|球|ボール|كرة
kite|drachen|cerf-volant|cometa|aquilone|pipa|воздушный змей|风筝|凧|طائرة ورقية
gift|geschenk|cadeau,cadeaux|regalo|regalo|presente|подарок|礼物|プレゼント|هدية
guitar|gitarre|guitare|guitarra|chitarra|violão,guitarra|гитара|吉他|ギター|جيتار
piano|klavier|piano|piano|pianoforte|piano|пианино|钢琴|ピアノ|بيانو
hammer|hammer|marteau|martillo|martello|martelo|молоток|锤子|ハンマー|مطرقة
scissors|schere|ciseaux|tijeras|forbici|tesoura|ножницы|剪刀|はさみ|مقص
pencil|bleistift|crayon|lápiz|matita|lápis|карандаш|铅笔|鉛筆|قلم رصاص,قلم
computer|computer|ordinateur|ordenador,computadora|computer|computador|компьютер|电脑|コンピュータ,パソコン|حاسوب
phone|telefon,handy|téléphone|teléfono|telefono|telefone|телефон|手机,电话|電話|هاتف
camera|kamera|appareil photo|cámara|macchina fotografica|câmera|камера,фотоаппарат|相机|カメラ|كاميرا
sun|sonne|soleil|sol|sole|sol|солнце|太阳|太陽|شمس
moon|mond|lune|luna|luna|lua|луна|月亮|月|قمر
star|stern|étoile|estrella|stella|estrela|звезда,звезды|星星,星|星|نجمة,نجوم
cloud|wolke|nuage|nube|nuvola|nuvem|облако,облака|云|雲|سحابة,غيوم
rainbow|regenbogen|arc-en-ciel|arcoíris|arcobaleno|arco-íris|радуга|彩虹|虹|قوس قزح
snowman|schneemann|bonhomme de neige|muñeco de nieve|pupazzo di neve|boneco de neve|снеговик|雪人|雪だるま|رجل ثلج
heart|herz|cœur,coeur|corazón|cuore|coração|сердце|心,爱心|ハート|قلب
man|mann,männer|homme|hombre|uomo,uomini|homem,homens|мужчина|男人|男,男の人|رجل
woman|frau|femme|mujer|donna|mulher|женщина|女人|女,女の人|امرأة
boy|junge|garçon|niño,chico|ragazzo,bambino|menino|мальчик|男孩|男の子|ولد,صبي
girl|mädchen|fille|niña,chica|ragazza,bambina|menina|девочка|女孩|女の子|بنت,فتاة
king|könig|roi|rey|re|rei|король|国王|王,王様|ملك
queen|königin|reine|reina|regina|rainha|королева|女王|女王|ملكة
doctor|arzt,ärztin|médecin|médico,doctora|medico,dottore|médico|врач|医生|医者|طبيب
robot|roboter|robot|robot|robot|robô|робот|机器人|ロボット|روبوت
boat|ruderboot|barque|bote|barchetta|canoa|шлюпка|划艇|小舟|زورق
mountain|berg|montagne|montaña|montagna|montanha|гора|山|山|جبل
sea|meer|mer|mar|mare|mar|море|海,大海|海|بحر
forest|wald|forêt|bosque|bosco,foresta|floresta|лес|森林|森|غابة
beach|strand|plage|playa|spiaggia|praia|пляж|海滩,沙滩|浜辺,ビーチ|شاطئ
night|nacht|nuit|noche|notte|noite|ночь,ночью|夜晚,夜里|夜|ليل
sunset|sonnenuntergang|coucher de soleil|atardecer|tramonto|pôr do sol|закат|日落|夕焼け,夕日|غروب
snow|schnee|neige|nieve|neve|neve|снег|雪|雪|ثلج
garden|garten|jardin|jardín|giardino|jardim|сад|花园|庭|حديقة
city|stadt|ville|ciudad|città|cidade|город|城市|街,都市|مدينة
sky|himmel|ciel|cielo|cielo|céu|небо,неба,небе|天空|空|سماء
street|straße,strasse|rue|calle|strada,via|rua|улица,улице|街道,马路|通り,道路|شارع
road|weg|route|carretera|strada|estrada|дорога,дороге|路|道|طريق
river|fluss|rivière|río|fiume|rio|река,реки|河|川|نهر
lake|see|lac|lago|lago|lago|озеро,озера|湖|湖|بحيرة
room|zimmer|chambre,pièce|habitación,cuarto|stanza,camera|quarto,sala|комната,комнате|房间|部屋|غرفة
kitchen|küche|cuisine|cocina|cucina|cozinha|кухня,кухне|厨房|台所|مطبخ
wall|mauer,wand|mur|muro,pared|muro,parete|parede,muro|стена,стены|墙|壁|جدار,حائط
roof|dach|toit|techo,tejado|tetto|telhado|крыша,крышей|屋顶|屋根|سقف
wheel|rad,räder|roue,roues|rueda,ruedas|ruota,ruote|roda,rodas|колесо,колеса,колесами|车轮,轮子|車輪|عجلة,عجلات
grass|gras|herbe|hierba,césped|erba|grama|трава,траве|草|草|عشب
hill|hügel|colline|colina|collina|colina|холм,холме|山丘|丘|تل
meadow|wiese|prairie,pré|prado|prato|prado|луг,лугу|草地|草原|مرج
rain|regen|pluie|lluvia|pioggia|chuva|дождь,дождя|雨|雨|مطر
coat|mantel|manteau|abrigo|cappotto|casaco|пальто|大衣|コート|معطف
scarf|schal|écharpe|bufanda|sciarpa|cachecol|шарф,шарфа|围巾|マフラー|وشاح
shirt|hemd|chemise|camisa|camicia|camisa|рубашка,рубашки|衬衫|シャツ|قميص
shoes|schuhe|chaussures|zapatos|scarpe|sapatos|туфли,обуви|鞋子,鞋|靴|أحذية
plum|pflaume,pflaumen|prune,prunes|ciruela,ciruelas|prugna,prugne|ameixa,ameixas|слива,сливы|李子|プラム|برقوق
tail|schwanz|queue|cola,rabo|coda|cauda,rabo|хвост,хвоста,хвостом|尾巴|しっぽ,尻尾|ذيل
ear|ohr,ohren|oreille,oreilles|oreja,orejas|orecchio,orecchie|orelha,orelhas|ухо,уши,ушами|耳朵|耳|أذن
eyes|augen|yeux|ojos|occhi|olhos|глаза,глазами,глаз|眼睛|目|عيون
wings|flügel,flügeln|ailes,aile|alas,ala|ali,ala|asas,asa|крылья,крыльями,крыльев|翅膀|羽,翼|أجنحة
handle|griff,henkel|poignée,anse|asa,mango|manico|alça,cabo|ручка,ручкой,ручки|把手|取っ手|مقبض
collar|halsband|collier|collar|collare|coleira|ошейник,ошейником,ошейника|项圈|首輪|طوق
beard|bart|barbe|barba|barba|barba|борода,бородой,бороды|胡子|ひげ|لحية
horn|horn|corne|cuerno|corno|chifre|рог,рогом|角|角|قرن
door|tür,türen|porte,portes|puerta,puertas|porta,porte|porta,portas|дверь,дверью,двери|门|ドア,扉|باب,أبواب
window|fenster|fenêtre,fenêtres|ventana,ventanas|finestra,finestre|janela,janelas|окно,окна,окном|窗户,窗|窓|نافذة,نوافذ
fence|zaun|clôture,barrière|cerca,valla|recinzione,staccionata|cerca|забор,забором|栅栏|柵|سياج
`
