import { combine, type Text } from './text'

const listPhrases: readonly Text[] = [
  ['New {x}', 'Neu: {x}', 'Nouveau : {x}', '新規：{x}'],
  ['Delete {x}?', '{x} löschen?', 'Supprimer : {x} ?', '{x}を削除しますか？'],
  ['{x} saved', '{x} gespeichert', '{x} : enregistré', '{x}を保存しました'],
  ['Share {x}', '{x} teilen', 'Partager : {x}', '{x}を共有'],
  ['Search {x}', '{x} suchen', 'Rechercher : {x}', '{x}を検索'],
]
const things: readonly Text[] = [
  ['list', 'Liste', 'liste', 'リスト'],
  ['note', 'Notiz', 'note', 'メモ'],
  ['reminder', 'Erinnerung', 'rappel', 'リマインダー'],
  ['tag', 'Schlagwort', 'étiquette', 'タグ'],
  ['photo', 'Foto', 'photo', '写真'],
  ['contact', 'Kontakt', 'contact', '連絡先'],
  ['template', 'Vorlage', 'modèle', 'テンプレート'],
  ['archive', 'Archiv', 'archive', 'アーカイブ'],
]
export const appTexts: readonly Text[] = combine(listPhrases, things)

export const onboardingTexts: readonly Text[] = [
  ['Welcome to your lists', 'Willkommen bei deinen Listen', 'Bienvenue dans vos listes', 'リストへようこそ'],
  [
    'Swipe left to finish a task.',
    'Nach links wischen, um abzuhaken.',
    'Balayez à gauche pour terminer.',
    '左にスワイプで完了。',
  ],
  ['Hold to move it.', 'Halten zum Verschieben.', 'Maintenez pour déplacer.', '長押しで移動。'],
  ['Allow reminders?', 'Erinnerungen erlauben?', 'Autoriser les rappels ?', 'リマインダーを許可しますか？'],
  ['Not now', 'Nicht jetzt', 'Plus tard', '今はしない'],
  ['Allow', 'Erlauben', 'Autoriser', '許可'],
  ['You are all set.', 'Alles bereit.', 'Tout est prêt.', '準備完了です。'],
  ['Get started', "Los geht's", 'Commencer', 'はじめる'],
]
