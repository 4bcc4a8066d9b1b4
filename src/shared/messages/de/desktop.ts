import type { Translated } from '../en'
import type { enDesktop } from '../en-desktop'

export const deDesktop: Translated<typeof enDesktop> = {
  // Notices. Filled by main without plurals: no word may depend on a number.
  'notice.ended.title': 'Löschung beendet',
  'notice.stopped.title': 'Löschung gestoppt',
  'notice.all': 'Dateien gelöscht und geprüft: {done} von {total}.',
  'notice.part':
    'Dateien gelöscht und geprüft: {done} von {total}. Sehen Sie nach, was aus den anderen wurde.',
  'notice.interrupted.title': 'Eine Löschung wartet auf Sie',
  'notice.interrupted':
    'Dateien gelöscht und geprüft: {done} von {total}. Sie wurde unterbrochen: Setzen Sie sie fort, oder stoppen Sie sie.',
  'notice.vanished.title': 'Dateien verschwunden, die niemand löschen wollte',
  'notice.vanished': 'Fehlende Dateien: {count}. Refshelf hat die Löschung gestoppt. Bitte sehen Sie nach.',
  'notice.restored.title': 'Wiederherstellung beendet',
  'notice.restored.all': 'Dateien zurückgebracht und geprüft: {done} von {total}.',
  'notice.restored.part':
    'Dateien zurückgebracht und geprüft: {done} von {total}. Sehen Sie nach, was aus den anderen wurde.',
  'notice.upload.title': 'Hochladen beendet',
  'notice.copy.title': 'Kopieren beendet',
  'notice.download.title': 'Herunterladen beendet',
  'notice.moved.all': 'Fertige Dateien: {done} von {total}.',
  'notice.moved.part': 'Fertige Dateien: {done} von {total}. Sehen Sie nach, was aus den anderen wurde.',
  'offline.label': 'Netzwerk',
  'offline.network': 'Offline: Dieser Computer hat kein Netzwerk.',
  'offline.server': 'Offline: {host} ist nicht erreichbar.',
  'offline.works':
    'Bekannte Listen, aufbewahrte Vorschauen, Papierkorb, Aktivität und Einstellungen funktionieren weiter. Neu auflisten, löschen und wiederherstellen geht nur mit dem Server; dieser Hinweis verschwindet, sobald er wieder da ist.',
  'offline.short': 'Offline',

  'shortcuts.group.window': 'Überall',
  'shortcuts.group.list': 'In einer Liste',
  'shortcuts.group.groups': 'Gruppen einer Liste',
  'shortcuts.group.columns': 'Auf einem Spaltenkopf',
  'shortcuts.openPlace': 'Ort öffnen',
  'shortcuts.zoomIn': 'Alles größer zeigen',
  'shortcuts.zoomOut': 'Alles kleiner zeigen',
  'shortcuts.zoomReset': 'Alles in normaler Größe zeigen',
  'shortcuts.menu': 'Menü zum Element mit dem Fokus öffnen',
  'shortcuts.moveOnly': 'Bewegen, ohne auszuwählen',
  'key.Ctrl': 'Strg',
  'key.Alt': 'Alt',
  'key.Shift': 'Umschalt',
  'key.Escape': 'Esc',
  'key.Space': 'Leertaste',
  'key.Delete': 'Entf',
  'key.Menu': 'Menü',
  'key.PageUp': 'Bild auf',
  'key.PageDown': 'Bild ab',
  'key.Home': 'Pos1',
  'key.End': 'Ende',
}
