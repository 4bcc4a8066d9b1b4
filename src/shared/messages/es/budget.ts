import type { Translated } from '../en'
import type { enBudget } from '../en-budget'

export const esBudget: Translated<typeof enBudget> = {
  waiting: 'Se agotaron las llamadas a la API de esta hora: continúa en {duration}',
  'budget.label': 'Llamadas a la API en esta hora',
  'budget.short': 'Llamadas a la API',
  'budget.value': '{used, number} de {allowance, number}',
  'budget.valueText': '{used, number} de {allowance, number} usadas, quedan {left, number}',
  'budget.waits': 'continúa en {duration}',
  'budget.details': 'Qué usó las llamadas a la API',
  'budget.left':
    '{left, plural, =0 {No queda ninguna} one {queda # llamada} many {quedan # llamadas} other {quedan # llamadas}}',
  'budget.low':
    'Las eliminaciones y lo que se abre tienen prioridad; las copias no tocan la última décima parte.',
  'budget.none': 'No se ha pedido nada al servidor en esta hora.',
  'budget.byOthers': 'De otros, al menos',
  'budget.byOthers.why':
    'El servidor rechazó una llamada por debajo de nuestra propia cuenta: otros usan también esta cuenta.',
  'budget.room': 'La primera llamada sale de la hora a las {time}.',
  'budget.said':
    'El servidor habla de {said, number} llamadas por hora, los ajustes de {allowance, number}. Los ajustes valen hasta que se cambien.',
  'budget.unkept': 'No se pudo guardar este recuento: empieza de nuevo tras reiniciar.',
  'budget.for.delete': 'Eliminaciones',
  'budget.for.listing': 'Listados',
  'budget.for.download': 'Descargas',
  'budget.for.upload': 'Cargas',
  'budget.for.search': 'Búsquedas de segmentos',
  'budget.for.places': 'Proyectos y documentos',
  'budget.for.preview': 'Vistas previas',
  'budget.for.thumbnail': 'Miniaturas',
  'budget.for.other': 'Otros',
  'question.cost.doneAt':
    '{calls, plural, one {# llamada} many {# llamadas} other {# llamadas}}; no cabe en esta hora: terminará hacia las {time}',
}
