import { combine, type Text } from './text'

const carePhrases: readonly Text[] = [
  [
    'Unplug the appliance before you touch the {x}.',
    'Ziehen Sie den Netzstecker, bevor Sie dieses Teil berühren: {x}.',
    "Débranchez l'appareil avant de toucher : {x}.",
    '{x}に触れる前に電源プラグを抜いてください。',
  ],
  [
    'Clean the {x} with a soft, damp cloth.',
    'Mit einem weichen, feuchten Tuch reinigen: {x}.',
    'Nettoyez avec un chiffon doux et humide : {x}.',
    '{x}は柔らかい湿った布で拭いてください。',
  ],
  [
    'Check the {x} for damage once a month.',
    'Einmal im Monat auf Schäden prüfen: {x}.',
    'Vérifiez une fois par mois : {x}.',
    '月に一度、{x}に傷みがないか確認してください。',
  ],
  [
    'Do not put the {x} into the dishwasher.',
    'Nicht in den Geschirrspüler geben: {x}.',
    'Ne pas mettre au lave-vaisselle : {x}.',
    '{x}を食器洗い機に入れないでください。',
  ],
  [
    'Order number for the {x}: see the back page.',
    'Bestellnummer auf der Rückseite: {x}.',
    'Référence au dos : {x}.',
    '{x}の注文番号は裏面をご覧ください。',
  ],
]

const kettleParts: readonly Text[] = [
  ['lid', 'Deckel', 'couvercle', 'ふた'],
  ['spout', 'Ausguss', 'bec verseur', '注ぎ口'],
  ['handle', 'Griff', 'poignée', '取っ手'],
  ['lime filter', 'Kalkfilter', 'filtre anticalcaire', 'カルキ除去フィルター'],
  ['base', 'Sockel', 'socle', '電源台'],
  ['water gauge', 'Wasserstandsanzeige', "indicateur de niveau d'eau", '水位計'],
  ['power cord', 'Netzkabel', "cordon d'alimentation", '電源コード'],
  ['lid button', 'Deckeltaste', "bouton d'ouverture", 'ふた開閉ボタン'],
]

const toasterParts: readonly Text[] = [
  ['crumb tray', 'Krümelschublade', 'tiroir ramasse-miettes', 'パンくずトレイ'],
  ['bread lever', 'Brothebel', 'levier', 'レバー'],
  ['browning dial', 'Bräunungsregler', 'bouton de réglage', '焼き色つまみ'],
  ['bun rack', 'Brötchenaufsatz', 'support à viennoiseries', 'パン温め台'],
  ['heating wires', 'Heizdrähte', 'résistances', '電熱線'],
  ['stop button', 'Stopptaste', "bouton d'arrêt", '停止ボタン'],
]

export const kettleManualTexts: readonly Text[] = combine(carePhrases, kettleParts)
export const toasterManualTexts: readonly Text[] = combine(carePhrases, toasterParts)

export const quickStartTexts: readonly Text[] = [
  ['Quick start', 'Kurzanleitung', 'Démarrage rapide', 'クイックスタート'],
  [
    '1. Remove all packing material.',
    '1. Entfernen Sie das Verpackungsmaterial.',
    "1. Retirez tous les éléments d'emballage.",
    '1. 梱包材をすべて取り外します。',
  ],
  [
    '2. Rinse the inside twice with cold water.',
    '2. Spülen Sie das Innere zweimal mit kaltem Wasser.',
    "2. Rincez l'intérieur deux fois à l'eau froide.",
    '2. 内側を冷水で2回すすぎます。',
  ],
  [
    '3. Fill in water up to the upper mark.',
    '3. Füllen Sie Wasser bis zur oberen Marke ein.',
    "3. Remplissez d'eau jusqu'au repère supérieur.",
    '3. 上の目盛りまで水を入れます。',
  ],
  [
    '4. Close the lid until it clicks.',
    '4. Schließen Sie den Deckel, bis er einrastet.',
    "4. Fermez le couvercle jusqu'au déclic.",
    '4. カチッと音がするまでふたを閉めます。',
  ],
  [
    '5. Press the switch. The light comes on.',
    '5. Drücken Sie den Schalter. Die Lampe leuchtet.',
    "5. Appuyez sur l'interrupteur. Le voyant s'allume.",
    '5. スイッチを押します。ランプが点灯します。',
  ],
  [
    '6. Pour the first filling away.',
    '6. Gießen Sie die erste Füllung weg.',
    '6. Jetez la première eau.',
    '6. 最初のお湯は捨ててください。',
  ],
  [
    'Your kettle is ready.',
    'Ihr Wasserkocher ist bereit.',
    'Votre bouilloire est prête.',
    'ケトルの準備ができました。',
  ],
]

const safetyPhrases: readonly Text[] = [
  [
    'Keep {x} away from the appliance.',
    'Vom Gerät fernhalten: {x}.',
    "Tenez à l'écart de l'appareil : {x}.",
    '{x}を本体に近づけないでください。',
  ],
  [
    'Never use the appliance near {x}.',
    'Nie in der Nähe benutzen von: {x}.',
    "N'utilisez jamais l'appareil près de : {x}.",
    '{x}の近くで使用しないでください。',
  ],
]
const hazards: readonly Text[] = [
  ['open water', 'offenes Wasser', 'eau libre', '水場'],
  ['curtains', 'Vorhänge', 'rideaux', 'カーテン'],
  ['small children', 'kleine Kinder', 'jeunes enfants', '小さなお子様'],
  ['pets', 'Haustiere', 'animaux', 'ペット'],
  ['gas burners', 'Gasflammen', 'brûleurs à gaz', 'ガスこんろ'],
  ['paper', 'Papier', 'papier', '紙'],
  ['solvents', 'Lösungsmittel', 'solvants', '溶剤'],
  ['direct sun', 'direkte Sonne', 'plein soleil', '直射日光'],
]
export const safetyTexts: readonly Text[] = combine(safetyPhrases, hazards)
