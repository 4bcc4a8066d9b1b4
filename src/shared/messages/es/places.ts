import type { Translated } from '../en'
import type { enPlaces } from '../en-places'

export const esPlaces: Translated<typeof enPlaces> = {
  'kept.title': 'Ubicaciones recientes',
  'kept.short': 'Recientes',
  'kept.pinned': 'Fijadas',
  'kept.recent': 'Recientes',
  'kept.empty': 'Las ubicaciones que se abren figuran aquí y se pueden fijar.',
  'kept.pin': 'Fijar {name}',
  'kept.unpin': 'Soltar {name}',
  'kept.forget': 'Quitar {name} de esta lista',
  'places.sources': 'Buscar en',
  'places.searching': 'Buscando…',
  'places.extent.all': '{count, plural, one {# en total} many {# en total} other {# en total}}',
  'places.extent.soFar': '{count, number} hasta ahora, y hay más',
  'places.extent.atLeast': 'Al menos {count, number}: el servidor no dice si son todos.',
  'places.extent.ofTotal': '{count, number} de {total, number}',
  'places.extent.missing':
    'Solo se pudieron listar {count, number} de {total, number}: el servidor no da más.',
  'places.extent.unread':
    '{count, plural, one {No se pudo leer # fila de la lista del servidor.} many {No se pudieron leer # filas de la lista del servidor.} other {No se pudieron leer # filas de la lista del servidor.}}',
  'projects.title': 'Proyectos',
  'projects.short': 'Proyectos',
  'projects.search': 'Buscar proyectos',
  'projects.empty':
    'Esta cuenta no ve ningún proyecto. Pida acceso a su administrador o abra abajo un lugar por sus ID.',
  'projects.noMatch': 'Ningún proyecto coincide. Borre la búsqueda para verlo todo.',
  'projects.more': 'Cargar más',
  'projects.whole': 'Todos los documentos',
  'projects.partial': 'Se pudieron listar {count, number} de {total, number} documentos',
  'projects.atLeast':
    '{count, plural, one {Al menos # documento} many {Al menos # documentos} other {Al menos # documentos}}',
  'projects.segments': '{count, plural, one {# segmento} many {# segmentos} other {# segmentos}}',
  'projects.documentsEmpty': 'Sin documentos',
  'projects.documentsFailed': 'No se pudo leer. Reintentar',
  'jobs.title': 'Trabajos',
  'jobs.short': 'Trabajos',
  'jobs.search': 'Buscar trabajos',
  'jobs.empty':
    'Esta cuenta no ve ningún trabajo. Pida acceso a su administrador o abra abajo un lugar por sus ID.',
  'jobs.noMatch': 'Ningún trabajo coincide. Borre la búsqueda para verlo todo.',
  'flex.title': 'Documentos Flex',
  'flex.short': 'Flex',
  'flex.search': 'Buscar documentos Flex',
  'flex.empty':
    'Esta cuenta no ve ningún documento Flex. Pida acceso a su administrador o abra abajo un lugar por sus ID.',
  'flex.noMatch': 'Ningún documento Flex coincide. Borre la búsqueda para verlo todo.',
  'segments.starting': 'Leyendo…',
  'segments.found': '{found, number} hasta ahora',
  'segments.foundOf': '{found, number} de {expected, number}',
  'segments.calls':
    '{calls, plural, one {aprox. # llamada} many {aprox. # llamadas} other {aprox. # llamadas}}',
  'segments.cost':
    'Cuesta aproximadamente {calls, plural, one {# llamada a la API} many {# llamadas a la API} other {# llamadas a la API}}.',
  'segments.approve': 'Leer',
  'segments.cancel': 'Cancelar',
  'segments.all':
    '{count, plural, =0 {Ningún segmento} one {# segmento} many {# segmentos} other {# segmentos}}',
  'segments.atLeast':
    '{listed, plural, one {Al menos # segmento} many {Al menos # segmentos} other {Al menos # segmentos}}',
  'segments.again': 'Pulse para leerlos de nuevo.',
  'segments.noText': 'sin texto',
  'segments.emptyText': 'vacío',
  'segments.textNotAvailable': 'Texto no disponible',
  'segments.noTexts': 'Textos no disponibles',
  'place.title': 'Abrir una ubicación',
  'place.scope': 'Ámbito',
  'place.segments': 'ID de segmentos',
  'place.segments.example': '27665601, 27665602',
  'place.open': 'Abrir',
  'place.scope.missing': 'Escriba un ámbito, por ejemplo pr7214.',
  'place.scope.invalid': 'Un ámbito es pr, jbs, jbc o flex con un número.',
  'place.segments.wrong.not-a-number': '«{token}» no es un ID de segmento.',
  'place.segments.wrong.zero': '«{token}» no es un ID de segmento: empiezan en 1.',
  'place.segments.wrong.too-large': '«{token}» es demasiado grande para un ID de segmento.',
  'place.segments.wrong.range-backwards': '«{token}» termina antes de empezar.',
  'place.segments.wrong.more':
    '{count, plural, one {Y # más como este.} many {Y # más como estos.} other {Y # más como estos.}}',
  'place.whole.project': 'Sin ID: todo el proyecto',
  'place.whole.document': 'Sin ID: todo el documento',
  'place.whole.job': 'Sin ID: todo el trabajo',
  'place.whole.flex': 'Sin ID: todo el documento Flex',
  'place.segments.tooMany': 'Se pueden abrir como máximo {limit, number} segmentos a la vez.',
  'place.oneSegment': 'Segmento {id}',
  'place.someSegments': '{count, plural, one {# segmento} many {# segmentos} other {# segmentos}}',
  'place.wholeProject': 'Todos los documentos',
  'listing.remembered.refreshing': 'A fecha de {time}, de su última visita. Actualizando…',
  'listing.remembered.old': 'A fecha de {time}, de su última visita. Sin actualizar.',
  'opening.found':
    '{found, plural, one {# segmento encontrado} many {# segmentos encontrados} other {# segmentos encontrados}}',
  'opening.foundOf': '{found, number} de {expected, number} segmentos encontrados',
  'opening.cost':
    'Aproximadamente {calls, plural, one {# llamada a la API} many {# llamadas a la API} other {# llamadas a la API}} para {segments, plural, one {# segmento} many {# segmentos} other {# segmentos}}.',
  'opening.wait':
    'Las últimas se podrán enviar dentro de {time} aproximadamente: la hora no tiene sitio para todas ahora.',
  'opening.ask': 'Listar esta ubicación cuesta muchas llamadas',
  'opening.approve': 'Cargar',
}
