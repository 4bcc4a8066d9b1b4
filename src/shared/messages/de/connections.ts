import type { Translated } from '../en'
import type { enConnections } from '../en-connections'

export const deConnections: Translated<typeof enConnections> = {
  'switcher.button': 'Verbindung: {name}',
  'switcher.menu': 'Verbindungen',
  'switcher.add': 'Verbindung hinzufügen …',
  'switcher.edit': 'Verbindung bearbeiten …',
  'switcher.actions': 'Mehr',
  'switcher.unsaved': '{where} · nicht gemerkt',
  'switcher.opening': 'Verbindung mit {name} wird hergestellt …',
  'demo.name': 'Demo-Arbeitsbereich',
  'connectTo.title': 'Mit {name} verbinden',
  'connectTo.add': 'Verbindung hinzufügen',
  'connectTo.stays':
    'Sie bleiben mit {name} verbunden, bis diese geöffnet ist. Was dort läuft, läuft weiter.',
  'connectTo.cancel': 'Abbrechen',
  'edit.title': 'Verbindung bearbeiten',
  'edit.of': '{name} bearbeiten',
  'edit.edit': 'Bearbeiten',
  'edit.name': 'Name',
  'edit.color': 'Farbe',
  'edit.note': 'Beide stehen in der Titelleiste und in jeder Frage, bevor Dateien gelöscht werden.',
  'opens.atStart': 'Beim Start der App öffnen',
  'opens.note':
    'Der Schlüssel liegt im Schlüsselbund dieses Computers. Höchstens eine Verbindung öffnet sich von selbst.',
  'opens.noKey': 'Nur eine Verbindung mit sicher gespeichertem Schlüssel kann sich von selbst öffnen.',
  'edit.save': 'Speichern',
  'edit.cancel': 'Abbrechen',
  'color.blue': 'Blau',
  'color.orange': 'Orange',
  'color.green': 'Grün',
  'color.purple': 'Violett',
  'color.red': 'Rot',
  'color.grey': 'Grau',
  'origin.elsewhere': 'Auf einer anderen Verbindung',
  'bin.purge.from': 'Von {name}, {where}',
}
