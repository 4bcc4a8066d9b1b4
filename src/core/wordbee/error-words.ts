/**
 * Recognises what an error means by its words, in the languages of the platform's interface: the API has no codes for it, and
 * its titles may be in the user's language (docs/platform-api.md#errors). Words are compared by their beginning, in time linear
 * in the text.
 */

/** Rights: something that a person has or lacks. */
const rightWords = [
  ...['right', 'permission', 'access', 'privilege', 'authoriz', 'authoris'],
  ...[
    'droit',
    'accès',
    'autoris',
    'habilit',
    'recht',
    'berechtig',
    'zugriff',
    'zugang',
    'erlaubnis',
    'befugnis',
  ],
  ...[
    'permiso',
    'derecho',
    'acceso',
    'autoriz',
    'permess',
    'diritt',
    'accesso',
    'permiss',
    'direito',
    'acesso',
  ],
  ...['toestemming', 'toegang', 'uprawnie', 'dostęp', 'прав', 'доступ', 'разрешен'],
]

/** Words that deny or require something. */
const denialWords = [
  ...[
    'no',
    'not',
    'without',
    'insufficient',
    'missing',
    'lack',
    'denied',
    'forbid',
    'refus',
    'require',
    'need',
  ],
  ...['cannot', 'pas', 'aucun', 'sans', 'insuffisan', 'interdi', 'manqu', 'requis', 'nécessaire'],
  ...['nicht', 'kein', 'fehl', 'verweiger', 'verboten', 'ohne', 'unzureichend', 'erforderlich', 'benötig'],
  ...['sin', 'deneg', 'insuficient', 'prohib', 'falta', 'requier', 'non', 'negat', 'senza', 'viet', 'mancan'],
  ...['não', 'sem', 'negad', 'proibid', 'geen', 'niet', 'geweigerd', 'onvoldoende', 'brak', 'nie', 'odmow'],
  ...['нет', 'не', 'отказ', 'запрещ', 'недостаточно'],
]

/** Short words must match as a whole: `no` is not the beginning of `node`. */
const wholeWordLength = 3

const phrasesOfMissingRight = [
  ...['forbidden', 'unauthorized', 'unauthorised', 'not allowed to', 'not permitted to', 'access denied'],
  ...[
    '権限がありません',
    '権限がない',
    '権限が不足',
    'アクセスが拒否',
    '許可されていません',
    'アクセス権がありません',
  ],
  ...['没有权限', '權限不足', '权限不足', '拒绝访问', '無權', '无权'],
]

/** Sentences of .NET and Windows about a file on the server, which say nothing about the user's rights. */
const phrasesOfFileError = [
  ...[
    'another process',
    'access to the path',
    'sharing violation',
    'file is locked',
    'not enough space on the disk',
  ],
  ...['autre processus', 'accès au chemin', 'anderen prozess', 'zugriff auf den pfad', 'otro proceso'],
  ...['ruta de acceso', 'acceso a la ruta', 'altro processo', 'accesso al percorso', 'outro processo'],
  ...[
    'acesso ao caminho',
    'ander proces',
    'toegang tot het pad',
    'inny proces',
    'innego procesu',
    'другим процессом',
  ],
  ...[
    'доступ к пути',
    '別のプロセス',
    'へのアクセスが拒否されました',
    '另一个进程',
    '另一個程序',
    '的访问被拒绝',
  ],
]

/** A path on a disk or share of the server, or an error code of its file system. */
const serverPath =
  /(?<![\p{L}\p{N}])[a-z]:\\|\\\\[^\s\\]|(?<![\p{L}\p{N}])E(?:ACCES|PERM|BUSY)(?![\p{L}\p{N}])/iu

const phrasesOfLostSession = [
  ...['token invalid or expired', 'not authenticated', 'api construct session from token'],
  ...[
    'jeton invalide ou expiré',
    'non authentifié',
    'token ungültig oder abgelaufen',
    'nicht authentifiziert',
  ],
  ...['token no válido o caducado', 'no autenticado', 'token non valido o scaduto', 'non autenticato'],
  ...[
    'token inválido ou expirado',
    'não autenticado',
    'niet geauthenticeerd',
    'トークンが無効',
    '認証されていません',
  ],
]

/** Longest text that is searched; messages of the platform are far shorter. */
const maxLength = 2_000

/** Whether a line of a text says that a session is lost. It must begin so: a file may be called `not authenticated.png`. */
export function speaksOfLostSession(text: string): boolean {
  const lines = text.slice(0, maxLength).split('\n')
  return lines.some((line) => phrasesOfLostSession.some((phrase) => fold(line).trim().startsWith(phrase)))
}

/** Whether a text is about a file that the server itself could not open. */
export function speaksOfFileError(text: string): boolean {
  return includesAny(fold(text), phrasesOfFileError) || serverPath.test(text.slice(0, maxLength))
}

/** Whether a text says that a right is missing. Quoted names are ignored, since a file may be called `access denied.png`. */
export function speaksOfMissingRight(text: string): boolean {
  if (speaksOfFileError(text)) return false
  const folded = fold(withoutQuotes(text.slice(0, maxLength)))
  if (includesAny(folded, phrasesOfMissingRight)) return true
  const words = [...new Set(folded.split(/[^\p{L}\p{M}\p{N}]+/u))]
  return hasWord(words, rightWords) && hasWord(words, denialWords)
}

function hasWord(words: readonly string[], beginnings: readonly string[]): boolean {
  return words.some((word) =>
    beginnings.some((beginning) =>
      beginning.length <= wholeWordLength ? word === beginning : word.startsWith(beginning),
    ),
  )
}

/** Drops quoted text. An apostrophe inside a word does not quote. */
function withoutQuotes(text: string): string {
  return text.replace(/"[^"]*"|“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<!\p{L})'[^']*'(?!\p{L})/gu, ' ')
}

function includesAny(folded: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => folded.includes(phrase))
}

/** Lower case, with one spelling of apostrophes and blanks. */
function fold(text: string): string {
  return text.slice(0, maxLength).toLowerCase().replaceAll('’', "'").replace(/\s+/gu, ' ')
}
