import { describe, expect, it } from 'vitest'
import { isSessionExpired, readWireError, toWordbeeError } from './wire-error'

/** The kind of failure that a response becomes, or `session-lost`. */
function meaningOf(status: number, body: unknown): string {
  const error = readWireError(status, typeof body === 'string' ? body : JSON.stringify(body))
  return isSessionExpired(error) ? 'session-lost' : toWordbeeError(error, null).failure.kind
}

const withTitle = (title: string): unknown => ({ error: { title, messages: [] }, reason: title })
const withChild = (details: string): unknown => ({
  error: { title: 'Operation failed.', messages: [{ title: 'Error', details }] },
})

describe('an error about a file on the disk of the server', () => {
  const sentences = [
    "The process cannot access the file 'E:\\Data\\a.png' because it is being used by another process.",
    "Access to the path 'E:\\Data\\assets\\1\\a.png' is denied.",
    'Access to the path is denied.',
    "Access to the path '\\\\store\\assets\\a.png' is denied.",
    "Could not find a part of the path 'D:\\Data\\assets\\5'. No access.",
    'Le processus ne peut pas accéder au fichier « E:\\a.png », car il est en cours d’utilisation par un autre processus.',
    'L’accès au chemin d’accès « E:\\Data\\a.png » est refusé.',
    'Der Zugriff auf den Pfad "E:\\a.png" wurde verweigert.',
    'Der Prozess kann nicht auf die Datei zugreifen, da sie von einem anderen Prozess verwendet wird.',
    'Acceso denegado a la ruta de acceso.',
    'ファイルは別のプロセスが使用中であるため、プロセスはファイルにアクセスできません。',
    "EACCES: permission denied, unlink '/srv/assets/a.png'",
  ]

  it.each(sentences)('is not a missing right: %s', (sentence) => {
    expect(meaningOf(400, withTitle(sentence))).toBe('server-refused')
    expect(meaningOf(400, withChild(sentence))).toBe('server-refused')
    expect(meaningOf(403, withTitle(sentence))).toBe('server-refused')
    expect(meaningOf(401, withTitle(sentence))).toBe('server-refused')
  })
})

describe('a missing right', () => {
  const sentences = [
    'You have no permission to delete reference material of this project.',
    'Insufficient rights',
    'Access denied.',
    'User lacks access right R602',
    'You are not allowed to delete this file.',
    'Authorization has been denied for this request.',
    'Vous n’avez pas le droit de supprimer le matériel de référence.',
    'Accès refusé',
    'Sie haben keine Berechtigung.',
    'Zugriff verweigert',
    'Ihnen fehlt das Recht zum Löschen.',
    'No tiene permiso para eliminar.',
    'Acceso denegado',
    'Non hai i permessi necessari.',
    'Você não tem permissão.',
    'U hebt geen toegang.',
    'Brak uprawnień.',
    'Недостаточно прав.',
    'このファイルを削除する権限がありません。',
    '没有权限删除此文件',
  ]

  it.each(sentences)('is recognised in the title and in child errors: %s', (sentence) => {
    expect(meaningOf(400, withTitle(sentence))).toBe('forbidden')
    expect(meaningOf(400, withChild(sentence))).toBe('forbidden')
    expect(meaningOf(400, { error: { title: 'Error', details: sentence } })).toBe('forbidden')
    expect(meaningOf(400, { Message: sentence })).toBe('forbidden')
    expect(meaningOf(400, sentence === 'Access denied.' ? `"${sentence}"` : withTitle(sentence))).toBe(
      'forbidden',
    )
  })

  it('is recognised in a title above a stack trace with paths of the server', () => {
    const details = 'at Assets.Delete() in D:\\Build\\Assets.cs:line 7'
    expect(meaningOf(400, { error: { title: 'You have no right to delete.', details } })).toBe('forbidden')
  })

  it('is what a 403 means, whatever it says', () => {
    for (const body of ['', '<html>', withTitle('Nope')]) expect(meaningOf(403, body)).toBe('forbidden')
  })
})

