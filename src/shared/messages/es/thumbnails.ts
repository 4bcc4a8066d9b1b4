import type { Translated } from '../en'
import type { enThumbnails } from '../en-thumbnails'

export const esThumbnails: Translated<typeof enThumbnails> = {
  'thumbnails.load':
    '{count, plural, one {Cargar esta vista previa (# llamada)} many {Cargar estas # vistas previas (# llamadas)} other {Cargar estas # vistas previas (# llamadas)}}',
  'thumbnails.pending':
    '{count, plural, one {falta # vista previa} many {faltan # vistas previas} other {faltan # vistas previas}}',
  'thumbnails.stop': 'Detener vistas previas',
  'thumbnails.stopped.no-room': 'Ahora no quedan llamadas para vistas previas.',
  'thumbnails.stopped.failed': 'El servidor no dio las vistas previas.',
}
