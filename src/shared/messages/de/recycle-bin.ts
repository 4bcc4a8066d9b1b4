import type { Translated } from '../en'
import type { enRecycleBin } from '../en-recycle-bin'

export const deRecycleBin: Translated<typeof enRecycleBin> = {
  'nav.recycle-bin': 'Papierkorb',
  'failure.bin-unreadable':
    'Der Papierkorb dieses Computers kann nicht gelesen oder beschrieben werden. Prüfen Sie freien Speicherplatz und Berechtigungen.',
  'failure.bin-limit':
    'Der Papierkorb hat keinen Platz für die Kopien dieser Dateien. Entfernen Sie Kopien daraus, oder löschen Sie ohne Kopien.',
  'failure.bin-disk':
    'Die Festplatte dieses Computers hat keinen Platz für die Kopien dieser Dateien. Schaffen Sie Platz, oder löschen Sie ohne Kopien.',
  // The delete question.
  'copies.keep': 'Kopie im Papierkorb behalten',
  'copies.on':
    'Jede Datei wird zuerst auf diesem Computer gesichert. Schlägt die Kopie fehl, wird die Datei nicht gelöscht. Kopien sind nicht verschlüsselt.',
  'copies.off': 'Es wird keine Kopie angelegt: Einmal gelöscht, kann niemand diese Dateien zurückholen.',
  'copies.noRoom.limit':
    'Die Kopien passen nicht in den Papierkorb. Entfernen Sie Kopien daraus, oder schalten Sie sie für diese Löschung aus.',
  'copies.noRoom.disk':
    'Die Kopien passen nicht auf die Festplatte dieses Computers. Schaffen Sie Platz, oder schalten Sie sie für diese Löschung aus.',
  'copies.noRoom.unreadable':
    'Der Papierkorb kann nicht gelesen oder beschrieben werden, daher sind keine Kopien möglich. Beheben Sie das, oder schalten Sie sie für diese Löschung aus.',
  'copies.doubt.empty-file':
    '{count, plural, one {# Datei ist leer: Der Server nimmt sie vielleicht nicht zurück.} other {# Dateien sind leer: Der Server nimmt sie vielleicht nicht zurück.}}',
  'copies.doubt.job-without-project':
    '{count, plural, one {# Datei gehört zu einem Job, dessen Projekt nicht bekannt ist: Der Server nimmt sie vielleicht nicht zurück.} other {# Dateien gehören zu einem Job, dessen Projekt nicht bekannt ist: Der Server nimmt sie vielleicht nicht zurück.}}',
  'atRisk.title':
    '{count, plural, one {# Datei, die Sie nicht gewählt haben, könnte mit diesen verschwinden:} other {# Dateien, die Sie nicht gewählt haben, könnten mit diesen verschwinden:}} Der Server sagt nicht, ob das Löschen einer Datei andere gleichen Namens mitnimmt.',
  'atRisk.copied':
    '{count, plural, one {Sie wird zuerst in den Papierkorb kopiert.} other {Sie werden zuerst in den Papierkorb kopiert.}} Verschwindet eine, endet die Löschung sofort.',
  'atRisk.notCopied':
    '{count, plural, one {Es wird keine Kopie von ihr angelegt.} other {Es werden keine Kopien von ihnen angelegt.}} Verschwindet eine, endet die Löschung sofort, und niemand kann sie zurückholen.',
  'atRisk.show': 'Anzeigen',
  'atRisk.files': 'Gefährdete Dateien',
  'copies.afterwards':
    '{count, plural, one {Danach wird eine Kopie aus dem Papierkorb an ihre Stelle hochgeladen.} other {Danach werden # Kopien aus dem Papierkorb an ihre Stelle hochgeladen.}}',
  // Quitting.
  'quit.restore.title': 'Eine Wiederherstellung läuft',
  'quit.restore.detail':
    'Die laufende Datei wird abgeschlossen und geprüft, bevor Refshelf schließt. Die anderen bleiben im Papierkorb.',
  // The screen.
  'bin.title': 'Papierkorb',
  'bin.search': 'Kopien suchen',
  'bin.actions': 'Aktionen für Kopien',
  'bin.restore': 'Wiederherstellen',
  'bin.save': 'Kopie speichern',
  'bin.remove': 'Kopie löschen',
  'bin.space': '{copies, plural, one {# Kopie} other {# Kopien}} · {used} von {limit} belegt',
  'bin.selected': '{selected, number} von {count, number} ausgewählt',
  'bin.readOnly':
    'Die Liste der Kopien ist beschädigt oder von einer neueren Version. Sie wird gezeigt, soweit sie lesbar ist, und nicht geändert: Neue Kopien sind nicht möglich.',
  'bin.signedOut':
    'Nicht verbunden: Kopien können gespeichert und entfernt werden. Um eine wiederherzustellen, verbinden Sie sich zuerst mit ihrem Server.',
  'bin.empty': 'Der Papierkorb ist leer',
  'bin.empty.plain':
    'Bevor Refshelf eine Datei vom Server löscht, behält es hier eine Kopie. Kopien bleiben, bis ihre Zeit abläuft oder Sie sie entfernen.',
  'bin.noMatch': 'Keine passende Kopie. Leeren Sie die Suche, um alles zu sehen.',
  'bin.notEncrypted': 'Kopien liegen unverschlüsselt auf diesem Computer.',
  'bin.elsewhere':
    'Andere Verbindung: Verbinden Sie sich als {account} mit {host}, um sie wiederherzustellen.',
  'bin.column.name': 'Name',
  'bin.column.place': 'Ort',
  'bin.column.kept': 'Gelöscht',
  'bin.column.account': 'Konto',
  'bin.column.size': 'Größe',
  'bin.column.expires': 'Aufbewahrt bis',
  'bin.atRisk': 'Gefährdet',
  'bin.atRisk.why': 'Aufbewahrt, weil eine Löschung sie mitgenommen haben könnte',
  'bin.restored': 'Wiederhergestellt',
  'bin.restored.when': 'Wiederhergestellt {when}',
  'bin.purge.title': '{count, plural, one {# Kopie} other {# Kopien}} endgültig entfernen?',
  'bin.purge.text':
    'Die Bytes verlassen diesen Computer. Der Server bleibt unberührt, und nichts kann sie zurückholen.',
  'bin.purge.cancel': 'Abbrechen',
  'bin.purge.confirm': 'Endgültig entfernen',
  'bin.purged.held':
    '{count, plural, one {# Kopie gehört zu einer Löschung, die nicht beendet ist, und bleibt.} other {# Kopien gehören zu einer Löschung, die nicht beendet ist, und bleiben.}}',
  'bin.saved': '{count, plural, one {# Kopie gespeichert.} other {# Kopien gespeichert.}}',
  'bin.notSaved': 'Nicht gespeichert: {reason}',
  'save.copy-gone': 'die Kopie ist nicht mehr im Papierkorb',
  'save.copy-damaged': 'die Bytes der Kopie sind beschädigt',
  'save.disk-full': 'die Festplatte ist voll',
  'save.no-permission': 'dieser Computer lässt Refshelf dort nicht schreiben',
  'save.storage': 'dieser Computer konnte sie nicht schreiben',
  'bin.dismiss': 'Ausblenden',
  // A restore.
  'restore.title': 'Ergebnis der Wiederherstellung',
  'restore.name': '{count, plural, one {# Datei} other {# Dateien}} wiederherstellen',
  'restore.waiting': 'Wartet',
  'restore.sending': 'Wird gesendet',
  'restore.checking': 'Wird auf dem Server geprüft',
  'restore.restored': 'Wiederhergestellt und geprüft',
  'restore.restored-elsewhere': 'Unter anderem Namen wiederhergestellt',
  'restore.name-taken': 'Nicht wiederhergestellt: Es gibt dort jetzt eine Datei dieses Namens',
  'restore.not-replaced': 'Nicht wiederhergestellt: Die vorhandene Datei wurde nicht gelöscht',
  'restore.came-back-different':
    'Dort liegt jetzt etwas anderes: Was der Server auflistet, ist nicht diese Datei',
  'restore.not-listed': 'Nicht wiederhergestellt: Der Server nahm sie an, listet sie aber nicht auf',
  'restore.not-checked': 'Gesendet, aber nicht geprüft',
  'restore.copy-damaged': 'Nicht wiederhergestellt: Die Bytes der Kopie sind beschädigt',
  'restore.copy-gone': 'Nicht wiederhergestellt: Die Kopie ist nicht mehr im Papierkorb',
  'restore.other-connection': 'Nicht wiederhergestellt: Sie gehört zu einem anderen Server oder Konto',
  'restore.not-restored': 'Nicht wiederhergestellt',
  'restore.bytes.same': 'Bytes verglichen: gleich.',
  'restore.bytes.not-compared': 'Name und Größe stehen in der Liste; die Bytes wurden nicht verglichen.',
  'restore.notBack': 'Daten und Autor sind neu: Der Server übernimmt die alten nicht.',
  'restore.nameTaken.todo': 'Ersetzen löscht sie zuerst, mit derselben Frage und derselben Kopie.',
  'restore.replace': 'Ersetzen …',
  'restore.replaceAll': 'Alle {count} ersetzen …',
  'restore.stop': 'Stopp',
  'restore.stopping': 'Wird gestoppt: Die laufende Datei wird abgeschlossen und geprüft.',
  'restore.doubt.empty-file': 'Sie ist leer: Ein Server lehnt das vielleicht ab.',
  'restore.doubt.job-without-project':
    'Sie gehört zu einem Job, dessen Projekt nicht bekannt ist: Ein Server lehnt das vielleicht ab.',
}
