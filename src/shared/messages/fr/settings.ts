import type { Translated } from '../en'
import type { enSettings } from '../en-settings'

export const frSettings: Translated<typeof enSettings> = {
  'nav.settings': 'Réglages',
  'settings.title': 'Réglages',
  'settings.text':
    'Pour cet ordinateur et toutes ses connexions. Chaque modification est enregistrée aussitôt.',
  'settings.saved': 'Enregistré',
  'settings.reset': 'Réinitialiser',
  'settings.reset.of': 'Réinitialiser {section}',
  'settings.unreadable':
    'Le fichier settings.json est illisible\u202f: les valeurs par défaut s’appliquent, et rien ne peut être modifié. Réparez-le ou retirez-le, puis relancez Refshelf.',
  'settings.number.invalid': 'Saisissez un nombre entier de 1 à {most, number}.',
  'settings.size.invalid': 'Saisissez une taille de 1 MiB à 1 TiB.',
  'settings.unit': 'Unité de {name}',
  'settings.appearance': 'Apparence',
  'settings.theme': 'Thème',
  'settings.theme.help': 'Clair ou sombre, ou comme cet ordinateur.',
  'settings.theme.system': 'Comme cet ordinateur',
  'settings.theme.light': 'Clair',
  'settings.theme.dark': 'Sombre',
  'settings.zoom': 'Taille du texte et des commandes',
  'settings.zoom.help': 'Aussi dans le menu Affichage, et avec Ctrl ou ⌘ et plus, moins ou 0.',
  'settings.zoom.percent': '{zoom, number, percent}',
  'settings.notify': 'Notifications',
  'settings.notifications': 'M’avertir quand une longue opération se termine ou m’attend',
  'settings.notifications.help':
    'Par les notifications de cet ordinateur, quand Refshelf est en arrière-plan. Elles contiennent des nombres, aucun nom de fichier.',
  'settings.bin': 'Corbeille',
  'settings.keepCopies': 'Garder une copie avant de supprimer un fichier',
  'settings.keepCopies.help': 'Ce que propose la question. Chaque suppression peut en décider autrement.',
  'settings.binDays': 'Jours de conservation d’une copie',
  'settings.binDays.help': 'Pour les nouvelles copies. Les autres gardent leur échéance.',
  'settings.binBytes': 'Place pour toutes les copies',
  'settings.binBytes.help': 'Quand elle manque, les plus anciennes partent d’abord, jamais le premier jour.',
  'settings.delete': 'Suppression',
  'settings.deletesInFlight': 'Fichiers supprimés à la fois',
  'settings.deletesInFlight.help': 'De 1 à 8, une fois le premier fichier vérifié seul.',
  'settings.maxFilesPerJob': 'Fichiers au plus par suppression',
  'settings.maxFilesPerJob.help': 'Au-delà, rien n’est envoyé du tout.',
  'settings.maxBytesPerJob': 'Données au plus par suppression',
  'settings.maxBytesPerJob.help': 'Au-delà, rien n’est envoyé du tout.',
  'settings.server': 'Serveur',
  'settings.hourlyAllowance': 'Appels d’API par heure',
  'settings.hourlyAllowance.help': 'Ce que le serveur accorde à un compte. Refshelf n’en fait jamais plus.',
  'settings.said': 'Dans son dernier refus, le serveur parlait de {said, number} appels par heure.',
  'settings.said.use': 'Utiliser {said, number}',
  'settings.byOthers':
    '{count, plural, one {D’autres ont fait au moins # appel avec ce compte durant la dernière heure\u202f: le serveur nous a refusés en deçà de notre propre compte.} many {D’autres ont fait au moins # appels avec ce compte durant la dernière heure\u202f: le serveur nous a refusés en deçà de notre propre compte.} other {D’autres ont fait au moins # appels avec ce compte durant la dernière heure\u202f: le serveur nous a refusés en deçà de notre propre compte.}}',
  'settings.language': 'Langue',
  'settings.language.help': 'Des menus, boutons et messages. Les noms de fichiers restent tels quels.',
  'settings.language.system': 'Comme l’ordinateur ({language})',
  'settings.language.forced':
    'Cette session a été lancée avec --lang, qui décide jusqu’au redémarrage de Refshelf.',
  'settings.looking': 'Aperçus',
  'settings.autoPreview': 'Charger l’aperçu du fichier sélectionné',
  'settings.autoPreview.help':
    'Coûte un appel d’API par fichier pas encore regardé. Sinon, le volet demande d’abord.',
  'settings.autoThumbnails': 'Charger les vignettes de ce qui est à l’écran',
  'settings.autoThumbnails.help':
    'Coûte un appel d’API par image pas encore vue, et jamais un de ceux réservés à la suppression. Sinon, un bouton demande d’abord.',
  'settings.previewCacheBytes': 'Place pour les aperçus sur cet ordinateur',
  'settings.previewCacheBytes.help':
    'Quand elle manque, ce qui n’a plus été regardé depuis longtemps part d’abord.',
  'settings.kept':
    '{count, plural, one {# fichier gardé} many {# fichiers gardés} other {# fichiers gardés}} actuellement, {size}',
  'settings.kept.none': 'Rien n’est gardé actuellement.',
  'settings.kept.clear': 'Effacer les aperçus',
  'settings.connections': 'Connexions',
  'settings.connections.text':
    'Une connexion en lecture seule permet de regarder, jamais de modifier. Refshelf lui-même y veille, pas seulement cette fenêtre.',
  'settings.connections.none': 'Aucune connexion n’est conservée sur cet ordinateur.',
  'settings.connections.open': 'ouverte',
  'settings.connections.session': 'ouverte, pour cette session seulement',
}
