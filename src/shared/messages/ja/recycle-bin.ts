import type { Translated } from '../en'
import type { enRecycleBin } from '../en-recycle-bin'

export const jaRecycleBin: Translated<typeof enRecycleBin> = {
  'nav.recycle-bin': 'ごみ箱',
  'failure.bin-unreadable':
    'このコンピューターのごみ箱を読み書きできません。ディスクの空き容量とアクセス権を確認してください。',
  'failure.bin-limit':
    'ごみ箱に、これらのファイルのコピーを入れる空きがありません。コピーを減らすか、コピーなしで削除してください。',
  'failure.bin-disk':
    'このコンピューターのディスクに、これらのファイルのコピーを入れる空きがありません。空きを増やすか、コピーなしで削除してください。',
  // The delete question.
  'copies.keep': 'ごみ箱にコピーを残す',
  'copies.on':
    '各ファイルは、先にこのコンピューターに保存されます。コピーに失敗したファイルは削除されません。コピーは暗号化されません。',
  'copies.off': 'コピーは作成されません。削除後は、誰もこれらのファイルを取り戻せません。',
  'copies.noRoom.limit':
    'コピーがごみ箱に収まりません。コピーを減らすか、今回の削除ではコピーをオフにしてください。',
  'copies.noRoom.disk':
    'コピーがこのコンピューターのディスクに収まりません。空きを増やすか、今回の削除ではコピーをオフにしてください。',
  'copies.noRoom.unreadable':
    'ごみ箱を読み書きできないため、コピーを残せません。問題を解決するか、今回の削除ではコピーをオフにしてください。',
  'copies.doubt.empty-file':
    '{count, plural, other {#ファイルは空です。サーバーが受け取りを拒否する可能性があります。}}',
  'copies.doubt.job-without-project':
    '{count, plural, other {#ファイルは、プロジェクトが不明なジョブのものです。サーバーが受け取りを拒否する可能性があります。}}',
  'atRisk.title':
    '{count, plural, other {選択していない#ファイルも一緒に消える可能性があります。}}ファイルの削除によって同じ名前のほかのファイルも消えるかどうか、サーバーは示していません。',
  'atRisk.copied':
    '{count, plural, other {先にごみ箱へコピーされます。}}1つでも消えた場合、削除は直ちに停止します。',
  'atRisk.notCopied':
    '{count, plural, other {コピーは作成されません。}}1つでも消えた場合、削除は直ちに停止しますが、誰も取り戻せません。',
  'atRisk.show': '表示する',
  'atRisk.files': '消えるおそれのあるファイル',
  'copies.afterwards': '{count, plural, other {その後、ごみ箱のコピー#件を元の場所にアップロードします。}}',
  // Quitting.
  'quit.restore.title': '復元を実行中です',
  'quit.restore.detail':
    '処理中のファイルは、Refshelfが終了する前に完了し、確認されます。残りはごみ箱に残ります。',
  // The screen.
  'bin.title': 'ごみ箱',
  'bin.search': 'コピーを検索',
  'bin.actions': 'コピーの操作',
  'bin.restore': '復元',
  'bin.save': 'コピーを保存',
  'bin.remove': 'コピーを削除',
  'bin.space': '{copies, plural, other {コピー#件}} · {limit}中{used}を使用',
  'bin.selected': '{count, number}件中{selected, number}件を選択',
  'bin.readOnly':
    'コピーの一覧が破損しているか、新しいバージョンのものです。読み取れる範囲を表示し、変更はしません。新しいコピーは残せません。',
  'bin.signedOut':
    '接続していません。コピーの保存と削除はできます。復元するには、先にそのサーバーに接続してください。',
  'bin.empty': 'ごみ箱は空です',
  'bin.empty.plain':
    'Refshelfは、サーバーからファイルを削除する前に、ここにコピーを残します。コピーは、期限が来るか削除するまで残ります。',
  'bin.noMatch': '一致するコピーはありません。検索を消すと、すべて表示されます。',
  'bin.notEncrypted': 'コピーは暗号化されずにこのコンピューターにあります。',
  'bin.elsewhere': '別の接続です。復元するには{host}に{account}として接続してください。',
  'bin.column.name': '名前',
  'bin.column.place': '場所',
  'bin.column.kept': '削除日時',
  'bin.column.account': 'アカウント',
  'bin.column.size': 'サイズ',
  'bin.column.expires': '保存期限',
  'bin.atRisk': '危険あり',
  'bin.atRisk.why': '削除によって消えた可能性があるため残しました',
  'bin.restored': '復元済み',
  'bin.restored.when': '{when}に復元',
  'bin.purge.title': '{count, plural, other {コピー#件}}を完全に削除しますか？',
  'bin.purge.text':
    'データはこのコンピューターから消えます。サーバーには影響しませんが、取り戻すことはできません。',
  'bin.purge.cancel': 'キャンセル',
  'bin.purge.confirm': '完全に削除',
  'bin.purged.held': '{count, plural, other {コピー#件は、終了していない削除のものなので残ります。}}',
  'bin.saved': '{count, plural, other {コピー#件を保存しました。}}',
  'bin.notSaved': '保存せず: {reason}',
  'save.copy-gone': 'コピーはもうごみ箱にありません',
  'save.copy-damaged': 'コピーのデータが破損しています',
  'save.disk-full': 'ディスクがいっぱいです',
  'save.no-permission': 'このコンピューターではRefshelfがそこに書き込めません',
  'save.storage': 'このコンピューターで書き込めませんでした',
  'bin.dismiss': '閉じる',
  // A restore.
  'restore.title': '復元の結果',
  'restore.name': '{count, plural, other {#ファイル}}を復元',
  'restore.waiting': '待機中',
  'restore.sending': '送信中',
  'restore.checking': 'サーバーで確認中',
  'restore.restored': '復元を確認済み',
  'restore.restored-elsewhere': '別の名前で復元',
  'restore.name-taken': '復元せず: 同じ名前のファイルがあります',
  'restore.not-replaced': '復元せず: 現在あるファイルが削除されませんでした',
  'restore.came-back-different': '別のファイルがあります: サーバーの一覧にあるのはこのファイルではありません',
  'restore.not-listed': '復元せず: サーバーは受け取りましたが、一覧にありません',
  'restore.not-checked': '送信済み、未確認',
  'restore.copy-damaged': '復元せず: コピーのデータが破損しています',
  'restore.copy-gone': '復元せず: コピーはもうごみ箱にありません',
  'restore.other-connection': '復元せず: 別のサーバーまたはアカウントのものです',
  'restore.not-restored': '復元せず',
  'restore.bytes.same': 'データを比較しました。同じです。',
  'restore.bytes.not-compared': '名前とサイズは一覧にあります。データは比較していません。',
  'restore.notBack': '日時と作成者は新しくなります。サーバーは以前のものを引き継ぎません。',
  'restore.nameTaken.todo': '置き換える場合は、同じ確認と同じコピーを経て、先に削除します。',
  'restore.replace': '置き換える…',
  'restore.replaceAll': '{count}件すべてを置き換える…',
  'restore.stop': '停止',
  'restore.stopping': '停止中: 処理中のファイルを完了し、確認しています。',
  'restore.doubt.empty-file': '空のファイルです。サーバーが拒否する可能性があります。',
  'restore.doubt.job-without-project':
    'プロジェクトが不明なジョブのものです。サーバーが拒否する可能性があります。',
}
