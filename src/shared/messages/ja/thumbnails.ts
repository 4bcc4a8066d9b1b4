import type { Translated } from '../en'
import type { enThumbnails } from '../en-thumbnails'

export const jaThumbnails: Translated<typeof enThumbnails> = {
  'thumbnails.load': '{count, plural, other {この#件のプレビューを読み込む（#回）}}',
  'thumbnails.pending': '{count, plural, other {残りプレビュー#件}}',
  'thumbnails.stop': 'プレビューを停止',
  'thumbnails.stopped.no-room': 'プレビューに使える呼び出しが残っていません。',
  'thumbnails.stopped.failed': 'サーバーからプレビューを取得できませんでした。',
}
