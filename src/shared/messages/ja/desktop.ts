import type { Translated } from '../en'
import type { enDesktop } from '../en-desktop'

export const jaDesktop: Translated<typeof enDesktop> = {
  // Notices. Filled by main without plurals: no word may depend on a number.
  'notice.ended.title': '削除が終了しました',
  'notice.stopped.title': '削除を停止しました',
  'notice.all': '削除と確認が済んだファイル: {total}件中{done}件。',
  'notice.part': '削除と確認が済んだファイル: {total}件中{done}件。残りの結果を確認してください。',
  'notice.interrupted.title': '削除が回答を待っています',
  'notice.interrupted':
    '削除と確認が済んだファイル: {total}件中{done}件。中断されました。続行または停止してください。',
  'notice.vanished.title': '削除を求めていないファイルが消えました',
  'notice.vanished': '消えたファイル: {count}件。Refshelfは削除を停止しました。確認してください。',
  'notice.restored.title': '復元が終了しました',
  'notice.restored.all': '復元と確認が済んだファイル: {total}件中{done}件。',
  'notice.restored.part': '復元と確認が済んだファイル: {total}件中{done}件。残りの結果を確認してください。',
  'offline.label': 'ネットワーク',
  'offline.network': 'オフライン: このコンピューターはネットワークに接続されていません。',
  'offline.server': 'オフライン: {host}に接続できません。',
  'offline.works':
    '読み込み済みの一覧、保存済みのプレビュー、ごみ箱、アクティビティ、設定は引き続き使えます。再取得、削除、復元にはサーバーが必要です。接続が戻るとこの表示は消えます。',
  'offline.short': 'オフライン',

  'shortcuts.group.window': 'どこでも',
  'shortcuts.group.list': '一覧で',
  'shortcuts.group.groups': '一覧のグループ',
  'shortcuts.group.columns': '列見出しで',
  'shortcuts.openPlace': '場所を開く',
  'shortcuts.zoomIn': '全体を大きく表示する',
  'shortcuts.zoomOut': '全体を小さく表示する',
  'shortcuts.zoomReset': '全体を通常の大きさで表示する',
  'shortcuts.menu': 'フォーカスのある項目のメニューを開く',
  'shortcuts.moveOnly': '選択せずに移動する',
  'key.Ctrl': 'Ctrl',
  'key.Alt': 'Alt',
  'key.Shift': 'Shift',
  'key.Escape': 'Esc',
  'key.Space': 'スペース',
  'key.Delete': 'Delete',
  'key.Menu': 'メニュー',
  'key.PageUp': 'Page Up',
  'key.PageDown': 'Page Down',
  'key.Home': 'Home',
  'key.End': 'End',
}
