/** More everyday nouns of nine languages, in the columns of `foreign-nouns.data.ts`. */
export const moreForeignNounLines = `
baker|bäcker,bäckerin|boulanger,boulangère|panadero,panadera|fornaio,panettiere|padeiro,padeira|пекарь|面包师|パン屋|خباز
cook|koch,köchin|cuisinier,cuisinière|cocinero,cocinera|cuoco,cuoca|cozinheiro,cozinheira|повар|厨师|料理人,コック|طباخ,طاهي
teacher|lehrer,lehrerin|professeur,maîtresse,enseignant|maestro,maestra,profesor,profesora|maestro,maestra,insegnante|professor,professora|учитель,учительница|老师,教师|先生,教師|معلم,معلمة,مدرس
nurse|krankenschwester|infirmière,infirmier|enfermera,enfermero|infermiera,infermiere|enfermeira,enfermeiro|медсестра|护士|看護師|ممرضة
farmer|bauer,bäuerin|fermier,fermière,paysan|granjero,granjera,agricultor|contadino,contadina,agricoltore|fazendeiro,agricultor|фермер|农民,农夫|農家,農夫|مزارع,فلاح
fisherman|fischer,angler|pêcheur|pescador|pescatore|pescador|рыбак|渔夫|漁師|صياد
firefighter|feuerwehrmann,feuerwehrfrau|pompier|bombero,bombera|pompiere,vigile del fuoco|bombeiro,bombeira|пожарный|消防员|消防士|رجل إطفاء
police officer|polizist,polizistin|policier,policière|policía|poliziotto,poliziotta|policial|полицейский|警察|警察官|شرطي
astronaut|astronaut,astronautin|astronaute|astronauta|astronauta|astronauta|космонавт,астронавт|宇航员|宇宙飛行士|رائد فضاء
pirate|pirat|pirate|pirata|pirata|pirata|пират|海盗|海賊|قرصان
witch|hexe|sorcière|bruja|strega|bruxa|ведьма|女巫|魔女|ساحرة
wizard|zauberer|magicien,sorcier|mago|mago|mago|волшебник|巫师,魔法师|魔法使い|ساحر
princess|prinzessin|princesse|princesa|principessa|princesa|принцесса|公主|お姫様,姫|أميرة
prince|prinz|prince|príncipe|principe|príncipe|принц|王子|王子|أمير
knight|ritter|chevalier|caballero|cavaliere|cavaleiro|рыцарь|骑士|騎士|فارس
grandmother|oma,großmutter|grand-mère,mamie|abuela|nonna|avó,vovó|бабушка|奶奶,外婆,老奶奶|おばあさん,祖母|جدة
grandfather|opa,großvater|grand-père,papi|abuelo|nonno|avô,vovô|дедушка,дед|爷爷,外公,老爷爷|おじいさん,祖父|جد
mother|mutter,mama|mère,maman|madre,mamá|madre,mamma|mãe,mamãe|мама,мать|妈妈,母亲|お母さん,母|أم
father|vater,papa|père,papa|padre,papá|padre,papà|pai,papai|папа,отец|爸爸,父亲|お父さん,父|أب
child|kind|enfant|niño pequeño|bambino,bambina|criança|ребенок,ребёнок|小孩|子ども,こども|طفلة
children|kinder,kindern|enfants|niños|bambini|crianças|дети,детей|孩子们,小朋友|子どもたち,子供たち|أطفال
baby|baby|bébé|bebé|neonato,bimbo|bebê,bebé|младенец,малыш|婴儿,宝宝|赤ちゃん|رضيع
woman|dame,frau|dame,madame|señora,mujer|signora,donna|senhora,mulher|дама,женщина|女士,女人|女性,女の人|سيدة,امرأة
man|herr,mann|monsieur,homme|señor,hombre|signore,uomo,uomini|senhor,homem,homens|мужчина|男人,先生们|男性,男の人|رجل
friend|freund,freundin|ami,amie|amigo,amiga|amico,amica|amigo,amiga|друг,подруга|朋友|友達|صديق
bench|sitzbank|banc|banco del parque|panchina|banco de jardim|скамейка,лавка|长椅|ベンチ|مقعد
milk|milch|lait|leche|latte|leite|молоко|牛奶|牛乳,ミルク|حليب
water|wasser|eau|agua|acqua|água|вода|水|水|ماء
juice|saft|jus|jugo,zumo|succo|suco|сок|果汁|ジュース|عصير
ice cream|eis,eiscreme|glace|helado|gelato|sorvete|мороженое|冰淇淋|アイスクリーム,アイス|آيس كريم,بوظة
honey|honig|miel|miel|miele|mel|мед,мёд|蜂蜜|はちみつ|عسل
cherry|kirsche|cerise|cereza|ciliegia,ciliegie|cereja|вишня|樱桃|さくらんぼ|كرز
peach|pfirsich|pêche|melocotón,durazno|pesca noce|pêssego|персик|桃子|桃|خوخ
pineapple|ananas|ananas|piña|ananas|abacaxi|ананас|菠萝|パイナップル|أناناس
pumpkin|kürbis,kürbisse|citrouille|calabaza|zucca,zucche|abóbora|тыква|南瓜|かぼちゃ|يقطينة,قرع
potato|kartoffel|pomme de terre|patata,papa|patata|batata|картошка,картофель|土豆|じゃがいも|بطاطا
corn|mais|maïs|maíz|mais|milho|кукуруза|玉米|とうもろこし|ذرة
baguette|baguette|baguette,baguettes|baguette|baguette|baguete|багет|法棍|バゲット|باغيت
bamboo|bambus|bambou|bambú|bambù|bambu|бамбук|竹子,竹|竹|خيزران
sunflower|sonnenblume|tournesol|girasol|girasole|girassol|подсолнух|向日葵|ひまわり|عباد الشمس
tulip|tulpe|tulipe|tulipán,tulipanes|tulipano|tulipa|тюльпан|郁金香|チューリップ|توليب
palm tree|palme|palmier|palmera|palma|palmeira|пальма|棕榈树,椰子树|ヤシの木|نخلة
fir|tannenbaum,tanne|sapin|abeto|abete|pinheiro|елка,ёлка,ель|冷杉|もみの木|شجرة تنوب
kitten|kätzchen|chaton|gatito,gatita|gattino,gattina|gatinho,gatinha|котенок,котёнок|猫咪|子猫|قطيطة
puppy|welpe,hündchen|chiot|cachorrito|cagnolino,cucciolo|cachorrinho,filhote|щенок|狗狗|子犬|جرو
squirrel|eichhörnchen|écureuil|ardilla|scoiattolo|esquilo|белка|松鼠|リス|سنجاب
hedgehog|igel|hérisson|erizo|riccio|ouriço|еж,ёж|刺猬|ハリネズミ|قنفذ
deer|reh,hirsch|cerf,biche|ciervo,venado|cervo|veado|олень|鹿|鹿,シカ|غزال
donkey|esel|âne|burro|asino|burro|осел,осёл|驴|ロバ|حمار
camel|kamel|chameau|camello|cammello|camelo|верблюд|骆驼|ラクダ|جمل
crocodile|krokodil|crocodile|cocodrilo|coccodrillo|crocodilo|крокодил|鳄鱼|ワニ|تمساح
dolphin|delfin|dauphin|delfín|delfino|golfinho|дельфин|海豚|イルカ|دلفين
octopus|krake,tintenfisch|pieuvre,poulpe|pulpo|polpo|polvo|осьминог|章鱼|タコ|أخطبوط
crab|krabbe|crabe|cangrejo|granchio|caranguejo|краб|螃蟹|カニ|سرطان البحر
snail|schnecke|escargot|caracol|lumaca|caracol|улитка|蜗牛|カタツムリ|حلزون
spider|spinne|araignée|araña|ragno|aranha|паук|蜘蛛|クモ|عنكبوت
ladybug|marienkäfer|coccinelle|mariquita|coccinella|joaninha|божья коровка|瓢虫|てんとう虫|دعسوقة
panda|panda|panda|panda|panda|panda|панда|熊猫|パンダ|باندا
parrot|papagei|perroquet|loro|pappagallo|papagaio|попугай|鹦鹉|オウム|ببغاء
eagle|adler|aigle|águila|aquila|águia|орел,орёл|老鹰|鷲|نسر
swan|schwan,schwäne|cygne|cisne|cigno|cisne|лебедь|天鹅|白鳥|بجعة
rooster|hahn|coq|gallo|gallo|galo|петух|公鸡|おんどり|ديك
dinosaur|dinosaurier|dinosaure|dinosaurio|dinosauro|dinossauro|динозавр|恐龙|恐竜|ديناصور
mermaid|meerjungfrau|sirène|sirena|sirena|sereia|русалка|美人鱼|人魚|حورية البحر
ghost|gespenst,geist|fantôme|fantasma|fantasma|fantasma|привидение|幽灵|幽霊,お化け|شبح
tractor|traktor|tracteur|tractor|trattore|trator|трактор|拖拉机|トラクター|جرار
taxi|taxi|taxi|taxi|taxi|táxi|такси|出租车|タクシー|سيارة أجرة
helicopter|hubschrauber|hélicoptère|helicóptero|elicottero|helicóptero|вертолет,вертолёт|直升机|ヘリコプター|مروحية
fire engine|feuerwehrauto|camion de pompiers|camión de bomberos|camion dei pompieri|caminhão de bombeiros|пожарная машина|消防车|消防車|سيارة إطفاء
hot air balloon|heißluftballon|montgolfière|globo aerostático|mongolfiera|balão de ar quente|воздушный шар|热气球|気球|منطاد
scooter|roller|trottinette|patinete|monopattino|patinete|самокат|滑板车|スクーター|سكوتر
cabin|hütte,holzhütte,blockhütte|cabane,chalet|cabaña|baita,capanna|cabana|хижина,избушка|木屋,小屋|小屋|كوخ
windmill|windmühle|moulin,moulin à vent|molino|mulino,mulino a vento|moinho|мельница|风车|風車|طاحونة
factory|fabrik|usine|fábrica|fabbrica|fábrica|завод,фабрика|工厂|工場|مصنع
hospital|krankenhaus|hôpital|hospital|ospedale|hospital|больница|医院|病院|مستشفى
tower|turm|tour|torre|torre|torre|башня|塔|塔|برج
mosque|moschee|mosquée|mezquita|moschea|mesquita|мечеть|清真寺|モスク|مسجد
park|park|parc|parque|parco|parque|парк|公园|公園|حديقة
field|feld|champ|campo|campo|campo|поле|田野|野原,畑|حقل
desert|wüste|désert|desierto|deserto|deserto|пустыня|沙漠|砂漠|صحراء
island|insel|île|isla|isola|ilha|остров|岛,小岛|島|جزيرة
farm|bauernhof|ferme|granja|fattoria|fazenda|ферма|农场|農場|مزرعة
living room|wohnzimmer|salon|salón|soggiorno,salotto|sala de estar|гостиная|客厅|居間|غرفة المعيشة
bedroom|schlafzimmer|chambre|dormitorio,habitación|camera da letto|quarto|спальня|卧室|寝室|غرفة نوم
space|weltraum,weltall|espace|espacio|spazio|espaço|космос|太空|宇宙|فضاء
planet|planet|planète|planeta|pianeta|planeta|планета|行星,星球|惑星|كوكب
volcano|vulkan|volcan|volcán|vulcano|vulcão|вулкан|火山|火山|بركان
wave|welle|vague|ola|onda|onda|волна|海浪|波|موجة
fire|feuer|feu|fuego|fuoco|fogo|огонь|火|火|نار
desk|schreibtisch|bureau|escritorio|scrivania|escrivaninha|письменный стол|书桌|机の|مكتب
armchair|sessel|fauteuil|sillón|poltrona|poltrona|кресло|扶手椅|肘掛け椅子|أريكة صغيرة
shelf|regal|étagère|estantería,estante|scaffale|prateleira,estante|полка|书架|本棚|رف
mirror|spiegel|miroir|espejo|specchio|espelho|зеркало|镜子|鏡|مرآة
carpet|teppich|tapis|alfombra|tappeto|tapete|ковер,ковёр|地毯|絨毯|سجادة
pillow|kissen|oreiller,coussin|almohada,cojín|cuscino|almofada,travesseiro|подушка|枕头|枕|وسادة
ladder|leiter|échelle|escalera de mano|scala a pioli|escada de mão|лестница|梯子|はしご|سلم
broom|besen|balai|escoba|scopa|vassoura|метла|扫帚|ほうき|مكنسة
bucket|eimer|seau|cubo|secchio|balde|ведро|水桶|バケツ|دلو
knife|messer|couteau|cuchillo|coltello|faca|нож|刀|ナイフ|سكين
fork|gabel|fourchette|tenedor|forchetta|garfo|вилка|叉子|フォーク|شوكة
spoon|löffel|cuillère|cuchara|cucchiaio|colher|ложка|勺子|スプーン|ملعقة
pan|pfanne|poêle|sartén|padella|frigideira|сковорода|平底锅|フライパン|مقلاة
backpack|rucksack|sac à dos|mochila|zaino|mochila|рюкзак|背包|リュック|حقيبة ظهر
suitcase|koffer|valise|maleta|valigia|mala|чемодан|行李箱|スーツケース|حقيبة سفر
flag|flagge,fahne|drapeau|bandera|bandiera|bandeira|флаг|旗子|旗|علم
letter|brief|lettre|carta|lettera|carta|письмо|信|手紙|رسالة
television|fernseher|télévision,télé|televisión,televisor|televisione,televisore|televisão|телевизор|电视|テレビ|تلفاز
laptop|laptop|ordinateur portable|portátil|computer portatile|notebook|ноутбук|笔记本电脑|ノートパソコン|حاسوب محمول
microphone|mikrofon|micro,microphone|micrófono|microfono|microfone|микрофон|麦克风|マイク|ميكروفون
violin|geige|violon|violín|violino|violino|скрипка|小提琴|バイオリン|كمان
trumpet|trompete|trompette|trompeta|tromba|trompete|труба|小号|トランペット|بوق
drum|trommel|tambour|tambor|tamburo|tambor|барабан|鼓|太鼓|طبل
soccer|fußball|football,foot|fútbol|calcio|futebol|футбол|足球|サッカー|كرة القدم
sword|schwert|épée|espada|spada|espada|меч|剑|剣|سيف
trophy|pokal|trophée|trofeo|trofeo|troféu|кубок|奖杯|トロフィー|كأس البطولة
bone|knochen|os|hueso|osso|osso|кость|骨头|骨|عظمة
bikini|badeanzug|maillot de bain|traje de baño|costume da bagno|maiô|купальник|泳衣|水着|ملابس السباحة
glove|handschuh|gant|guante|guanto,guanti|luva|перчатка|手套|手袋|قفاز
sock|socke|chaussette|calcetín,calcetines|calzino,calzini|meia|носок,носки|袜子|靴下|جورب
necktie|krawatte|cravate|corbata|cravatta|gravata|галстук|领带|ネクタイ|ربطة عنق
jeans|jeans|jean|vaqueros|jeans|jeans|джинсы|牛仔裤|ジーンズ|جينز
hair|haare,haar|cheveux|pelo,cabello|capelli|cabelo|волосы|头发|髪|شعر
fire hydrant|hydrant|bouche d'incendie|boca de incendios|idrante|hidrante|гидрант|消防栓|消火栓|صنبور حريق
traffic light|ampel|feu tricolore,feu de circulation|semáforo|semaforo|semáforo,sinal de trânsito|светофор|红绿灯|信号機|إشارة مرور
map|karte,landkarte|carte|mapa|mappa|mapa|карта|地图|地図|خريطة
coffee shop|café,kaffeehaus|café-bar|cafetería|caffetteria|cafeteria|кофейня|咖啡馆,咖啡店|喫茶店,カフェ|مقهى
bakery|bäckerei|boulangerie|panadería|panetteria|padaria|пекарня|面包店|ベーカリー|مخبز
steam|dampf|vapeur|vapor|vapore|vapor|пар|蒸汽|湯気|بخار
cloudy sky|wolkenhimmel|ciel nuageux|cielo nublado|cielo nuvoloso|céu nublado|облачное небо|多云的天空|曇り空|سماء غائمة
`
