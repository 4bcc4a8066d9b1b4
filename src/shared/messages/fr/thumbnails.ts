import type { Translated } from '../en'
import type { enThumbnails } from '../en-thumbnails'

export const frThumbnails: Translated<typeof enThumbnails> = {
  'thumbnails.load':
    '{count, plural, one {Charger son aperçu (# appel)} many {Charger ces # aperçus (# appels)} other {Charger ces # aperçus (# appels)}}',
  'thumbnails.pending':
    '{count, plural, one {encore # aperçu} many {encore # aperçus} other {encore # aperçus}}',
  'thumbnails.stop': 'Arrêter les aperçus',
  'thumbnails.stopped.no-room': 'Il ne reste pas d’appels pour les aperçus.',
  'thumbnails.stopped.failed': 'Le serveur n’a pas donné les aperçus.',
}
