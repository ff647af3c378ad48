/**
 * Capitals and large cities: longitude and latitude in degrees, east and north, to a tenth, by the name of
 * their country. The first of a country is its capital.
 */
export const cityLines: Readonly<Record<string, string>> = {
  argentina: 'buenos aires -58.4 -34.6, cordoba -64.2 -31.4',
  australia:
    'canberra 149.1 -35.3, sydney 151.2 -33.9, melbourne 145 -37.8, perth 115.9 -32, brisbane 153 -27.5',
  austria: 'vienna 16.4 48.2, salzburg 13 47.8, innsbruck 11.4 47.3',
  belgium: 'brussels 4.4 50.8, antwerp 4.4 51.2, ghent 3.7 51.1',
  brazil:
    'brasilia -47.9 -15.8, sao paulo -46.6 -23.5, rio de janeiro -43.2 -22.9, rio -43.2 -22.9, manaus -60 -3.1',
  canada:
    'ottawa -75.7 45.4, toronto -79.4 43.7, montreal -73.6 45.5, vancouver -123.1 49.3, calgary -114.1 51',
  chile: 'santiago -70.7 -33.5',
  china:
    'beijing 116.4 39.9, shanghai 121.5 31.2, guangzhou 113.3 23.1, chengdu 104.1 30.7, wuhan 114.3 30.6',
  colombia: 'bogota -74.1 4.7, medellin -75.6 6.2',
  croatia: 'zagreb 16 45.8, split 16.4 43.5',
  czechia: 'prague 14.4 50.1, brno 16.6 49.2',
  denmark: 'copenhagen 12.6 55.7, aarhus 10.2 56.2',
  egypt: 'cairo 31.2 30, alexandria 29.9 31.2, luxor 32.6 25.7',
  finland: 'helsinki 24.9 60.2, tampere 23.8 61.5',
  france:
    'paris 2.4 48.9, lyon 4.8 45.8, marseille 5.4 43.3, bordeaux -0.6 44.8, nice 7.3 43.7, toulouse 1.4 43.6, strasbourg 7.8 48.6, lille 3.1 50.6',
  germany:
    'berlin 13.4 52.5, hamburg 10 53.6, munich 11.6 48.1, cologne 7 50.9, frankfurt 8.7 50.1, stuttgart 9.2 48.8, dresden 13.7 51.1, leipzig 12.4 51.3',
  greece: 'athens 23.7 38, thessaloniki 22.9 40.6',
  hungary: 'budapest 19 47.5',
  iceland: 'reykjavik -21.9 64.1',
  india:
    'new delhi 77.2 28.6, delhi 77.2 28.6, mumbai 72.9 19.1, kolkata 88.4 22.6, chennai 80.3 13.1, bangalore 77.6 13',
  indonesia: 'jakarta 106.8 -6.2',
  iran: 'tehran 51.4 35.7',
  ireland: 'dublin -6.3 53.3, cork -8.5 51.9, galway -9.1 53.3',
  italy:
    'rome 12.5 41.9, milan 9.2 45.5, venice 12.3 45.4, florence 11.3 43.8, naples 14.3 40.9, turin 7.7 45.1, palermo 13.4 38.1',
  japan: 'tokyo 139.7 35.7, osaka 135.5 34.7, kyoto 135.8 35, sapporo 141.4 43.1, hiroshima 132.5 34.4',
  kenya: 'nairobi 36.8 -1.3, mombasa 39.7 -4.1',
  mexico: 'mexico city -99.1 19.4, guadalajara -103.3 20.7, monterrey -100.3 25.7, cancun -86.9 21.2',
  morocco: 'rabat -6.8 34, casablanca -7.6 33.6, marrakesh -8 31.6',
  netherlands: 'amsterdam 4.9 52.4, rotterdam 4.5 51.9, utrecht 5.1 52.1',
  'new zealand': 'wellington 174.8 -41.3, auckland 174.8 -36.8',
  nigeria: 'abuja 7.5 9.1, lagos 3.4 6.5',
  norway: 'oslo 10.8 59.9, bergen 5.3 60.4',
  peru: 'lima -77 -12, cusco -72 -13.5',
  poland: 'warsaw 21 52.2, krakow 19.9 50.1, gdansk 18.6 54.4, wroclaw 17 51.1',
  portugal: 'lisbon -9.1 38.7, porto -8.6 41.1',
  romania: 'bucharest 26.1 44.4',
  russia: 'moscow 37.6 55.8, saint petersburg 30.3 59.9, vladivostok 131.9 43.1',
  'south africa': 'pretoria 28.2 -25.7, cape town 18.4 -33.9, johannesburg 28 -26.2',
  'south korea': 'seoul 127 37.6, busan 129.1 35.2',
  spain: 'madrid -3.7 40.4, barcelona 2.2 41.4, seville -6 37.4, valencia -0.4 39.5, bilbao -2.9 43.3',
  sweden: 'stockholm 18.1 59.3, gothenburg 12 57.7, malmo 13 55.6',
  switzerland: 'bern 7.4 46.9, zurich 8.5 47.4, geneva 6.1 46.2, basel 7.6 47.6',
  thailand: 'bangkok 100.5 13.8',
  turkey: 'ankara 32.9 39.9, istanbul 29 41',
  ukraine: 'kyiv 30.5 50.5, kiev 30.5 50.5, lviv 24 49.8, odesa 30.7 46.5',
  'united kingdom':
    'london -0.1 51.5, manchester -2.2 53.5, edinburgh -3.2 55.9, cardiff -3.2 51.5, belfast -5.9 54.6, liverpool -3 53.4',
  'united states':
    'washington -77 38.9, new york -74 40.7, los angeles -118.2 34.1, chicago -87.6 41.9, san francisco -122.4 37.8, seattle -122.3 47.6, miami -80.2 25.8, denver -105 39.7, boston -71.1 42.4, houston -95.4 29.8',
  vietnam: 'hanoi 105.8 21, ho chi minh city 106.7 10.8',
}
