import { combine, type Text } from './text'

export const menuTexts: readonly Text[] = [
  ['Start new game', 'Neues Spiel starten', 'Nouvelle partie', '新しいゲーム'],
  ['Continue', 'Fortsetzen', 'Continuer', 'つづける'],
  ['Load game', 'Spiel laden', 'Charger une partie', 'ゲームをロード'],
  ['Save game', 'Spiel speichern', 'Sauvegarder', 'ゲームを保存'],
  ['Options', 'Optionen', 'Options', 'オプション'],
  ['Credits', 'Mitwirkende', 'Crédits', 'クレジット'],
  ['Quit to desktop', 'Zum Desktop beenden', 'Quitter vers le bureau', 'デスクトップに戻る'],
  ['Sound', 'Ton', 'Son', 'サウンド'],
  ['Music volume', 'Musiklautstärke', 'Volume de la musique', '音楽の音量'],
  ['Effects volume', 'Effektlautstärke', 'Volume des effets', '効果音の音量'],
  ['Voice volume', 'Stimmenlautstärke', 'Volume des voix', '音声の音量'],
  ['Graphics', 'Grafik', 'Graphismes', 'グラフィック'],
  ['Resolution', 'Auflösung', 'Résolution', '解像度'],
  ['Full screen', 'Vollbild', 'Plein écran', 'フルスクリーン'],
  ['Brightness', 'Helligkeit', 'Luminosité', '明るさ'],
  ['Controls', 'Steuerung', 'Commandes', '操作設定'],
  ['Invert vertical axis', 'Vertikale Achse umkehren', "Inverser l'axe vertical", '上下反転'],
  ['Vibration', 'Vibration', 'Vibrations', '振動'],
  ['Language', 'Sprache', 'Langue', '言語'],
  ['Subtitles', 'Untertitel', 'Sous-titres', '字幕'],
  ['Text size', 'Textgröße', 'Taille du texte', '文字サイズ'],
  ['High contrast', 'Hoher Kontrast', 'Contraste élevé', 'ハイコントラスト'],
  ['Apply changes', 'Änderungen übernehmen', 'Appliquer', '変更を適用'],
  ['Discard changes?', 'Änderungen verwerfen?', 'Annuler les modifications ?', '変更を破棄しますか？'],
  ['Yes', 'Ja', 'Oui', 'はい'],
  ['No', 'Nein', 'Non', 'いいえ'],
  ['Back', 'Zurück', 'Retour', '戻る'],
  ['Empty slot', 'Freier Speicherplatz', 'Emplacement vide', '空きスロット'],
  [
    'Saving. Do not switch off.',
    'Speichert. Nicht ausschalten.',
    'Sauvegarde en cours. Ne pas éteindre.',
    '保存中です。電源を切らないでください。',
  ],
  ['Game saved', 'Spiel gespeichert', 'Partie sauvegardée', '保存しました'],
  [
    'The save file is damaged.',
    'Der Spielstand ist beschädigt.',
    'La sauvegarde est endommagée.',
    'セーブデータが壊れています。',
  ],
  ['Press any button', 'Beliebige Taste drücken', 'Appuyez sur une touche', 'ボタンを押してください'],
  ['Easy', 'Leicht', 'Facile', 'かんたん'],
  ['Normal', 'Normal', 'Normal', 'ふつう'],
  ['Stormy', 'Stürmisch', 'Tempête', 'あらし'],
  ['Choose a difficulty', 'Schwierigkeit wählen', 'Choisir une difficulté', '難易度を選んでください'],
  [
    'Name your boat',
    'Gib deinem Boot einen Namen',
    'Donnez un nom à votre bateau',
    '船に名前をつけてください',
  ],
  ['Harbour log', 'Hafenbuch', 'Journal du port', '港の日誌'],
  ['Sea chart', 'Seekarte', 'Carte marine', '海図'],
  ['Crew', 'Mannschaft', 'Équipage', '乗組員'],
]

