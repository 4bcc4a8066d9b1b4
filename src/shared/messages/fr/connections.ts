import type { Translated } from '../en'
import type { enConnections } from '../en-connections'

export const frConnections: Translated<typeof enConnections> = {
  'switcher.button': 'Connexion\u202f: {name}',
  'switcher.menu': 'Connexions',
  'switcher.add': 'Ajouter une connexion…',
  'switcher.edit': 'Modifier la connexion…',
  'switcher.actions': 'Plus',
  'switcher.unsaved': '{where} · non mémorisée',
  'switcher.opening': 'Connexion à {name}…',
  'demo.name': 'Espace de démonstration',
  'connectTo.title': 'Se connecter à {name}',
  'connectTo.add': 'Ajouter une connexion',
  'connectTo.stays':
    'Vous restez connecté à {name} jusqu’à l’ouverture de celle-ci. Ce qui y est en cours continue.',
  'connectTo.cancel': 'Annuler',
  'edit.title': 'Modifier la connexion',
  'edit.of': 'Modifier {name}',
  'edit.edit': 'Modifier',
  'edit.name': 'Nom',
  'edit.color': 'Couleur',
  'edit.note': 'La barre de titre et chaque question avant une suppression affichent les deux.',
  'opens.atStart': 'Ouvrir au démarrage de l’application',
  'opens.note':
    'La clé se trouve dans le trousseau de cet ordinateur. Une seule connexion au plus s’ouvre d’elle-même.',
  'opens.noKey': 'Seule une connexion dont la clé est enregistrée en sécurité peut s’ouvrir d’elle-même.',
  'edit.save': 'Enregistrer',
  'edit.cancel': 'Annuler',
  'color.blue': 'Bleu',
  'color.orange': 'Orange',
  'color.green': 'Vert',
  'color.purple': 'Violet',
  'color.red': 'Rouge',
  'color.grey': 'Gris',
  'origin.elsewhere': 'Sur une autre connexion',
  'bin.purge.from': 'De {name}, {where}',
}
