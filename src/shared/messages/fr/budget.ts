import type { Translated } from '../en'
import type { enBudget } from '../en-budget'

export const frBudget: Translated<typeof enBudget> = {
  waiting: 'Les appels d’API de cette heure sont épuisés\u202f: reprise dans {duration}',
  'budget.label': 'Appels d’API de cette heure',
  'budget.short': 'Appels d’API',
  'budget.value': '{used, number} sur {allowance, number}',
  'budget.valueText': '{used, number} sur {allowance, number} utilisés, {left, number} restants',
  'budget.waits': 'reprise dans {duration}',
  'budget.details': 'Ce qui a utilisé les appels d’API',
  'budget.left':
    '{left, plural, =0 {Aucun restant} one {# appel restant} many {# appels restants} other {# appels restants}}',
  'budget.low':
    'Les suppressions et ce que vous ouvrez passent d’abord\u202f; les copies ne touchent pas au dernier dixième.',
  'budget.none': 'Rien n’a été demandé au serveur pendant cette heure.',
  'budget.byOthers': 'Par d’autres, au moins',
  'budget.byOthers.why':
    'Le serveur a refusé un appel en deçà de notre propre compte\u202f: d’autres utilisent aussi ce compte.',
  'budget.room': 'Le premier appel sort de l’heure à {time}.',
  'budget.said':
    'Le serveur parle de {said, number} appels par heure, les réglages de {allowance, number}. Les réglages valent jusqu’à ce que vous les changiez.',
  'budget.unkept': 'Ce compte n’a pas pu être enregistré\u202f: il repart de zéro après un redémarrage.',
  'budget.for.delete': 'Suppressions',
  'budget.for.listing': 'Listes',
  'budget.for.download': 'Téléchargements',
  'budget.for.upload': 'Téléversements',
  'budget.for.search': 'Recherches de segments',
  'budget.for.places': 'Projets et documents',
  'budget.for.preview': 'Aperçus',
  'budget.for.thumbnail': 'Vignettes',
  'budget.for.other': 'Autres',
  'question.cost.doneAt':
    '{calls, plural, one {# appel} many {# appels} other {# appels}}\u202f; dépasse cette heure\u202f: fini vers {time}',
}
