import type { Translated } from '../en'
import type { enBudget } from '../en-budget'

export const jaBudget: Translated<typeof enBudget> = {
  waiting: 'この1時間のAPI呼び出しを使い切りました。{duration}後に再開します',
  'budget.label': 'この1時間のAPI呼び出し',
  'budget.short': 'API呼び出し',
  'budget.value': '{used, number}/{allowance, number}',
  'budget.valueText': '{allowance, number}回中{used, number}回使用、残り{left, number}回',
  'budget.waits': '{duration}後に再開',
  'budget.details': 'API呼び出しの内訳',
  'budget.left': '{left, plural, =0 {残りなし} other {残り#回}}',
  'budget.low': '削除と、開く操作が優先されます。コピーは最後の1割を使いません。',
  'budget.none': 'この1時間、サーバーへの要求はありません。',
  'budget.byOthers': 'ほかの利用者（少なくとも）',
  'budget.byOthers.why':
    'こちらの集計より少ない回数でサーバーが呼び出しを拒否しました。ほかの利用者もこのアカウントを使っています。',
  'budget.room': '最初の呼び出しは{time}に1時間の枠から外れます。',
  'budget.said':
    'サーバーは1時間に{said, number}回と伝えていますが、設定では{allowance, number}回です。変更するまで設定が優先されます。',
  'budget.unkept': 'この集計を保存できませんでした。再起動すると最初から数え直します。',
  'budget.for.delete': '削除',
  'budget.for.listing': '一覧の取得',
  'budget.for.download': 'ダウンロード',
  'budget.for.upload': 'アップロード',
  'budget.for.search': 'セグメントの検索',
  'budget.for.places': 'プロジェクトとドキュメント',
  'budget.for.preview': 'プレビュー',
  'budget.for.thumbnail': 'サムネイル',
  'budget.for.other': 'その他',
  'question.cost.doneAt': '{calls, plural, other {#回}}。この1時間には収まりません。完了予定は{time}ごろです',
}