const itemPhrases: readonly Text[] = [
  ['Pick up: {x}', 'Aufheben: {x}', 'Ramasser : {x}', '拾う：{x}'],
  ['Drop: {x}', 'Ablegen: {x}', 'Poser : {x}', '置く：{x}'],
  ['Sell: {x}', 'Verkaufen: {x}', 'Vendre : {x}', '売る：{x}'],
  ['Repair: {x}', 'Reparieren: {x}', 'Réparer : {x}', '修理する：{x}'],
  ['You found: {x}', 'Gefunden: {x}', 'Vous avez trouvé : {x}', '手に入れた：{x}'],
  ['{x} (worn)', '{x} (abgenutzt)', '{x} (usé)', '{x}（使い古し）'],
]

const items: readonly Text[] = [
  ['Paper lantern', 'Papierlaterne', 'Lanterne de papier', '紙の灯り'],
  ['Rope', 'Seil', 'Corde', 'ロープ'],
  ['Brass compass', 'Messingkompass', 'Boussole en laiton', '真鍮のコンパス'],
  ['Ink bottle', 'Tintenfass', "Flacon d'encre", 'インクびん'],
  ['Folding oar', 'Klappruder', 'Rame pliante', '折りたたみオール'],
  ['Waxed sail', 'Gewachstes Segel', 'Voile cirée', 'ろう引きの帆'],
  ['Tin whistle', 'Blechflöte', 'Flûte en fer', 'ブリキの笛'],
  ['Bread', 'Brot', 'Pain', 'パン'],
  ['Message bottle', 'Flaschenpost', 'Bouteille à la mer', '手紙入りのびん'],
  ['Fishing net', 'Fischernetz', 'Filet de pêche', '漁の網'],
  ['Iron key', 'Eisenschlüssel', 'Clé de fer', '鉄のかぎ'],
  ['Old sea chart', 'Alte Seekarte', 'Vieille carte marine', '古い海図'],
]

export const inventoryTexts: readonly Text[] = combine(itemPhrases, items)

export const dialogueTexts: readonly Text[] = [
  [
    'You are late. The tide waits for nobody.',
    'Du kommst spät. Die Flut wartet auf niemanden.',
    "Vous êtes en retard. La marée n'attend personne.",
    '遅いぞ。潮は誰も待ってくれない。',
  ],
  [
    'Is that a boat, or did you fold it yourself?',
    'Ist das ein Boot, oder hast du es selbst gefaltet?',
    "C'est un bateau, ou l'avez-vous plié vous-même ?",
    'それは船か？それとも自分で折ったのか？',
  ],
  [
    'Put it on pier three, next to the blue one.',
    'Leg es an Pier drei, neben das blaue.',
    'Mettez-le au quai trois, à côté du bleu.',
    '三番桟橋の、青い船のとなりに置いてくれ。',
  ],
  [
    'I have not seen a lantern like this for years.',
    'So eine Laterne habe ich seit Jahren nicht gesehen.',
    "Je n'ai pas vu de lanterne pareille depuis des années.",
    'こんな灯りは何年も見ていない。',
  ],
  [
    'Keep it dry, whatever happens.',
    'Halte sie trocken, was auch geschieht.',
    "Gardez-la au sec, quoi qu'il arrive.",
    '何があってもぬらすなよ。',
  ],
  [
    'The lighthouse has been dark since Monday.',
    'Der Leuchtturm ist seit Montag dunkel.',
    'Le phare est éteint depuis lundi.',
    '灯台は月曜から消えたままだ。',
  ],
  [
    'Somebody should have a look at it.',
    'Jemand sollte danach sehen.',
    'Quelqu’un devrait aller voir.',
    '誰かが見に行かないとな。',
  ],
  [
    'Me? I am far too busy counting gulls.',
    'Ich? Ich muss Möwen zählen.',
    'Moi ? Je suis trop occupé à compter les mouettes.',
    'わしか？カモメを数えるので手いっぱいだ。',
  ],
  [
    'Take this key. Mind the third step.',
    'Nimm diesen Schlüssel. Vorsicht bei der dritten Stufe.',
    'Prenez cette clé. Attention à la troisième marche.',
    'このかぎを持っていけ。三段目に気をつけろ。',
  ],
  [
    'And bring back my umbrella.',
    'Und bring meinen Schirm zurück.',
    'Et rapportez-moi mon parapluie.',
    'それから、わしの傘も持って帰ってくれ。',
  ],
  [
    'Well done! Now I can read at night again.',
    'Gut gemacht! Jetzt kann ich nachts wieder lesen.',
    'Bien joué ! Je peux de nouveau lire la nuit.',
    'よくやった！これで夜も本が読める。',
  ],
  [
    'Come back when the wind turns.',
    'Komm wieder, wenn der Wind dreht.',
    'Revenez quand le vent tournera.',
    '風が変わったらまた来い。',
  ],
]

