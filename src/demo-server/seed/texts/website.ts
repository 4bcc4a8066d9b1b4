import { combine, type Text } from './text'

export const homeTexts: readonly Text[] = [
  [
    'Gardens that look after themselves',
    'Gärten, die für sich selbst sorgen',
    "Des jardins qui s'entretiennent seuls",
    '手のかからない庭づくり',
  ],
  [
    'We plan, plant and care. You sit down.',
    'Wir planen, pflanzen und pflegen. Sie setzen sich.',
    'Nous concevons, plantons, entretenons. Asseyez-vous.',
    '設計も植栽も手入れもおまかせください。',
  ],
  ['Ask for an offer', 'Angebot anfordern', 'Demander un devis', '見積もりを依頼する'],
  ['See our work', 'Unsere Arbeiten', 'Voir nos réalisations', '施工例を見る'],
  [
    'Open Monday to Friday, 8 to 17',
    'Montag bis Freitag, 8 bis 17 Uhr',
    'Du lundi au vendredi, de 8 h à 17 h',
    '月曜から金曜、8時から17時',
  ],
  [
    'Autumn planting: 20% off all bulbs',
    'Herbstpflanzung: 20 % auf alle Zwiebeln',
    "Plantation d'automne : 20 % sur les bulbes",
    '秋の植え付け：球根すべて20%引き',
  ],
  ['What our customers say', 'Das sagen unsere Kunden', 'Ce que disent nos clients', 'お客様の声'],
  ['Newsletter', 'Rundbrief', "Lettre d'information", 'ニュースレター'],
  ['Your e-mail address', 'Ihre E-Mail-Adresse', 'Votre adresse e-mail', 'メールアドレス'],
  ['Subscribe', 'Abonnieren', "S'abonner", '登録する'],
  [
    'Thank you. Please check your inbox.',
    'Danke. Bitte sehen Sie in Ihr Postfach.',
    'Merci. Consultez votre boîte de réception.',
    'ありがとうございます。メールをご確認ください。',
  ],
  ['Back to top', 'Nach oben', 'Haut de page', 'ページの先頭へ'],
]

const shopPhrases: readonly Text[] = [
  ['{x}: now in our shop', '{x}: jetzt im Laden', '{x} : en boutique', '{x}：店頭に並びました'],
  ['How to choose: {x}', 'So wählen Sie: {x}', 'Bien choisir : {x}', '{x}の選び方'],
  [
    '{x}: questions and answers',
    '{x}: Fragen und Antworten',
    '{x} : questions et réponses',
    '{x}のよくある質問',
  ],
  ['Add to basket: {x}', 'In den Korb: {x}', 'Ajouter au panier : {x}', 'かごに入れる：{x}'],
  [
    '{x}: sold out until spring',
    '{x}: ausverkauft bis zum Frühjahr',
    '{x} : épuisé jusqu’au printemps',
    '{x}：春まで品切れ',
  ],
]
const products: readonly Text[] = [
  ['Pruning shears', 'Gartenschere', 'Sécateur', '剪定ばさみ'],
  ['Watering can', 'Gießkanne', 'Arrosoir', 'じょうろ'],
  ['Rain barrel', 'Regentonne', "Récupérateur d'eau", '雨水タンク'],
  ['Seed box', 'Saatkiste', 'Boîte à semences', '種の箱'],
  ['Leaf rake', 'Laubrechen', 'Râteau à feuilles', '落ち葉用くま手'],
  ['Garden gloves', 'Gartenhandschuhe', 'Gants de jardin', '園芸手袋'],
  ['Plant labels', 'Pflanzschilder', 'Étiquettes', '植物ラベル'],
  ['Compost bin', 'Komposter', 'Composteur', 'コンポスト容器'],
]
export const shopTexts: readonly Text[] = combine(shopPhrases, products)

export const blogTexts: readonly Text[] = [
  [
    'Our new greenhouse opens in February',
    'Unser neues Gewächshaus öffnet im Februar',
    'Notre nouvelle serre ouvre en février',
    '新しい温室が2月に開きます',
  ],
  [
    'It took three years and 412 panes of glass.',
    'Es hat drei Jahre und 412 Scheiben gebraucht.',
    'Il a fallu trois ans et 412 vitres.',
    '3年の歳月と412枚のガラスを要しました。',
  ],
  [
    'Come and see the lemon trees.',
    'Besuchen Sie die Zitronenbäume.',
    'Venez voir les citronniers.',
    'レモンの木を見に来てください。',
  ],
  [
    'Guided tours on Saturdays at ten',
    'Führungen samstags um zehn',
    'Visites guidées le samedi à dix heures',
    '土曜10時からガイドツアー',
  ],
  ['Coffee is on us.', 'Der Kaffee geht auf uns.', 'Le café est offert.', 'コーヒーをご用意しています。'],
  ['How to get here', 'So finden Sie uns', 'Comment venir', 'アクセス'],
  [
    'Bus 12, stop Old Mill',
    'Bus 12, Haltestelle Alte Mühle',
    'Bus 12, arrêt Vieux Moulin',
    '12番バス、旧水車前下車',
  ],
  [
    'Bring boots, it may be muddy.',
    'Bringen Sie Stiefel mit, es kann matschig sein.',
    'Prenez des bottes, il peut y avoir de la boue.',
    'ぬかるむので長靴をお持ちください。',
  ],
]
