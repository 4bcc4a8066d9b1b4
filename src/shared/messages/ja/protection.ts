import type { Translated } from '../en'
import type { enProtection } from '../en-protection'

export const jaProtection: Translated<typeof enProtection> = {
  'protect.title': '保護',
  'protect.tip': 'このコンピューターからの削除を防ぎます',
  'protect.file': 'ファイル',
  'protect.folder': 'フォルダーとその中身すべて',
  'protect.segment': 'セグメント全体',
  'protect.remove': '保護を解除',
  'protected.mark': '保護あり',
  'protected.description': 'このコンピューターで保護されています',
  'protected.by.file': 'このファイルのロックで保護されています。',
  'protected.by.folder': 'フォルダーのロックで保護されています。',
  'protected.by.segment': 'セグメントのロックで保護されています。',
  'protected.some':
    '{count, plural, other {このうち#ファイルは保護されているため、削除の対象になりません。}}',
  'protected.unreadable':
    '保護されたファイルの一覧を読み取れません。読み取れるまで、すべてのファイルを保護されているものとみなし、何も削除しません。',
  'protected.reload': 'もう一度読み取る',
  'protected.restart': '新しい一覧を作成',
  'protected.restart.ask':
    '新しい一覧を作成しますか？これまでの保護はなくなります。読み取れない一覧は、このコンピューターに残ります。',
  'protected.restart.keep': 'すべて保護したままにする',
  'unprotect.title': '{count, plural, other {#件のロックを解除しますか？}}',
  'unprotect.text':
    'ロックの対象はすべて、再び削除できるようになります。今表示されていないファイルも含まれます。',
  'unprotect.locks': '解除するロック',
  'unprotect.cancel': 'キャンセル',
  'unprotect.confirm': '{count, plural, other {ロックを解除}}',
  'lock.segment': 'セグメント{segment}全体',
  'lock.folder': 'フォルダーとその中身すべて',
  'lock.inSegment': 'セグメント{segment}',
  'locks.title': '保護',
  'locks.text':
    'ロックはこのコンピューターに保存されます。ロックしたファイルは、セグメントの開き方にかかわらず、ここから削除されることはありません。ただし、ほかの利用者が別の場所から削除することはできます。',
  'locks.none': '保護されているものはありません。一覧でファイルを選択し、「保護」を選んでください。',
  'locks.list': 'ロック',
  'locks.remove': '解除',
  'locks.remove.of': '{name}のロックを解除',
  'locks.more': 'ほか{count, number}件。検索すると表示されます。',
  'locks.search': 'ロックを検索',
  'locks.elsewhere': '{server}の{account}',
  'readOnly.badge': '読み取り専用',
  'readOnly.long': '読み取り専用: 削除もアップロードもできません',
  'readOnly.of': '（{name}）',
  'readOnly.why': 'この接続は読み取り専用です。',
  'readOnly.ask': '{name}で変更を許可しますか？ファイルを再び完全に削除できるようになります。',
  'readOnly.keep': '読み取り専用のままにする',
  'readOnly.allow': '変更を許可',
}
