import type { Translated } from '../en'
import type { enBudget } from '../en-budget'

export const deBudget: Translated<typeof enBudget> = {
  waiting: 'Die API-Aufrufe dieser Stunde sind verbraucht: Weiter in {duration}',
  'budget.label': 'API-Aufrufe in dieser Stunde',
  'budget.short': 'API-Aufrufe',
  'budget.value': '{used, number} von {allowance, number}',
  'budget.valueText': '{used, number} von {allowance, number} verbraucht, {left, number} übrig',
  'budget.waits': 'weiter in {duration}',
  'budget.details': 'Wofür API-Aufrufe verbraucht wurden',
  'budget.left': '{left, plural, =0 {Keiner übrig} one {# Aufruf übrig} other {# Aufrufe übrig}}',
  'budget.low': 'Löschungen und was Sie öffnen gehen vor; Kopien lassen das letzte Zehntel unberührt.',
  'budget.none': 'In dieser Stunde wurde der Server nichts gefragt.',
  'budget.byOthers': 'Von anderen, mindestens',
  'budget.byOthers.why':
    'Der Server lehnte einen Aufruf unterhalb unserer eigenen Zählung ab: Auch andere benutzen dieses Konto.',
  'budget.room': 'Der erste Aufruf fällt um {time} aus der Stunde.',
  'budget.said':
    'Der Server spricht von {said, number} Aufrufen pro Stunde, die Einstellungen von {allowance, number}. Die Einstellungen gelten, bis Sie sie ändern.',
  'budget.unkept': 'Diese Zählung konnte nicht gespeichert werden: Nach einem Neustart beginnt sie von vorn.',
  'budget.for.delete': 'Löschungen',
  'budget.for.listing': 'Auflistungen',
  'budget.for.download': 'Downloads',
  'budget.for.upload': 'Uploads',
  'budget.for.search': 'Segmentsuchen',
  'budget.for.places': 'Projekte und Dokumente',
  'budget.for.preview': 'Vorschauen',
  'budget.for.thumbnail': 'Miniaturbilder',
  'budget.for.other': 'Sonstiges',
  'question.cost.doneAt':
    '{calls, plural, one {# Aufruf} other {# Aufrufe}}; passt nicht in diese Stunde: fertig gegen {time}',
}
