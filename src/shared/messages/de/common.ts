import type { enCommon, Translated } from '../en'

export const deCommon: Translated<typeof enCommon> = {
  'app.name': 'Refshelf',
  // Failures: what happened, then what to do. One sentence pair for each kind of shared/failure.ts.
  'failure.address-invalid':
    'Das ist keine Serveradresse. Geben Sie https:// ein, dann den Namen Ihrer Wordbee-Plattform.',
  'failure.address-not-secure':
    'Einfaches http wird abgelehnt: Der API-Schlüssel ginge lesbar durch das Netz. Verwenden Sie die https-Adresse.',
  'failure.trial-runtime-host':
    'Dies ist eine Test-Laufzeit für Demo und Tests: Sie verbindet sich nur mit Servern auf diesem Computer. Installieren Sie die offizielle Laufzeit, um andere zu erreichen.',
  'failure.wrong-key':
    'Der Server hat diesen API-Schlüssel für dieses Konto nicht angenommen. Prüfen Sie API-Schlüssel und Konto-ID.',
  'failure.unreachable':
    'Der Server ist nicht erreichbar. Prüfen Sie die Adresse, Ihr Netzwerk und Ihren Proxy.',
  'failure.certificate':
    'Die Verbindung ist nicht sicher: Dieser Computer vertraut dem Zertifikat des Servers nicht. Es wurde nichts gesendet. Fragen Sie Ihren Administrator.',
  'failure.timed-out': 'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es gleich noch einmal.',
  'failure.redirected':
    'Der Server hat uns an eine andere Adresse verwiesen. Dort wurde nichts angefragt, damit Ihr Schlüssel bei diesem Server bleibt. Prüfen Sie die Server-URL.',
  'failure.answer-cut': 'Die Antwort brach vor ihrem Ende ab. Versuchen Sie es erneut.',
  'failure.answer-too-large':
    'Die Antwort ist größer als erwartet und wurde nicht zu Ende gelesen. Öffnen Sie weniger Segmente auf einmal.',
  'failure.answer-unexpected':
    'Die Antwort des Servers stammt nicht von einer Wordbee-Plattform oder von einer neueren. Prüfen Sie die Server-URL.',
  'failure.no-asset-api':
    'Dieser Server bietet kein Referenzmaterial zu Segmenten. Die Adresse ist vielleicht falsch, oder die Installation ist zu alt.',
  'failure.session-rejected':
    'Der Server nimmt den API-Schlüssel an, weist aber jede Sitzung ab, die er vergibt. Melden Sie sich später erneut an, oder fragen Sie Ihren Administrator.',
  'failure.forbidden': 'Ihr Konto hat auf dem Server kein Recht dazu.',
  'failure.throttled':
    'Alle API-Aufrufe dieser Stunde sind verbraucht. Warten Sie einige Minuten, und versuchen Sie es dann erneut.',
  'failure.query-too-long': 'Der Server lehnt selbst die kürzeste Form dieser Anfrage als zu lang ab.',
  'failure.length-required':
    'Der Server oder ein Proxy davor lehnt Uploads ab, deren Länge nicht vorab genannt wird. Die App kann das nur bei kleinen Dateien; bitten Sie Ihren Administrator, Uploads in Blöcken (chunked) zuzulassen.',
  'failure.too-large-for-server':
    'Der Server oder ein Proxy davor lehnt eine Datei dieser Größe ab. Senden Sie eine kleinere, oder bitten Sie Ihren Administrator, die Grenze anzuheben.',
  'failure.server-refused': 'Der Server hat die Anfrage abgelehnt.',
  'failure.server-error': 'Beim Server ist ein Fehler aufgetreten. Versuchen Sie es gleich noch einmal.',
  'failure.listing-suspicious':
    'Der Server listet nichts auf, wo er eben noch Dateien zeigte. Es wurde nichts gelöscht. Aktualisieren Sie, und sehen Sie erneut nach.',
  'failure.not-connected': 'Sie sind mit keinem Server verbunden.',
  'failure.scope-invalid': 'Ein Scope ist pr, jbs, jbc oder flex mit einer Nummer, etwa pr7214.',
  'failure.upload-needs-project':
    'Die API sieht Uploads nur für Projekte vor, und der Server nennt das Projekt dieses Jobs nicht. Öffnen Sie das Projekt selbst, und laden Sie dort hoch.',
  'failure.plan-unknown': 'Diese Frage gilt nicht mehr. Wählen Sie die Dateien aus, und fragen Sie erneut.',
  'failure.job-running':
    'Eine Löschung läuft noch. Warten Sie, bis sie beendet ist, oder stoppen Sie sie zuerst.',
  'failure.transfers-running':
    'Es werden noch Dateien übertragen. Warten Sie, bis das beendet ist, oder stoppen Sie es zuerst.',
  'failure.job-interrupted':
    'Eine unterbrochene Löschung wartet auf Ihre Antwort. Setzen Sie sie fort, oder stoppen Sie sie zuerst.',
  'failure.job-too-many-files':
    'Mehr Dateien, als eine Löschung haben darf. Löschen Sie weniger auf einmal, oder erhöhen Sie die Grenze in den Einstellungen.',
  'failure.job-too-large':
    'Mehr Daten, als eine Löschung haben darf. Löschen Sie weniger auf einmal, oder erhöhen Sie die Grenze in den Einstellungen.',
  'failure.connection-read-only':
    'Diese Verbindung ist schreibgeschützt: Nichts darauf kann gelöscht oder hochgeladen werden. Heben Sie das zuerst in den Einstellungen auf.',
  'failure.connection-name':
    'Ein Name hat 1 bis 80 Zeichen, und keines davon ist unsichtbar oder kehrt die anderen um.',
  'failure.locks-unreadable':
    'Die Liste der geschützten Dateien kann nicht gelesen werden, daher gilt jede Datei als geschützt. Siehe „Geschützt“ in den Einstellungen.',
  'failure.locks-too-many':
    'Das wären mehr Sperren, als eine Liste fassen kann. Schützen Sie ganze Ordner oder Segmente statt einzelner Dateien.',
  'failure.settings-unreadable':
    'Die Datei settings.json kann nicht gelesen werden; sie blieb unverändert, und nichts wurde geändert. Reparieren oder entfernen Sie sie, und starten Sie Refshelf neu.',
  'failure.stored-key-unreadable':
    'Der gespeicherte API-Schlüssel kann nicht gelesen werden. Er blieb unverändert. Entsperren Sie Ihren Schlüsselbund und versuchen Sie es erneut, oder geben Sie den Schlüssel neu ein.',
  'failure.stored-key-missing':
    'Für diese Verbindung ist kein API-Schlüssel gespeichert. Geben Sie ihn ein, um sich zu verbinden.',
  'failure.target-disk':
    'Die gewählten Dateien brauchen mehr Platz, als dieser Datenträger hat. Es wurde nichts heruntergeladen: Wählen Sie einen anderen Datenträger oder weniger Dateien.',
  'failure.not-staged':
    'Noch sind nicht alle diese Dateien auf diesem Computer. Warten Sie, bis sie bereit sind, und versuchen Sie es dann noch einmal.',
  'failure.no-file-clipboard':
    'Dieses System kann von dieser App keine Dateien in die Zwischenablage übernehmen. Ziehen Sie sie heraus, oder laden Sie sie herunter.',
  'failure.storage-failed':
    'Dieser Computer konnte das nicht speichern. Prüfen Sie freien Speicherplatz und Berechtigungen.',
  'failure.demo-failed': 'Der Demo-Arbeitsbereich konnte nicht gestartet werden.',
  'failure.stopped': 'Gestoppt.',
  'failure.request-invalid':
    'Die App hat sich selbst etwas gefragt, das keinen Sinn ergibt. Bitte melden Sie das.',
  'failure.internal-fault':
    'In Refshelf ist etwas fehlgeschlagen; was lief, läuft weiter. Sehen Sie sich das Ergebnis an, und melden Sie das bitte.',
  'failure.internal':
    'In Refshelf ist etwas schiefgegangen. Dadurch wurde nichts gelöscht. Bitte melden Sie das.',
  // Outcomes of files. The first five are relied on by scripts, word for word.
  'outcome.deleted-and-verified': 'Gelöscht und geprüft',
  'outcome.already-gone': 'War bereits weg',
  'outcome.still-on-server': 'Noch auf dem Server',
  'outcome.not-checked': 'Nicht geprüft',
  'outcome.not-deleted': 'Nicht gelöscht: {reason}',
  'outcome.waiting': 'Wartet',
  'outcome.asking': 'Wird gelöscht',
  'outcome.asked': 'Gelöscht, noch nicht geprüft',
  'outcome.unknown': 'Noch nicht bekannt',
  'outcome.replaced': 'dort liegt jetzt eine neuere Datei dieses Namens',
  'outcome.notDeleted.unsafe-name': 'dieser Name kann nicht sicher angefragt werden',
  'outcome.notDeleted.name-too-long': 'Name zu lang für den Server',
  'outcome.notDeleted.changed': 'geändert, seit Sie nachgesehen haben',
  'outcome.notDeleted.stopped-by-user': 'Sie haben die Löschung vorher gestoppt',
  'outcome.notDeleted.job-stopped': 'die Löschung wurde vor dieser Datei gestoppt',
  'outcome.notDeleted.forbidden': 'Ihr Konto darf hier nicht löschen',
  'outcome.notDeleted.refused-by-server': 'der Server hat abgelehnt',
  'outcome.notDeleted.copy-failed': 'Kopie fehlgeschlagen',
  'outcome.notDeleted.sibling-copy-failed': 'Kopie einer Datei, die mitgehen könnte, fehlgeschlagen',
  'outcome.notDeleted.protected': 'auf diesem Computer geschützt',
  'outcome.notDeleted.sibling-protected': 'eine geschützte Datei könnte mitgehen',
  'copyFailed.size-unknown': 'der Server nennt die Größe dieser Datei nicht',
  'copyFailed.size-differs': 'der Server kündigte eine andere Größe an, als er auflistet',
  'copyFailed.broke-off': 'der Download brach ab',
  'copyFailed.too-short': 'der Download war kürzer als die aufgelistete Größe',
  'copyFailed.too-long': 'der Download war länger als die aufgelistete Größe',
  'copyFailed.timed-out': 'der Download dauerte zu lange',
  'copyFailed.unreachable': 'der Server war nicht erreichbar',
  'copyFailed.throttled': 'der Server bat immer wieder zu warten',
  'copyFailed.refused': 'der Server lehnte den Download ab',
  'copyFailed.server-error': 'beim Server ist ein Fehler aufgetreten',
  'copyFailed.disk-full': 'die Festplatte dieses Computers ist voll',
  'copyFailed.no-permission': 'dieser Computer lässt Refshelf nicht in den Papierkorb schreiben',
  'copyFailed.bin-full': 'der Papierkorb hat keinen Platz mehr dafür',
  'copyFailed.bin-unreadable': 'die Liste des Papierkorbs kann nicht gelesen werden',
  'copyFailed.storage': 'dieser Computer konnte sie nicht schreiben',
  // Why a job ended early.
  'stop.by-user': 'Sie haben die Löschung gestoppt.',
  'stop.listing-failed':
    'Gestoppt: Die Liste des Servers konnte nicht gelesen werden, daher konnte nichts geprüft werden.',
  'stop.listing-suspicious':
    'Gestoppt: Die Listen des Servers widersprechen sich. Dateien, die er eben noch zeigte, fehlten in einer davon.',
  'stop.canary-still-there':
    'Nach der ersten Datei gestoppt: Der Server meldete sie als gelöscht, aber sie ist noch da.',
  'stop.canary-unclear': 'Nach der ersten Datei gestoppt: Der Server gab keine klare Antwort.',
  'stop.vanished-unasked': 'Gestoppt: Dateien sind verschwunden, die niemand löschen wollte.',
  'stop.forbidden': 'Gestoppt: Ihr Konto darf hier kein Referenzmaterial löschen.',
  'stop.failures-in-a-row': 'Gestoppt: Drei Löschungen hintereinander schlugen fehl.',
  'stop.session-lost': 'Gestoppt: Der Server nimmt unsere Sitzung nicht mehr an.',
  'stop.journal-failed':
    'Gestoppt: Dieser Computer konnte nicht aufzeichnen, was gelöscht wird, daher wurde nichts mehr verlangt.',
  'stop.throttled-out': 'Gestoppt: Der Server beantwortete jede Löschung mit der Bitte zu warten.',
  'stop.connection-read-only': 'Gestoppt: Die Verbindung wurde schreibgeschützt.',
  'stop.connection-closed': 'Gestoppt: Die Verbindung wurde geschlossen.',
  // Application menu and system dialogs.
  'menu.file': 'Datei',
  'menu.openPlace': 'Ort öffnen …',
  'menu.signOut': 'Abmelden',
  'menu.quit': 'Refshelf beenden',
  'menu.edit': 'Bearbeiten',
  'menu.selectAll': 'Alles auswählen',
  'menu.selectNone': 'Nichts auswählen',
  'menu.find': 'In Assets suchen',
  'menu.delete': 'Löschen …',
  'menu.view': 'Ansicht',
  'menu.refresh': 'Aktualisieren',
  'menu.zoomIn': 'Vergrößern',
  'menu.zoomOut': 'Verkleinern',
  'menu.zoomReset': 'Originalgröße',
  'menu.window': 'Fenster',
  'menu.help': 'Hilfe',
  'menu.undo': 'Rückgängig',
  'menu.redo': 'Wiederholen',
  'menu.cut': 'Ausschneiden',
  'menu.copy': 'Kopieren',
  'menu.paste': 'Einfügen',
  'menu.fullScreen': 'Vollbild ein/aus',
  'menu.minimize': 'Minimieren',
  'menu.zoom': 'Zoomen',
  'menu.close': 'Schließen',
  'menu.bringToFront': 'Alle nach vorne bringen',
  'menu.about': 'Über Refshelf',
  'menu.services': 'Dienste',
  'menu.hide': 'Refshelf ausblenden',
  'menu.hideOthers': 'Andere ausblenden',
  'menu.showAll': 'Alle einblenden',
  'menu.shortcuts': 'Tastenkürzel',
  'menu.invertSelection': 'Auswahl umkehren',
  'menu.copyName': 'Namen kopieren',
  'menu.copyNames': 'Namen kopieren',
  'menu.copyIdentity': 'Identität kopieren',
  'menu.copyIdentities': 'Identitäten kopieren',
  'menu.closeGroups': 'Alle Gruppen schließen',
  'menu.openGroups': 'Alle Gruppen öffnen',
  'menu.protect': 'Schützen',
  'crash.title': 'Das Fenster fällt immer wieder aus',
  'crash.detail': 'Was lief, läuft ohne es weiter. Nichts wird gelöscht, das Sie nicht bestätigt haben.',
  'crash.again': 'Erneut öffnen',
  'crash.quit': 'Refshelf beenden',
  'quit.title': 'Eine Löschung läuft',
  'quit.detail':
    'Was verlangt wurde, wird abgeschlossen und geprüft, bevor Refshelf schließt. Die anderen Dateien bleiben auf dem Server.',
  'quit.stop': 'Stoppen und beenden',
  'quit.stay': 'Weiterlaufen lassen',
  'menu.expand': 'Aufklappen',
  'menu.collapse': 'Zuklappen',
}
