import type { Translated } from '../en'
import type { enProtection } from '../en-protection'

export const deProtection: Translated<typeof enProtection> = {
  'protect.title': 'Schützen',
  'protect.tip': 'Dateien vor dem Löschen von diesem Computer aus schützen',
  'protect.file': 'Datei',
  'protect.folder': 'Ordner mit allem darunter',
  'protect.segment': 'Ganzes Segment',
  'protect.remove': 'Schutz aufheben',
  'protected.mark': 'Geschützt',
  'protected.description': 'Auf diesem Computer geschützt',
  'protected.by.file': 'Geschützt durch eine Sperre auf dieser Datei.',
  'protected.by.folder': 'Geschützt durch eine Sperre auf ihrem Ordner.',
  'protected.by.segment': 'Geschützt durch eine Sperre auf ihrem Segment.',
  'protected.some':
    '{count, plural, one {# dieser Dateien ist geschützt: Sie wird bei einer Löschung ausgelassen.} other {# dieser Dateien sind geschützt: Sie werden bei einer Löschung ausgelassen.}}',
  'protected.unreadable':
    'Die Liste der geschützten Dateien kann nicht gelesen werden. Bis sie lesbar ist, gilt jede Datei als geschützt, und nichts wird gelöscht.',
  'protected.reload': 'Erneut lesen',
  'protected.restart': 'Neue Liste beginnen',
  'protected.restart.ask':
    'Neue Liste beginnen? Was geschützt war, ist es dann nicht mehr. Die unlesbare Liste bleibt daneben auf diesem Computer.',
  'protected.restart.keep': 'Alles geschützt lassen',
  'unprotect.title': '{count, plural, one {Diese Sperre entfernen?} other {Diese # Sperren entfernen?}}',
  'unprotect.text':
    'Alles, was eine Sperre schützt, kann dann wieder gelöscht werden, auch Dateien, die Sie jetzt nicht sehen.',
  'unprotect.locks': 'Zu entfernende Sperren',
  'unprotect.cancel': 'Abbrechen',
  'unprotect.confirm': '{count, plural, one {Sperre entfernen} other {Sperren entfernen}}',
  'lock.segment': 'Segment {segment}, ganz',
  'lock.folder': 'Ordner mit allem darunter',
  'lock.inSegment': 'Segment {segment}',
  'locks.title': 'Geschützt',
  'locks.text':
    'Sperren werden auf diesem Computer aufbewahrt. Eine gesperrte Datei wird von hier aus nie gelöscht, gleich wie ihr Segment geöffnet wurde; andere können sie von anderswo löschen.',
  'locks.none': 'Nichts ist geschützt. Wählen Sie Dateien in der Liste aus, dann „Schützen“.',
  'locks.list': 'Sperren',
  'locks.remove': 'Entfernen',
  'locks.remove.of': 'Sperre auf {name} entfernen',
  'locks.more': 'und {count, number} weitere. Suchen Sie, um sie zu sehen.',
  'locks.search': 'Sperren suchen',
  'locks.elsewhere': '{account} auf {server}',
  'readOnly.badge': 'Schreibgeschützt',
  'readOnly.long': 'Schreibgeschützt: Löschen und Hochladen sind nicht möglich',
  'readOnly.of': ' für {name}',
  'readOnly.why': 'Diese Verbindung ist schreibgeschützt.',
  'readOnly.ask': 'Änderungen auf {name} zulassen? Dateien können dann wieder endgültig gelöscht werden.',
  'readOnly.keep': 'Schreibgeschützt lassen',
  'readOnly.allow': 'Änderungen zulassen',
}
