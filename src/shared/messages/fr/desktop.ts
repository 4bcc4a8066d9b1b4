import type { Translated } from '../en'
import type { enDesktop } from '../en-desktop'

export const frDesktop: Translated<typeof enDesktop> = {
  // Notices. Filled by main without plurals: no word may depend on a number.
  'notice.ended.title': 'Suppression terminée',
  'notice.stopped.title': 'Suppression arrêtée',
  'notice.all': 'Fichiers supprimés et vérifiés\u202f: {done} sur {total}.',
  'notice.part':
    'Fichiers supprimés et vérifiés\u202f: {done} sur {total}. Voyez ce que sont devenus les autres.',
  'notice.interrupted.title': 'Une suppression vous attend',
  'notice.interrupted':
    'Fichiers supprimés et vérifiés\u202f: {done} sur {total}. Elle a été interrompue\u202f: continuez-la ou arrêtez-la.',
  'notice.vanished.title': 'Des fichiers ont disparu sans demande',
  'notice.vanished':
    'Fichiers manquants\u202f: {count}. Refshelf a arrêté la suppression. Veuillez vérifier.',
  'notice.restored.title': 'Restauration terminée',
  'notice.restored.all': 'Fichiers remis et vérifiés\u202f: {done} sur {total}.',
  'notice.restored.part':
    'Fichiers remis et vérifiés\u202f: {done} sur {total}. Voyez ce que sont devenus les autres.',
  'notice.upload.title': 'Envoi terminé',
  'notice.copy.title': 'Copie terminée',
  'notice.download.title': 'Téléchargement terminé',
  'notice.moved.all': 'Fichiers terminés\u202f: {done} sur {total}.',
  'notice.moved.part': 'Fichiers terminés\u202f: {done} sur {total}. Voyez ce que sont devenus les autres.',
  'offline.label': 'Réseau',
  'offline.network': 'Hors ligne\u202f: cet ordinateur n’a pas de réseau.',
  'offline.server': 'Hors ligne\u202f: {host} est injoignable.',
  'offline.works':
    'Les listes déjà lues, les aperçus conservés, la corbeille, l’activité et les réglages restent utilisables. Relister, supprimer ou restaurer demande le serveur\u202f; ce message disparaît dès son retour.',
  'offline.short': 'Hors ligne',

  'shortcuts.group.window': 'Partout',
  'shortcuts.group.list': 'Dans une liste',
  'shortcuts.group.groups': 'Groupes d’une liste',
  'shortcuts.group.columns': 'Sur un en-tête de colonne',
  'shortcuts.openPlace': 'Ouvrir un emplacement',
  'shortcuts.zoomIn': 'Tout afficher en plus grand',
  'shortcuts.zoomOut': 'Tout afficher en plus petit',
  'shortcuts.zoomReset': 'Tout afficher à la taille normale',
  'shortcuts.menu': 'Ouvrir le menu de l’élément actif',
  'shortcuts.moveOnly': 'Se déplacer sans sélectionner',
  'key.Ctrl': 'Ctrl',
  'key.Alt': 'Alt',
  'key.Shift': 'Maj',
  'key.Escape': 'Échap',
  'key.Space': 'Espace',
  'key.Delete': 'Suppr',
  'key.Menu': 'Menu',
  'key.PageUp': 'Page préc.',
  'key.PageDown': 'Page suiv.',
  'key.Home': 'Début',
  'key.End': 'Fin',
}
