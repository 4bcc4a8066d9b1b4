import type { Translated } from '../en'
import type { enThumbnails } from '../en-thumbnails'

export const deThumbnails: Translated<typeof enThumbnails> = {
  'thumbnails.load':
    '{count, plural, one {Vorschau dafür laden (# Aufruf)} other {Vorschau für diese # laden (# Aufrufe)}}',
  'thumbnails.pending': '{count, plural, one {# Vorschau folgt noch} other {# Vorschauen folgen noch}}',
  'thumbnails.stop': 'Vorschauen stoppen',
  'thumbnails.stopped.no-room': 'Für Vorschauen sind jetzt keine Aufrufe übrig.',
  'thumbnails.stopped.failed': 'Der Server hat die Vorschauen nicht geliefert.',
}