describe('any other 400', () => {
  it.each([
    'The requested file does not exist.',
    "The file 'access denied.png' does not exist.",
    'The file "no rights.pdf" does not exist.',
    'Le fichier « droit refusé.png » n’existe pas.',
    "Invalid parameter 'relativePath': Path is not valid.",
    'The notebook has a copyright notice.',
    'The file not authenticated.png does not exist.',
    'Segment 5 does not exist.',
    '',
  ])('is a refusal of this request only: %s', (title) => {
    expect(meaningOf(400, withTitle(title))).toBe('server-refused')
  })
})

describe('a lost session', () => {
  const documented = {
    error: {
      title: 'Token invalid or expired.',
      details: 'Token invalid or expired.',
      messages: [
        {
          title: 'Not authenticated',
          details: 'API construct session from token failed with error: Not authenticated',
        },
      ],
    },
    reason: 'Not authenticated - API construct session from token failed with error: Not authenticated',
  }

  it.each<[string, unknown]>([
    ['all texts', documented],
    ['the title', { error: { title: 'Token invalid or expired.' } }],
    ['the title in capitals', { error: { title: 'TOKEN INVALID OR EXPIRED' } }],
    ['the details', { error: { title: 'Fehler', details: 'Token invalid or expired.' } }],
    ['the reason', { error: { title: 'Erreur' }, reason: documented.reason }],
    ['a child error', { error: { title: 'Erreur', messages: documented.error.messages } }],
    ['French', { error: { title: 'Jeton invalide ou expiré.' } }],
    ['a French child error', { error: { title: 'Erreur', messages: [{ title: 'Non authentifié' }] } }],
    ['German', { error: { title: 'Nicht authentifiziert' } }],
  ])('is recognised by %s', (_, body) => {
    expect(meaningOf(400, body)).toBe('session-lost')
  })

  it('is what a 401 means', () => {
    for (const body of ['', '<html>', withTitle('Nope')]) expect(meaningOf(401, body)).toBe('session-lost')
  })

  it('is not recognised with another status', () => {
    expect(meaningOf(403, documented)).toBe('forbidden')
    expect(meaningOf(500, documented)).toBe('server-error')
  })
})

describe('the shown message', () => {
  it.each<[string, unknown, string]>([
    ['the title', { error: { title: 'T', details: 'D' }, reason: 'R' }, 'T'],
    ['the message', { error: { message: 'M' }, reason: 'R' }, 'M'],
    ['the reason', { error: { details: 'D' }, reason: 'R' }, 'R'],
    ['the details', { error: { title: ' ', details: 'D', messages: [{ title: 'C' }] } }, 'D'],
    ['a child error', { error: { title: null, messages: [null, 5, { details: 'C' }] } }, 'C'],
    ['the web server’s message', { Message: 'W' }, 'W'],
    ['a bare text', '"B"', 'B'],
    ['only the status', '<html>secret', 'HTTP 400'],
    ['only the status for nonsense', { error: [1], reason: {} }, 'HTTP 400'],
  ])('is %s', (_, body, detail) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(toWordbeeError(readWireError(400, text), null).failure.detail).toBe(detail)
  })
})

it('is read in time linear in the body', () => {
  for (const unit of ["'", '"', '“', '«', '„', 'a ', 'no ', '\\\\', "o'", 'token ']) {
    const body = JSON.stringify(withTitle(unit.repeat(30_000)))
    const startedAt = performance.now()
    meaningOf(400, body)
    expect(performance.now() - startedAt, unit).toBeLessThan(200)
  }
})

it('recognises a proxy that asks for a password', () => {
  expect(meaningOf(407, '<html>')).toBe('proxy-password')
  expect(toWordbeeError(readWireError(407, ''), null).facts.nothingWasDone).toBe(true)
})