const eventPhrases: readonly Text[] = [
  ['Sail to: {x}', 'Segle zu: {x}', 'Naviguez vers : {x}', '行き先：{x}'],
  ['You reached: {x}', 'Erreicht: {x}', 'Vous avez atteint : {x}', '到着：{x}'],
  ['Fog near: {x}', 'Nebel bei: {x}', 'Brume près de : {x}', '霧：{x}の近く'],
  ['Storm warning: {x}', 'Sturmwarnung: {x}', 'Avis de tempête : {x}', '暴風警報：{x}'],
  ['New job at: {x}', 'Neuer Auftrag: {x}', 'Nouvelle mission : {x}', '新しい仕事：{x}'],
  ['Deliver a letter to: {x}', 'Brief überbringen: {x}', 'Livrer une lettre : {x}', '手紙を届ける：{x}'],
  ['Trade with: {x}', 'Handel mit: {x}', 'Commerce avec : {x}', '取引：{x}'],
  ['Rest at: {x}', 'Rast bei: {x}', 'Repos à : {x}', '休む：{x}'],
  ['Discovered: {x}', 'Entdeckt: {x}', 'Découverte : {x}', '発見：{x}'],
  ['Lighthouse lit: {x}', 'Leuchtturm brennt: {x}', 'Phare allumé : {x}', '灯台がともった：{x}'],
  ['Race around: {x}', 'Rennen um: {x}', 'Course autour de : {x}', 'レース：{x}一周'],
  ['High tide at: {x}', 'Flut bei: {x}', 'Marée haute : {x}', '満潮：{x}'],
  ['Harbour closed: {x}', 'Hafen geschlossen: {x}', 'Port fermé : {x}', '閉港：{x}'],
  ['Map piece: {x}', 'Kartenstück: {x}', 'Fragment de carte : {x}', '地図のかけら：{x}'],
  ['Song of: {x}', 'Lied von: {x}', 'Chant de : {x}', '{x}の歌'],
  ['Farewell, {x}!', 'Leb wohl, {x}!', 'Adieu, {x} !', 'さらば、{x}！'],
]

const placeWords: readonly Text[] = [
  ['Gull', 'Möwen', 'Mouettes', 'カモメ'],
  ['Amber', 'Bernstein', 'Ambre', 'こはく'],
  ['Willow', 'Weiden', 'Saules', '柳'],
  ['Copper', 'Kupfer', 'Cuivre', '銅'],
  ['Thimble', 'Fingerhut', 'Dé', '指ぬき'],
  ['Heron', 'Reiher', 'Héron', 'サギ'],
  ['Salt', 'Salz', 'Sel', '塩'],
  ['Candle', 'Kerzen', 'Bougie', 'ろうそく'],
]
const placeKinds: readonly Text[] = [
  ['{x} Bay', '{x}-Bucht', 'Baie {x}', '{x}湾'],
  ['{x} Rock', '{x}-Fels', 'Rocher {x}', '{x}岩'],
  ['{x} Island', '{x}-Insel', 'Île {x}', '{x}島'],
  ['{x} Pier', '{x}-Pier', 'Quai {x}', '{x}桟橋'],
  ['{x} Strait', '{x}-Sund', 'Détroit {x}', '{x}海峡'],
]

/** 8 × 5 places × 16 events, so that the string table is as long as a real one. */
export const stringTableTexts: readonly Text[] = combine(eventPhrases, combine(placeKinds, placeWords))
