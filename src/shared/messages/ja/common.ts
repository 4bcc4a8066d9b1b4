import type { enCommon, Translated } from '../en'

export const jaCommon: Translated<typeof enCommon> = {
  'app.name': 'Refshelf',
  // Failures: what happened, then what to do. One sentence pair for each kind of shared/failure.ts.
  'failure.address-invalid':
    'サーバーのアドレスではありません。https://に続けて、Wordbeeプラットフォームの名前を入力してください。',
  'failure.address-not-secure':
    '暗号化されないhttpは使用できません。APIキーがそのままネットワークを流れてしまいます。httpsのアドレスを使用してください。',
  'failure.trial-runtime-host':
    'これはデモおよびテスト用の試用ランタイムで、このコンピューターのサーバーにのみ接続します。ほかのサーバーに接続するには、正式なランタイムをインストールしてください。',
  'failure.wrong-key':
    'サーバーは、このアカウントのAPIキーを受け付けませんでした。APIキーとアカウントIDを確認してください。',
  'failure.unreachable': 'サーバーに接続できません。アドレス、ネットワーク、プロキシを確認してください。',
  'failure.certificate':
    '接続は安全ではありません。サーバーの証明書がこのコンピューターで信頼されていません。何も送信していません。管理者に問い合わせてください。',
  'failure.timed-out': 'サーバーが時間内に応答しませんでした。しばらくしてからもう一度お試しください。',
  'failure.redirected':
    'サーバーが別のアドレスを指示しました。キーをこのサーバーの外に出さないため、そこへの要求は行いませんでした。サーバーURLを確認してください。',
  'failure.answer-cut': '応答が途中で切れました。もう一度お試しください。',
  'failure.answer-too-large':
    '応答が想定より大きいため、最後まで読み取りませんでした。一度に開くセグメントを減らしてください。',
  'failure.answer-unexpected':
    'サーバーの応答が、Wordbeeプラットフォームのものではないか、より新しいもののようです。サーバーURLを確認してください。',
  'failure.no-asset-api':
    'このサーバーでは、セグメントの参考資料を利用できません。アドレスが違うか、バージョンが古い可能性があります。',
  'failure.session-rejected':
    'サーバーはAPIキーを受け付けますが、発行したセッションを毎回拒否します。後でもう一度サインインするか、管理者に問い合わせてください。',
  'failure.forbidden': 'このアカウントには、サーバーでこの操作を行う権限がありません。',
  'failure.throttled': 'この1時間のAPI呼び出しを使い切りました。数分待ってから、もう一度お試しください。',
  'failure.query-too-long': 'この要求は、最短の形でも長すぎるとサーバーに拒否されます。',
  'failure.length-required':
    'サーバーまたはその手前のプロキシは、長さを前もって示さないアップロードを拒否します。アプリが長さを示せるのは小さいファイルだけです。分割転送（chunked）を許可するよう管理者に依頼してください。',
  'failure.too-large-for-server':
    'サーバーまたはその手前のプロキシは、この大きさのファイルを拒否します。小さいファイルを送るか、上限を上げるよう管理者に依頼してください。',
  'failure.server-refused': 'サーバーが要求を拒否しました。',
  'failure.server-error': 'サーバーでエラーが発生しました。しばらくしてからもう一度お試しください。',
  'failure.listing-suspicious':
    '先ほどファイルがあった場所に、サーバーは何も返しません。何も削除していません。更新して、もう一度確認してください。',
  'failure.not-connected': 'サーバーに接続していません。',
  'failure.scope-invalid': 'スコープは、pr、jbs、jbc、flexのいずれかと番号です（例: pr7214）。',
  'failure.upload-needs-project':
    'APIの文書では、アップロード先はプロジェクトに限られ、サーバーはこのジョブのプロジェクトを返しません。プロジェクトを直接開いてアップロードしてください。',
  'failure.plan-unknown': 'この確認は無効になりました。ファイルを選択して、もう一度操作してください。',
  'failure.job-running': '削除がまだ実行中です。終わるまで待つか、先に停止してください。',
  'failure.transfers-running': 'ファイルの転送がまだ実行中です。終わるまで待つか、先に停止してください。',
  'failure.job-interrupted': '中断された削除が回答を待っています。先に続行または停止してください。',
  'failure.job-too-many-files':
    '1回の削除で扱えるファイル数を超えています。減らして削除するか、設定で上限を上げてください。',
  'failure.job-too-large':
    '1回の削除で扱えるデータ量を超えています。減らして削除するか、設定で上限を上げてください。',
  'failure.connection-read-only':
    'この接続は読み取り専用です。削除もアップロードもできません。先に設定でオフにしてください。',
  'failure.connection-name': '名前は1〜80文字で、見えない文字や、ほかの文字の向きを変える文字は使えません。',
  'failure.locks-unreadable':
    '保護されたファイルの一覧を読み取れないため、すべてのファイルを保護されているものとみなします。設定の「保護」をご覧ください。',
  'failure.locks-too-many':
    '1つの一覧に入るロックの数を超えます。個々のファイルではなく、フォルダーやセグメント全体を保護してください。',
  'failure.settings-unreadable':
    'settings.jsonを読み取れないため、そのまま残し、何も変更しませんでした。ファイルを修復または削除してから、Refshelfを起動し直してください。',
  'failure.stored-key-unreadable':
    '保存されたAPIキーを読み取れません。キーはそのまま残しました。キーチェーンのロックを解除して再試行するか、キーを入力し直してください。',
  'failure.stored-key-missing': 'この接続のAPIキーは保存されていません。接続するには入力してください。',
  'failure.target-disk':
    '選択したファイルに必要な空き容量がこのディスクにありません。何もダウンロードされていません。別のディスクを選ぶか、ファイルを減らしてください。',
  'failure.not-staged':
    'これらのファイルの一部はまだこのコンピューターにありません。準備が終わるのを待ってから、もう一度お試しください。',
  'failure.no-file-clipboard':
    'このシステムでは、このアプリからファイルをクリップボードにコピーできません。ドラッグして取り出すか、ダウンロードしてください。',
  'failure.storage-failed':
    'このコンピューターに保存できませんでした。ディスクの空き容量とアクセス権を確認してください。',
  'failure.demo-failed': 'デモワークスペースを起動できませんでした。',
  'failure.stopped': '停止しました。',
  'failure.request-invalid': 'アプリの内部で意味のない要求が発生しました。お手数ですがご報告ください。',
  'failure.internal-fault':
    'Refshelfの内部で問題が発生しましたが、実行中の処理は続いています。その結果を確認し、お手数ですがご報告ください。',
  'failure.internal':
    'Refshelfの内部で問題が発生しました。これにより削除されたものはありません。お手数ですがご報告ください。',
  // Outcomes of files. The first five are relied on by scripts, word for word.
  'outcome.deleted-and-verified': '削除を確認済み',
  'outcome.already-gone': 'すでになし',
  'outcome.still-on-server': 'サーバーに残存',
  'outcome.not-checked': '未確認',
  'outcome.not-deleted': '削除せず: {reason}',
  'outcome.waiting': '待機中',
  'outcome.asking': '削除中',
  'outcome.asked': '削除済み、未確認',
  'outcome.unknown': 'まだ不明',
  'outcome.replaced': '同じ名前の新しいファイルがあります',
  'outcome.notDeleted.unsafe-name': 'この名前は安全に要求できません',
  'outcome.notDeleted.name-too-long': '名前がサーバーには長すぎます',
  'outcome.notDeleted.changed': '確認した後に変更されました',
  'outcome.notDeleted.stopped-by-user': '先に削除を停止しました',
  'outcome.notDeleted.job-stopped': 'このファイルの前に削除が停止しました',
  'outcome.notDeleted.forbidden': 'このアカウントにはここで削除する権限がありません',
  'outcome.notDeleted.refused-by-server': 'サーバーが拒否しました',
  'outcome.notDeleted.copy-failed': 'コピーに失敗しました',
  'outcome.notDeleted.sibling-copy-failed': '一緒に消える可能性のあるファイルのコピーに失敗しました',
  'outcome.notDeleted.protected': 'このコンピューターで保護されています',
  'outcome.notDeleted.sibling-protected': '保護されたファイルが一緒に消える可能性があります',
  'copyFailed.size-unknown': 'サーバーがこのファイルのサイズを示しません',
  'copyFailed.size-differs': 'サーバーが一覧と異なるサイズを示しました',
  'copyFailed.broke-off': 'ダウンロードが中断しました',
  'copyFailed.too-short': 'ダウンロードが一覧のサイズより短くなりました',
  'copyFailed.too-long': 'ダウンロードが一覧のサイズより長くなりました',
  'copyFailed.timed-out': 'ダウンロードに時間がかかりすぎました',
  'copyFailed.unreachable': 'サーバーに接続できませんでした',
  'copyFailed.throttled': 'サーバーが待機を求め続けました',
  'copyFailed.refused': 'サーバーがダウンロードを拒否しました',
  'copyFailed.server-error': 'サーバーでエラーが発生しました',
  'copyFailed.disk-full': 'このコンピューターのディスクがいっぱいです',
  'copyFailed.no-permission': 'このコンピューターではRefshelfがごみ箱に書き込めません',
  'copyFailed.bin-full': 'ごみ箱に空きがありません',
  'copyFailed.bin-unreadable': 'ごみ箱の一覧を読み取れません',
  'copyFailed.storage': 'このコンピューターで書き込めませんでした',
  // Why a job ended early.
  'stop.by-user': '削除を停止しました。',
  'stop.listing-failed': '停止しました: サーバーの一覧を読み取れず、確認できませんでした。',
  'stop.listing-suspicious':
    '停止しました: サーバーの一覧に矛盾があります。先ほどあったファイルが、1つの一覧にありませんでした。',
  'stop.canary-still-there':
    '最初のファイルの後で停止しました: サーバーは削除したと応答しましたが、まだ残っています。',
  'stop.canary-unclear': '最初のファイルの後で停止しました: サーバーの応答が不明確でした。',
  'stop.vanished-unasked': '停止しました: 削除を求めていないファイルが消えました。',
  'stop.forbidden': '停止しました: このアカウントには、ここで参考資料を削除する権限がありません。',
  'stop.failures-in-a-row': '停止しました: 3回続けて削除に失敗しました。',
  'stop.session-lost': '停止しました: サーバーがセッションを受け付けなくなりました。',
  'stop.journal-failed':
    '停止しました: 削除の内容をこのコンピューターに記録できないため、それ以上は要求していません。',
  'stop.throttled-out': '停止しました: サーバーがすべての削除に対して待機を求めました。',
  'stop.connection-read-only': '停止しました: 接続が読み取り専用になりました。',
  'stop.connection-closed': '停止しました: 接続が閉じられました。',
  // Application menu and system dialogs.
  'menu.file': 'ファイル',
  'menu.openPlace': '場所を開く…',
  'menu.signOut': 'サインアウト',
  'menu.quit': 'Refshelfを終了',
  'menu.edit': '編集',
  'menu.selectAll': 'すべて選択',
  'menu.selectNone': '選択を解除',
  'menu.find': 'アセットを検索',
  'menu.delete': '削除…',
  'menu.view': '表示',
  'menu.refresh': '更新',
  'menu.zoomIn': '拡大',
  'menu.zoomOut': '縮小',
  'menu.zoomReset': '実際のサイズ',
  'menu.window': 'ウィンドウ',
  'menu.help': 'ヘルプ',
  'menu.undo': '元に戻す',
  'menu.redo': 'やり直す',
  'menu.cut': '切り取り',
  'menu.copy': 'コピー',
  'menu.paste': '貼り付け',
  'menu.fullScreen': '全画面表示の切り替え',
  'menu.minimize': '最小化',
  'menu.zoom': 'ズーム',
  'menu.close': '閉じる',
  'menu.bringToFront': 'すべてを手前に移動',
  'menu.about': 'Refshelfについて',
  'menu.services': 'サービス',
  'menu.hide': 'Refshelfを隠す',
  'menu.hideOthers': 'ほかを隠す',
  'menu.showAll': 'すべてを表示',
  'menu.shortcuts': 'キーボードショートカット',
  'menu.invertSelection': '選択範囲を反転',
  'menu.copyName': '名前をコピー',
  'menu.copyNames': '名前をコピー',
  'menu.copyIdentity': '識別情報をコピー',
  'menu.copyIdentities': '識別情報をコピー',
  'menu.closeGroups': 'すべてのグループを閉じる',
  'menu.openGroups': 'すべてのグループを開く',
  'menu.protect': '保護',
  'crash.title': 'ウィンドウで問題が繰り返し発生しています',
  'crash.detail': '実行中だった処理は続いています。確認していないものが削除されることはありません。',
  'crash.again': 'もう一度開く',
  'crash.quit': 'Refshelfを終了',
  'quit.title': '削除を実行中です',
  'quit.detail': '要求したファイルは、Refshelfが終了する前に完了し、確認されます。残りはサーバーに残ります。',
  'quit.stop': '停止して終了',
  'quit.stay': '実行を続ける',
  'menu.expand': '展開',
  'menu.collapse': '折りたたむ',
}
