/**
 * What people say when they ask for a change, in nine languages, as `words=English` separated by semicolons:
 * verbs, comparatives, directions and parts of pictures that the dictionaries for sentences lack. `@-` says
 * nothing. Where a word is in both, the meaning here counts.
 */
export const editWords: Readonly<Record<string, string>> = {
  de: `mach=make;mache=make;machen=make;soll=should;sollen=should;sollte=should;sein=be;werden=become;wird=become;
farbe=color;farben=color;farbe ein=color;male=paint;male an=paint;ersetze=replace;ersetzen=replace;durch=with;tausche=replace;andere=change;andern=change;wechsle=change;statt=instead of;anstatt=instead of;
entferne=remove;entfernen=remove;losche=remove;loschen=remove;weg=remove;nimm=take;lass weg=remove;ohne=without;kein=no;keine=no;keinen=no;radiere=erase;
fuge=add;hinzu=@-;ein=a;setze=put;stelle=put;lege=put;zeichne=draw;zeichnen=draw;schreibe=write;gib=give;
verschiebe=move;verschieben=move;bewege=move;rucke=move;schiebe=move;bringe=bring;bring=bring;nach links=left;nach rechts=right;nach oben=up;nach unten=down;hoher=up;tiefer=down;nach vorne=to the front;nach vorn=to the front;in den vordergrund=to the front;in den hintergrund=to the back;nach hinten=to the back;ganz nach vorne=to the front;ganz nach hinten=to the back;
drehe=rotate;dreh=rotate;drehen=rotate;rotiere=rotate;kippe=tilt;um=by;kopfuber=upside down;auf den kopf=upside down;gegen den uhrzeigersinn=counterclockwise;im uhrzeigersinn=clockwise;
spiegle=mirror;spiegel=mirror;spiegeln=mirror;spiegele=mirror;horizontal=horizontally;waagerecht=horizontally;vertikal=vertically;senkrecht=vertically;
großer=bigger;vergroßere=enlarge;kleiner=smaller;verkleinere=shrink;doppelt so groß=twice as big;halb so groß=half the size;verdopple die große=double the size;viel=much;etwas=a bit;ein bisschen=a bit;ein wenig=a bit;deutlich=much;
verdopple=duplicate;dupliziere=duplicate;kopiere=duplicate;noch ein=another;noch eine=another;noch einen=another;
dunkler=darker;heller=lighter;kraftiger=more saturated;gesattigter=more saturated;blasser=less saturated;weniger gesattigt=less saturated;schwarz weiß=blackwhite;schwarz-weiß=blackwhite;schwarzweiß=blackwhite;graustufen=grayscale;invertiere=invert;invertieren=invert;umkehren=invert;pastell=pastel;pastellfarben=pastel;
umrandung=outline;umrande=outline;umriss=outline;umriss-stil=outline style;kontur=outline;rand=border;rahmen=border;linie=line;linien=lines;dickere=thicker;dicker=thicker;dick=thick;dicke=thick;dicken=thick;dunnere=thinner;dunner=thinner;dunn=thin;dunne=thin;dunnen=thin;
halb durchsichtig=half transparent;halbtransparent=half transparent;halb transparent=half transparent;durchsichtig=transparent;transparent=transparent;deckkraft=opacity;
hintergrund=background;hintergrundfarbe=background color;verlauf=gradient;farbverlauf=gradient;von=from;bis=to;zu=to;zum=to;des=of the;hauses=house;
schneide=crop;beschneide=crop;zuschneiden=crop;nur=only;halfte=half;linke=left;linken=left;rechte=right;rechten=right;linkes=left;rechtes=right;obere=top;oberen=top;untere=bottom;unteren=bottom;mittlere=middle;mitte=middle;in die mitte=in the middle;in die ecke=in the corner;ecke=corner;oben=top;unten=bottom;links=left;rechts=right;rand weg=trim;
bild=picture;das bild=picture;alles=everything;ganze=whole;es=it;text=text;worte=words;worter=words;stil=style;datei=file;dateigroße=file size;vereinfache=simplify;benenne=rename;nenne=call;quadratisch=square;
kreis=circle;quadrat=square;dreieck=triangle;rechteck=rectangle;sechseck=hexagon;oval=oval;raute=diamond;pfeil=arrow;erste=first;ersten=first;zweite=second;zweiten=second;dritte=third;dritten=third;letzte=last;letzten=last;großte=biggest;kleinste=smallest;teil=part;rote=red;rotes=red;gelben=yellow;grunen=green;schwarzen=black;weißen=white;roten=red;blauen=blue;rosa=pink;dach=roof;nacht=night;bitte=please;außer=except;ausser=except;für=for;halb=half;groß=big;doppelt=twice;klein=small;halb so groß=half the size;ab=away;strichzeichnung=lineart;skizze=sketch;comic=cartoon;comic-stil=cartoon style;cartoon-stil=cartoon style;minimalistisch=minimal;minimalistischen=minimal;flachen=flat;vierte=fourth;hohe=height;breit=wide;breite=width;vertausche=swap;tausch=swap;himmel=sky;stell=put;behalten=keep;behalte=keep;lass=keep;zweites=second;zweiter=second;drittes=third;mochte=want;will=want;hatte=want;gern=please;gerne=please;ich=i;mir=me;wir=we;waagrecht=horizontally;rundherum=around;außen=around;farbig=color;bunter=more saturated;sattere=more saturated;ausschneiden=crop;abschneiden=crop away;schneide ab=crop away;umdrehen=rotate;gedreht=rotated;gespiegelt=mirrored;verschwinden=remove;transparenter=transparent;dann=then;danach=then;baum=tree;farbig=color`,
  fr: `rends=make;rend=make;rendre=make;fais=make;faire=make;colorie=paint;colore=paint;peins=paint;peindre=paint;mets=put;mettre=put;met=put;change=change;changer=change;modifie=change;remplace=replace;remplacer=replace;par=with;au lieu de=instead of;en=in;
supprime=remove;supprimer=remove;enleve=remove;enlever=remove;retire=remove;efface=remove;sans=without;
ajoute=add;ajouter=add;dessine=draw;dessiner=draw;ecris=write;donne=give;place=put;
deplace=move;deplacer=move;bouge=move;amene=bring;vers la gauche=left;vers la droite=right;vers le haut=up;vers le bas=down;a gauche=left;a droite=right;plus haut=up;plus bas=down;au premier plan=to the front;devant tout=to the front;a l'arriere-plan=to the back;a l'arriere=to the back;en arriere=to the back;
tourne=rotate;tourner=rotate;pivoter=rotate;fais pivoter=rotate;fais tourner=rotate;incline=tilt;degres=degrees;a l'envers=upside down;
retourne=flip;retourner=flip;miroir=mirror;horizontalement=horizontally;verticalement=vertically;
plus grand=bigger;plus grande=bigger;plus grands=bigger;plus grandes=bigger;plus gros=bigger;agrandis=enlarge;plus petit=smaller;plus petite=smaller;plus petits=smaller;plus petites=smaller;reduis=shrink;deux fois plus grand=twice as big;deux fois plus grande=twice as big;un peu=a bit;beaucoup=much;
duplique=duplicate;double=duplicate;copie=duplicate;un autre=another;une autre=another;encore un=another;encore une=another;
plus sombre=darker;plus fonce=darker;plus foncee=darker;plus clair=lighter;plus claire=lighter;plus lumineux=lighter;plus sature=more saturated;moins sature=less saturated;noir et blanc=blackwhite;niveaux de gris=grayscale;inverse=invert;inverser=invert;pastel=pastel;
contour=outline;bordure=border;bord=border;trait=line;traits=lines;ligne=line;lignes=lines;plus epais=thicker;plus epaisse=thicker;plus epaisses=thicker;plus fin=thinner;plus fine=thinner;plus fins=thinner;plus fines=thinner;epais=thick;fin=thin;
a moitie transparent=half transparent;a moitie=half;transparent=transparent;transparente=transparent;semi-transparent=half transparent;opacite=opacity;
fond=background;arriere-plan=background;couleur=color;couleurs=color;degrade=gradient;du=from;
recadre=crop;recadrer=crop;coupe=crop;rogne=crop;seulement=only;uniquement=only;moitie=half;moitie gauche=left half;moitie droite=right half;gauche=left;droite=right;haut=top;bas=bottom;milieu=middle;au milieu=in the middle;au centre=in the middle;coin=corner;
image=picture;l'image=picture;dessin=picture;tout=everything;texte=text;mots=words;style=style;fichier=file;simplifie=simplify;renomme=rename;appelle=call;
cercle=circle;rond=circle;carre=square;triangle=triangle;rectangle=rectangle;hexagone=hexagon;ovale=oval;losange=diamond;fleche=arrow;premier=first;premiere=first;deuxieme=second;troisieme=third;dernier=last;derniere=last;partie=part;toit=roof;s'il te plait=please;arriere=back;sauf=except;excepte=except;pivote=rotate;a le envers=upside down;a le arriere-plan=to the back;a le arriere=to the back;dessin anime=cartoon;bande dessinee=cartoon;au trait=lineart;minimaliste=minimal;plat=flat;echange=swap;large=wide;tout en=all in;au dos=to the back;s'il vous plait=please;ciel=sky;je=i;veux=want;voudrais=want;garde=keep;garder=keep;laisse=keep;vire=remove;supprime le=remove the;agrandir=enlarge;reduire=shrink;grossis=enlarge;retrecis=shrink;fonce=darker;assombris=darken;eclaircis=lighten;autour=around;ajoute un=add a;double la taille=double the size;deux fois=twice;moitie superieure=top half;moitie inferieure=bottom half;en haut=top;en bas=bottom;en bas a gauche=in the bottom left;puis=then;ensuite=then;et=and;plus=more;clair=light;claire=light;sombre=dark;fonce=dark;l=the;vertical=vertically;horizontal=horizontally;orange=orange;vert fonce=dark green;rouge fonce=dark red;bleu fonce=dark blue;vert clair=light green;nuit=night`,
  es: `del medio=in the middle;de en medio=in the middle;del centro=in the middle;haz=make;hacer=make;hazlo=make it;pon=put;poner=put;ponlo=put it;pinta=paint;pintar=paint;colorea=paint;cambia=change;cambiar=change;reemplaza=replace;sustituye=replace;por=with;en vez de=instead of;que sea=should be;sea=be;a=to;al=to the;
quita=remove;quitar=remove;elimina=remove;eliminar=remove;borra=remove;saca=remove;sin=without;
anade=add;anadir=add;agrega=add;agregar=add;dibuja=draw;escribe=write;dale=give;coloca=put;
mueve=move;mover=move;desplaza=move;lleva=bring;a la izquierda=left;a la derecha=right;hacia la izquierda=left;hacia la derecha=right;hacia arriba=up;hacia abajo=down;mas arriba=up;mas abajo=down;al frente=to the front;al fondo=to the back;atras=to the back;arriba=top;abajo=bottom;
gira=rotate;girar=rotate;rota=rotate;rotar=rotate;inclina=tilt;grados=degrees;al reves=upside down;boca abajo=upside down;
voltea=flip;voltear=flip;refleja=mirror;espejo=mirror;horizontalmente=horizontally;verticalmente=vertically;horizontal=horizontally;vertical=vertically;mas=more;oscuro=dark;claro=light;
mas grande=bigger;mas grandes=bigger;agranda=enlarge;mas pequeno=smaller;mas pequena=smaller;mas pequenos=smaller;mas pequenas=smaller;reduce=shrink;el doble de grande=twice as big;dos veces mas grande=twice as big;un poco=a bit;mucho=much;
duplica=duplicate;duplicar=duplicate;copia=duplicate;otro=another;otra=another;
mas oscuro=darker;mas oscura=darker;mas claro=lighter;mas clara=lighter;mas saturado=more saturated;menos saturado=less saturated;blanco y negro=blackwhite;escala de grises=grayscale;invierte=invert;pastel=pastel;
contorno=outline;borde=border;linea=line;lineas=lines;mas gruesas=thicker;mas gruesa=thicker;mas grueso=thicker;mas gruesos=thicker;mas finas=thinner;mas fina=thinner;mas fino=thinner;mas delgadas=thinner;grueso=thick;fino=thin;
semitransparente=half transparent;medio transparente=half transparent;transparente=transparent;opacidad=opacity;
fondo=background;color=color;colores=color;degradado=gradient;
recorta=crop;recortar=crop;solo=only;mitad=half;mitad izquierda=left half;mitad derecha=right half;mitad superior=top half;mitad inferior=bottom half;izquierda=left;derecha=right;superior=top;inferior=bottom;izquierdo=left;derecho=right;centro=middle;en el centro=in the middle;en el medio=in the middle;esquina=corner;
imagen=picture;dibujo=picture;todo=everything;texto=text;palabras=words;estilo=style;archivo=file;simplifica=simplify;renombra=rename;llama=call;
circulo=circle;cuadrado=square;triangulo=triangle;rectangulo=rectangle;hexagono=hexagon;ovalo=oval;rombo=diamond;flecha=arrow;primero=first;primera=first;segundo=second;segunda=second;tercero=third;tercera=third;ultimo=last;ultima=last;parte=part;techo=roof;tejado=roof;por favor=please;luego=then;excepto=except;menos=except;salvo=except;dibujos animados=cartoon;caricatura=cartoon;minimalista=minimal;plano=flat;intercambia=swap;ancho=wide;trazo=outline;y=and;rojo=red;cielo=sky;quiero=want;quisiera=want;deja=keep;deja solo=only keep;oscurece=darken;aclara=lighten;alrededor=around;doble=twice;el doble=twice;medio=half;aumenta=enlarge;ampliar=enlarge;mas transparente=transparent;rosa=pink;de=of;noche=night;plateado=silver`,
  it: `fai=make;fare=make;rendi=make;metti=put;mettere=put;dipingi=paint;colora=paint;cambia=change;cambiare=change;sostituisci=replace;con=with;invece di=instead of;di=of;
rimuovi=remove;rimuovere=remove;togli=remove;elimina=remove;cancella=remove;senza=without;
aggiungi=add;aggiungere=add;disegna=draw;scrivi=write;dai=give;inserisci=add;
sposta=move;spostare=move;muovi=move;porta=bring;a sinistra=left;a destra=right;verso sinistra=left;verso destra=right;verso l'alto=up;verso il basso=down;in alto=top;in basso=bottom;in primo piano=to the front;in secondo piano=to the back;dietro tutto=to the back;
ruota=rotate;ruotare=rotate;gira=rotate;inclina=tilt;gradi=degrees;sottosopra=upside down;
capovolgi=flip;rifletti=mirror;specchia=mirror;orizzontalmente=horizontally;verticalmente=vertically;orizzontale=horizontally;verticale=vertically;piu=more;scuro=dark;chiaro=light;l=the;
piu grande=bigger;piu grandi=bigger;ingrandisci=enlarge;piu piccolo=smaller;piu piccola=smaller;piu piccoli=smaller;rimpicciolisci=shrink;il doppio piu grande=twice as big;grande il doppio=twice as big;un po'=a bit;un po=a bit;molto=much;
duplica=duplicate;copia=duplicate;un altro=another;un'altra=another;
piu scuro=darker;piu scura=darker;piu chiaro=lighter;piu chiara=lighter;piu saturo=more saturated;meno saturo=less saturated;bianco e nero=blackwhite;scala di grigi=grayscale;inverti=invert;pastello=pastel;
contorno=outline;bordo=border;linea=line;linee=lines;piu spesse=thicker;piu spesso=thicker;piu spessa=thicker;piu sottili=thinner;piu sottile=thinner;spesso=thick;sottile=thin;
semitrasparente=half transparent;trasparente=transparent;opacita=opacity;
sfondo=background;colore=color;colori=color;sfumatura=gradient;
ritaglia=crop;ritagliare=crop;solo=only;meta=half;meta sinistra=left half;meta destra=right half;meta superiore=top half;meta inferiore=bottom half;sinistra=left;destra=right;sinistro=left;destro=right;al centro=in the middle;nel mezzo=in the middle;angolo=corner;alto=top;basso=bottom;
immagine=picture;disegno=picture;tutto=everything;testo=text;parole=words;stile=style;file=file;semplifica=simplify;rinomina=rename;chiama=call;
cerchio=circle;quadrato=square;triangolo=triangle;rettangolo=rectangle;esagono=hexagon;ovale=oval;rombo=diamond;freccia=arrow;primo=first;prima=first;secondo=second;seconda=second;terzo=third;terza=third;ultimo=last;ultima=last;parte=part;tetto=roof;per favore=please;tranne=except;eccetto=except;alla=to the;al=to the;allo=to the;ai=to the;della=of the;del=of the;dello=of the;cartone animato=cartoon;fumetto=cartoon;minimalista=minimal;piatto=flat;scambia=swap;tratto=outline;attorno=around;cielo=sky;voglio=want;vorrei=want;lascia=keep;tieni=keep;scurisci=darken;schiarisci=lighten;intorno=around;doppio=twice;raddoppia=double the size;in basso a destra=in the bottom right;in basso a sinistra=in the bottom left;in alto a destra=in the top right;in alto a sinistra=in the top left;mezza=half;poi=then;il=the;gli=the;i=the;rosso=red;notte=night`,
  pt: `do meio=in the middle;do centro=in the middle;faca=make;fazer=make;deixe=make;deixa=make;torne=make;coloque=put;ponha=put;poe=put;pinte=paint;pinta=paint;colore=paint;mude=change;muda=change;troque=replace;troca=replace;substitua=replace;por=with;em vez de=instead of;para=to;
remova=remove;remove=remove;tire=remove;tira=remove;apague=remove;apaga=remove;exclua=remove;sem=without;
adicione=add;adiciona=add;acrescente=add;desenhe=draw;escreva=write;insira=add;
mova=move;mover=move;desloque=move;traga=bring;para a esquerda=left;para a direita=right;para cima=up;para baixo=down;para a frente=to the front;para frente=to the front;para tras=to the back;para o fundo=to the back;em cima=top;embaixo=bottom;
gire=rotate;girar=rotate;rode=rotate;rotacione=rotate;incline=tilt;graus=degrees;de cabeca para baixo=upside down;
vire=flip;espelhe=mirror;inverta horizontalmente=flip horizontally;mais=more;escuro=dark;claro=light;horizontal=horizontally;vertical=vertically;horizontalmente=horizontally;verticalmente=vertically;
maior=bigger;maiores=bigger;aumente=enlarge;menor=smaller;menores=smaller;diminua=shrink;duas vezes maior=twice as big;o dobro do tamanho=twice as big;um pouco=a bit;muito=much;
duplique=duplicate;copie=duplicate;outro=another;outra=another;mais um=another;mais uma=another;
mais escuro=darker;mais escura=darker;mais claro=lighter;mais clara=lighter;mais saturado=more saturated;menos saturado=less saturated;preto e branco=blackwhite;escala de cinza=grayscale;tons de cinza=grayscale;inverta=invert;pastel=pastel;
contorno=outline;borda=border;linha=line;linhas=lines;mais grossas=thicker;mais grossa=thicker;mais grosso=thicker;mais finas=thinner;mais fina=thinner;mais fino=thinner;grosso=thick;fino=thin;
semitransparente=half transparent;meio transparente=half transparent;transparente=transparent;opacidade=opacity;
fundo=background;cor=color;cores=color;gradiente=gradient;
recorte=crop;corte=crop;so=only;apenas=only;metade=half;metade esquerda=left half;metade direita=right half;metade superior=top half;metade inferior=bottom half;esquerda=left;direita=right;esquerdo=left;direito=right;superior=top;inferior=bottom;no centro=in the middle;no meio=in the middle;canto=corner;
imagem=picture;desenho=picture;tudo=everything;texto=text;palavras=words;estilo=style;arquivo=file;simplifique=simplify;renomeie=rename;chame=call;
circulo=circle;quadrado=square;triangulo=triangle;retangulo=rectangle;hexagono=hexagon;losango=diamond;seta=arrow;primeiro=first;primeira=first;segundo=second;segunda=second;terceiro=third;terceira=third;ultimo=last;ultima=last;parte=part;telhado=roof;por favor=please;depois=then;exceto=except;menos=except;vire de cabeca para baixo=upside down;desenho animado=cartoon;minimalista=minimal;traco=outline;inverta as cores=invert;na=in the;nas=in the;no=in the;nos=in the;ceu=sky;quero=want;queria=want;mantenha=keep;escureca=darken;clareie=lighten;ao redor=around;dobro=twice;no canto superior direito=in the top right corner;no canto superior esquerdo=in the top left corner;no canto inferior direito=in the bottom right corner;no canto inferior esquerdo=in the bottom left corner;meia=half;aumentar=enlarge;diminuir=shrink;de=of;do=of the;da=of the;ao=to the;noite=night`,
  ru: `средний=middle;средняя=middle;среднюю=middle;среднее=middle;сделай=make;сделайте=make;сделать=make;пусть=@-;будет=be;покрась=paint;покрасить=paint;перекрась=paint;раскрась=paint;замени=replace;заменить=replace;поменяй=change;измени=change;изменить=change;вместо=instead of;на=to;в=in;
удали=remove;удалить=remove;убери=remove;убрать=remove;сотри=remove;без=without;
добавь=add;добавить=add;нарисуй=draw;напиши=write;вставь=add;помести=put;поставь=put;положи=put;
передвинь=move;передвинуть=move;перемести=move;переместить=move;сдвинь=move;влево=left;вправо=right;вверх=up;вниз=down;выше=up;ниже=down;на передний план=to the front;вперед=to the front;на задний план=to the back;назад=to the back;наверх=top;
поверни=rotate;повернуть=rotate;поворот=rotate;наклони=tilt;градусов=degrees;вверх ногами=upside down;
отрази=mirror;отразить=mirror;отзеркаль=mirror;переверни=flip;по горизонтали=horizontally;по вертикали=vertically;горизонтально=horizontally;вертикально=vertically;
больше=bigger;увеличь=enlarge;меньше=smaller;уменьши=shrink;в два раза больше=twice as big;вдвое больше=twice as big;немного=a bit;чуть=a bit;намного=much;гораздо=much;
дублируй=duplicate;продублируй=duplicate;скопируй=duplicate;еще один=another;еще одну=another;еще одна=another;
темнее=darker;светлее=lighter;ярче=lighter;насыщеннее=more saturated;бледнее=less saturated;черно-белым=blackwhite;черно-белое=blackwhite;черно-белый=blackwhite;оттенки серого=grayscale;инвертируй=invert;пастельные=pastel;
контур=outline;обводку=outline;обводка=outline;рамку=border;линии=lines;линию=line;толще=thicker;тоньше=thinner;толстый=thick;тонкий=thin;
полупрозрачным=half transparent;полупрозрачной=half transparent;полупрозрачный=half transparent;прозрачным=transparent;прозрачный=transparent;прозрачность=transparency;непрозрачность=opacity;
фон=background;фона=background;цвет=color;цвета=color;градиент=gradient;
обрежь=crop;обрезать=crop;кадрируй=crop;только=only;половину=half;половины=half;левую=left;левая=left;левой=left;левый=left;правую=right;правая=right;правой=right;правый=right;верхнюю=top;верхней=top;верхний=top;нижнюю=bottom;нижней=bottom;нижний=bottom;до=to;в центр=in the middle;в середину=in the middle;угол=corner;углу=corner;
картинку=picture;картинка=picture;изображение=picture;рисунок=picture;все=everything;его=it;ее=it;текст=text;слова=words;стиль=style;стиле=style;файл=file;упрости=simplify;переименуй=rename;назови=call;
круг=circle;квадрат=square;треугольник=triangle;прямоугольник=rectangle;шестиугольник=hexagon;овал=oval;ромб=diamond;стрелка=arrow;первый=first;первую=first;второй=second;вторую=second;третий=third;третью=third;последний=last;последнюю=last;часть=part;крыша=roof;крышу=roof;пожалуйста=please;кроме=except;обведи=outline;налево=left;направо=right;переверни вверх ногами=upside down;мультфильма=cartoon;мультяшный=cartoon;мультяшном=cartoon;минималистичный=minimal;плоский=flat;обменяй=swap;больше в два раза=twice as big;в два раза меньше=half the size;меньше в два раза=half the size;полпрозрачным=half transparent;небо=sky;хочу=want;оставь=keep;справа=right;слева=left;вверху=top;внизу=bottom;сверху=top;снизу=bottom;справа вверху=in the top right;слева вверху=in the top left;справа внизу=in the bottom right;слева внизу=in the bottom left;в правый верхний угол=in the top right corner;в левый верхний угол=in the top left corner;затемни=darken;осветли=lighten;вокруг=around;вдвое=twice;посередине=in the middle;черно-белую=blackwhite;крупнее=bigger;мельче=smaller;потом=then;затем=then;и=and;ночь=night`,
  zh: `把=@-;将=@-;请=please;让=make;变成=make;变为=make;改成=to;改为=to;换成=to;变=make;涂成=make;涂=paint;染成=make;替换=replace;成=to;
删除=remove;删掉=remove;去掉=remove;移除=remove;去除=remove;拿掉=remove;不要=no;没有=no;
添加=add;增加=add;加上=add;加入=add;加个=add;加=add;画一个=add;写上=write;放=put;放在=put;
移动=move;移到=move;移=move;左移=move left;右移=move right;上移=move up;下移=move down;到左边=left;到右边=right;左边=left;右边=right;向左=left;向右=right;向上=up;向下=down;往左=left;往右=right;往上=up;往下=down;左上角=in the top left;右上角=in the top right;左下角=in the bottom left;右下角=in the bottom right;中间=in the middle;中央=in the middle;最前面=to the front;前面=to the front;最后面=to the back;置顶=to the front;置底=to the back;
旋转=rotate;转=rotate;顺时针=clockwise;逆时针=counterclockwise;倒过来=upside down;上下颠倒=upside down;
翻转=flip;镜像=mirror;水平=horizontally;垂直=vertically;左右=horizontally;上下=vertically;
变大=bigger;放大=bigger;大一点=a bit bigger;更大=bigger;变小=smaller;缩小=smaller;小一点=a bit smaller;更小=smaller;大两倍=twice as big;两倍大=twice as big;一点=a bit;一些=a bit;很多=much;
复制=duplicate;再来一个=another;再加一个=another;另一个=another;
更暗=darker;变暗=darker;暗=darker;更亮=lighter;变亮=lighter;亮=lighter;更鲜艳=more saturated;鲜艳=more saturated;黑白=blackwhite;灰度=grayscale;反色=invert;反转颜色=invert;柔和=pastel;
轮廓=outline;边框=border;描边=outline;线条=lines;线=lines;更粗=thicker;加粗=thicker;变粗=thicker;更细=thinner;变细=thinner;
半透明=half transparent;透明=transparent;不透明度=opacity;透明度=opacity;
背景=background;颜色=color;渐变=gradient;从=from;
裁剪=crop;裁切=crop;剪裁=crop;只保留=only;只要=only;左半边=left half;右半边=right half;上半部分=top half;下半部分=bottom half;左半=left half;右半=right half;上半=top half;下半=bottom half;
图片=picture;图像=picture;整个=whole;全部=everything;所有=all;它=it;文字=text;文本=text;字=text;风格=style;文件=file;简化=simplify;重命名=rename;
圆形=circle;圆=circle;方块=square;正方形=square;方形=square;三角形=triangle;长方形=rectangle;矩形=rectangle;六边形=hexagon;椭圆=oval;菱形=diamond;箭头=arrow;第一个=first;第二个=second;第三个=third;最后一个=last;部分=part;屋顶=roof;除了=except;以外=@-;两倍=twice;三倍=three times;卡通=cartoon;漫画=cartoon;线稿=lineart;扁平=flat;极简=minimal;互换=swap;交换=swap;变=make;成=to;周围=around;边=border;天空=sky;放到=put;到=to;往=to;换=replace;变大一点=a bit bigger;缩小一半=half the size;放大一倍=twice as big;大一些=a bit bigger;改=change;涂上=paint;居中=center;我想要=want;我要=want;给=@-;加一个=add;画=draw;写=write;顺时针旋转=rotate clockwise;逆时针旋转=rotate counterclockwise;左侧=left;右侧=right;顶部=top;底部=bottom;然后=then;并=and;并且=and;夜晚=night;度=degrees`,
  ja: `して=@-;してください=please;する=@-;にして=@-;変えて=change;変更して=change;変更=change;塗って=paint;置き換えて=replace;替えて=replace;を=@-;に=@-;は=@-;
消して=remove;削除して=remove;削除=remove;取り除いて=remove;なくして=remove;なしで=without;
追加して=add;追加=add;加えて=add;足して=add;描いて=draw;書いて=write;置いて=put;つけて=add;付けて=add;
動かして=move;移動して=move;移動=move;右に=right;左に=left;上に=up;下に=down;右上=in the top right;左上=in the top left;右下=in the bottom right;左下=in the bottom left;真ん中=in the middle;中央=in the middle;最前面=to the front;前面に=to the front;手前に=to the front;背面に=to the back;後ろに=to the back;
回転して=rotate;回転=rotate;回して=rotate;傾けて=tilt;逆さま=upside down;時計回り=clockwise;反時計回り=counterclockwise;
反転して=flip;反転=flip;左右反転=flip horizontally;上下反転=flip vertically;鏡=mirror;水平=horizontally;垂直=vertically;
大きく=bigger;拡大=bigger;小さく=smaller;縮小=smaller;二倍=twice as big;2倍=twice as big;半分に=half;少し=a bit;ちょっと=a bit;もっと=@-;ずっと=much;
複製して=duplicate;複製=duplicate;コピー=duplicate;もう一つ=another;
暗く=darker;明るく=lighter;鮮やか=more saturated;鮮やかに=more saturated;白黒=blackwhite;モノクロ=blackwhite;グレースケール=grayscale;色を反転=invert;パステル=pastel;
輪郭=outline;輪郭線=outline;縁取り=outline;枠=border;線=lines;太く=thicker;細く=thinner;
半透明=half transparent;透明=transparent;不透明度=opacity;
背景=background;色=color;色に=@-;グラデーション=gradient;
切り抜いて=crop;切り抜き=crop;トリミング=crop;だけ=only;左半分=left half;右半分=right half;上半分=top half;下半分=bottom half;
画像=picture;絵=picture;全体=everything;全部=everything;すべて=all;文字=text;テキスト=text;スタイル=style;ファイル=file;
円=circle;丸=circle;四角=square;四角形=square;正方形=square;三角形=triangle;三角=triangle;長方形=rectangle;六角形=hexagon;楕円=oval;ひし形=diamond;矢印=arrow;最初の=first;二番目の=second;三番目の=third;最後の=last;部分=part;屋根=roof;以外=except;なし=without;漫画風=cartoon style;アニメ風=cartoon style;線画=lineart;フラット=flat;ミニマル=minimal;入れ替えて=swap;囲んで=outline;周りに=around;空=sky;濃く=darker;薄く=lighter;大きくして=bigger;小さくして=smaller;緑色に=green;紫に=purple;紫色に=purple;オレンジに=orange;ピンクに=pink;茶色に=brown;灰色に=gray;右へ=right;左へ=left;上へ=up;下へ=down;中央に=in the middle;外して=remove;取って=remove;周り=around;半分の大きさ=half the size;青く=blue;赤く=red;黄色く=yellow;緑に=green;黒く=black;白く=white;緑色=green;緑=green;白=white;黒=black;夜=night;そして=then`,
  ar: `اجعل=make;اجعلي=make;لون=color;اللون=color;غير=change;غيّر=change;استبدل=replace;بدل=replace;إلى=to;الى=to;بدلا من=instead of;
احذف=remove;أزل=remove;ازل=remove;امسح=remove;بدون=without;
أضف=add;اضف=add;ارسم=draw;اكتب=write;ضع=put;
انقل=move;حرك=move;إلى اليسار=left;إلى اليمين=right;الى اليسار=left;الى اليمين=right;لليسار=left;لليمين=right;إلى الأعلى=up;إلى الأسفل=down;للأعلى=up;للأسفل=down;يسار=left;يمين=right;أعلى=top;أسفل=bottom;إلى الأمام=to the front;إلى الخلف=to the back;في الوسط=in the middle;
أدر=rotate;ادر=rotate;دور=rotate;درجة=degrees;رأسا على عقب=upside down;
اقلب=flip;اعكس=mirror;أفقيا=horizontally;عموديا=vertically;
أكبر=bigger;كبر=enlarge;أصغر=smaller;صغر=shrink;ضعف الحجم=twice as big;قليلا=a bit;كثيرا=much;
كرر=duplicate;انسخ=duplicate;آخر=another;
أغمق=darker;أفتح=lighter;أبيض وأسود=blackwhite;
إطار=outline;حدود=outline;خط=line;خطوط=lines;أسمك=thicker;أرفع=thinner;
نصف شفاف=half transparent;شفاف=transparent;شفافة=transparent;شفافية=transparency;
خلفية=background;الخلفية=background;
قص=crop;اقتطع=crop;فقط=only;نصف=half;النصف الأيسر=left half;النصف الأيمن=right half;
صورة=picture;الصورة=picture;كل شيء=everything;نص=text;النص=text;كلمات=words;ملف=file;
دائرة=circle;الدائرة=circle;مربع=square;مثلث=triangle;مستطيل=rectangle;سداسي=hexagon;الأول=first;الثاني=second;الثالث=third;جزء=part;الجزء=part;سقف=roof;ما عدا=except;إطارا=outline;كرتون=cartoon;بدّل=swap;حول=around;سماء=sky;السماء=sky;أريد=want;اترك=keep;كلبا=dog;قطا=cat;قمرا=moon;شجرة=tree;وردة=rose;ضع=put;في الأعلى=top;في الأسفل=bottom;في أعلى اليمين=in the top right;في أعلى اليسار=in the top left;دوّر=rotate;وسع=enlarge;من فضلك=please;ثم=then;نجمة=star`,
}

/** Russian adjectives of colour by their stems; they take the endings of every case. */
export const russianColours: Readonly<Record<string, string>> = {
  красн: 'red',
  син: 'blue',
  голуб: 'light blue',
  зелен: 'green',
  желт: 'yellow',
  черн: 'black',
  бел: 'white',
  оранжев: 'orange',
  розов: 'pink',
  фиолетов: 'purple',
  коричнев: 'brown',
  сер: 'gray',
  золот: 'gold',
}
export const russianEndings =
  'ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ых их ыми ими'.split(' ')
