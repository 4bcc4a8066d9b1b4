import type { Translated } from '../en'
import type { enProtection } from '../en-protection'

export const frProtection: Translated<typeof enProtection> = {
  'protect.title': 'Protéger',
  'protect.tip': 'Empêcher la suppression de fichiers depuis cet ordinateur',
  'protect.file': 'Fichier',
  'protect.folder': 'Dossier et tout son contenu',
  'protect.segment': 'Segment entier',
  'protect.remove': 'Retirer la protection',
  'protected.mark': 'Protégé',
  'protected.description': 'Protégé sur cet ordinateur',
  'protected.by.file': 'Protégé par un verrou sur ce fichier.',
  'protected.by.folder': 'Protégé par un verrou sur son dossier.',
  'protected.by.segment': 'Protégé par un verrou sur son segment.',
  'protected.some':
    '{count, plural, one {# de ces fichiers est protégé\u202f: il est exclu d’une suppression.} many {# de ces fichiers sont protégés\u202f: ils sont exclus d’une suppression.} other {# de ces fichiers sont protégés\u202f: ils sont exclus d’une suppression.}}',
  'protected.unreadable':
    'La liste des fichiers protégés est illisible. Tant qu’elle le reste, chaque fichier compte comme protégé et rien n’est supprimé.',
  'protected.reload': 'Relire',
  'protected.restart': 'Commencer une nouvelle liste',
  'protected.restart.ask':
    'Commencer une nouvelle liste\u202f? Ce qui était protégé ne le sera plus. La liste illisible reste à côté sur cet ordinateur.',
  'protected.restart.keep': 'Tout garder protégé',
  'unprotect.title':
    '{count, plural, one {Retirer ce verrou\u202f?} many {Retirer ces # verrous\u202f?} other {Retirer ces # verrous\u202f?}}',
  'unprotect.text':
    'Tout ce que couvre un verrou pourra de nouveau être supprimé, même des fichiers que vous ne voyez pas en ce moment.',
  'unprotect.locks': 'Verrous à retirer',
  'unprotect.cancel': 'Annuler',
  'unprotect.confirm':
    '{count, plural, one {Retirer le verrou} many {Retirer les verrous} other {Retirer les verrous}}',
  'lock.segment': 'Segment {segment}, entier',
  'lock.folder': 'Dossier et tout son contenu',
  'lock.inSegment': 'Segment {segment}',
  'locks.title': 'Protégés',
  'locks.text':
    'Les verrous sont conservés sur cet ordinateur. Un fichier verrouillé n’est jamais supprimé d’ici, quelle que soit la façon d’ouvrir son segment\u202f; d’autres peuvent le supprimer ailleurs.',
  'locks.none': 'Rien n’est protégé. Sélectionnez des fichiers dans la liste, puis choisissez Protéger.',
  'locks.list': 'Verrous',
  'locks.remove': 'Retirer',
  'locks.remove.of': 'Retirer le verrou sur {name}',
  'locks.more': 'et {count, number} de plus. Faites une recherche pour les voir.',
  'locks.search': 'Rechercher des verrous',
  'locks.elsewhere': '{account} sur {server}',
  'readOnly.badge': 'Lecture seule',
  'readOnly.long': 'Lecture seule\u202f: rien ne peut être supprimé ni téléversé',
  'readOnly.of': ' pour {name}',
  'readOnly.why': 'Cette connexion est en lecture seule.',
  'readOnly.ask':
    'Autoriser les modifications sur {name}\u202f? Des fichiers pourront de nouveau être supprimés définitivement.',
  'readOnly.keep': 'Garder en lecture seule',
  'readOnly.allow': 'Autoriser',
}
