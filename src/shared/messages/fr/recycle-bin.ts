import type { Translated } from '../en'
import type { enRecycleBin } from '../en-recycle-bin'

export const frRecycleBin: Translated<typeof enRecycleBin> = {
  'nav.recycle-bin': 'Corbeille',
  'failure.bin-unreadable':
    'La corbeille de cet ordinateur ne peut être ni lue ni écrite. Vérifiez l’espace disque et les autorisations.',
  'failure.bin-limit':
    'La corbeille n’a pas de place pour les copies de ces fichiers. Retirez-en des copies, ou supprimez sans copies.',
  'failure.bin-disk':
    'Le disque de cet ordinateur n’a pas de place pour les copies de ces fichiers. Libérez de l’espace, ou supprimez sans copies.',
  // The delete question.
  'copies.keep': 'Garder une copie dans la corbeille',
  'copies.on':
    'Chaque fichier est d’abord enregistré sur cet ordinateur. Si sa copie échoue, il n’est pas supprimé. Les copies ne sont pas chiffrées.',
  'copies.off':
    'Aucune copie n’est faite\u202f: une fois supprimés, personne ne pourra récupérer ces fichiers.',
  'copies.noRoom.limit':
    'Les copies ne tiennent pas dans la corbeille. Retirez-en des copies, ou désactivez-les pour cette suppression.',
  'copies.noRoom.disk':
    'Les copies ne tiennent pas sur le disque de cet ordinateur. Libérez de l’espace, ou désactivez-les pour cette suppression.',
  'copies.noRoom.unreadable':
    'La corbeille ne peut être ni lue ni écrite\u202f: aucune copie n’est possible. Réparez cela, ou désactivez-les pour cette suppression.',
  'copies.doubt.empty-file':
    '{count, plural, one {# fichier est vide\u202f: le serveur pourrait refuser de le reprendre.} many {# fichiers sont vides\u202f: le serveur pourrait refuser de les reprendre.} other {# fichiers sont vides\u202f: le serveur pourrait refuser de les reprendre.}}',
  'copies.doubt.job-without-project':
    '{count, plural, one {# fichier appartient à une tâche dont le projet est inconnu\u202f: le serveur pourrait refuser de le reprendre.} many {# fichiers appartiennent à une tâche dont le projet est inconnu\u202f: le serveur pourrait refuser de les reprendre.} other {# fichiers appartiennent à une tâche dont le projet est inconnu\u202f: le serveur pourrait refuser de les reprendre.}}',
  'atRisk.title':
    '{count, plural, one {# fichier que vous n’avez pas choisi pourrait disparaître avec ceux-ci\u202f:} many {# fichiers que vous n’avez pas choisis pourraient disparaître avec ceux-ci\u202f:} other {# fichiers que vous n’avez pas choisis pourraient disparaître avec ceux-ci\u202f:}} le serveur ne dit pas si supprimer un fichier en emporte d’autres du même nom.',
  'atRisk.copied':
    '{count, plural, one {Il est d’abord copié dans la corbeille.} many {Ils sont d’abord copiés dans la corbeille.} other {Ils sont d’abord copiés dans la corbeille.}} Si l’un disparaît, la suppression s’arrête aussitôt.',
  'atRisk.notCopied':
    '{count, plural, one {Aucune copie n’en est faite.} many {Aucune copie n’en est faite.} other {Aucune copie n’en est faite.}} Si l’un disparaît, la suppression s’arrête aussitôt, et personne ne pourra le récupérer.',
  'atRisk.show': 'Les afficher',
  'atRisk.files': 'Fichiers menacés',
  'copies.afterwards':
    '{count, plural, one {Ensuite, une copie de la corbeille est téléversée à sa place.} many {Ensuite, # copies de la corbeille sont téléversées à leur place.} other {Ensuite, # copies de la corbeille sont téléversées à leur place.}}',
  // Quitting.
  'quit.restore.title': 'Une restauration est en cours',
  'quit.restore.detail':
    'Le fichier en cours est terminé et vérifié avant la fermeture de Refshelf. Les autres restent dans la corbeille.',
  // The screen.
  'bin.title': 'Corbeille',
  'bin.search': 'Rechercher des copies',
  'bin.actions': 'Actions sur les copies',
  'bin.restore': 'Restaurer',
  'bin.save': 'Enregistrer une copie',
  'bin.remove': 'Supprimer la copie',
  'bin.space':
    '{copies, plural, one {# copie} many {# copies} other {# copies}} · {used} sur {limit} utilisés',
  'bin.selected': '{selected, number} sur {count, number} sélectionnés',
  'bin.readOnly':
    'La liste des copies est endommagée ou vient d’une version plus récente. Elle est affichée autant qu’elle est lisible et n’est pas modifiée\u202f: aucune nouvelle copie n’est possible.',
  'bin.signedOut':
    'Non connecté\u202f: les copies peuvent être enregistrées et retirées. Pour en restaurer une, connectez-vous d’abord à son serveur.',
  'bin.empty': 'La corbeille est vide',
  'bin.empty.plain':
    'Avant de supprimer un fichier du serveur, Refshelf en garde une copie ici. Les copies restent jusqu’à leur échéance ou jusqu’à ce que vous les retiriez.',
  'bin.noMatch': 'Aucune copie trouvée. Effacez la recherche pour tout voir.',
  'bin.notEncrypted': 'Les copies sont sur cet ordinateur, non chiffrées.',
  'bin.elsewhere': 'Autre connexion\u202f: connectez-vous à {host} avec {account} pour la restaurer.',
  'bin.column.name': 'Nom',
  'bin.column.place': 'Emplacement',
  'bin.column.kept': 'Supprimé',
  'bin.column.account': 'Compte',
  'bin.column.size': 'Taille',
  'bin.column.expires': 'Gardé jusqu’au',
  'bin.atRisk': 'Menacé',
  'bin.atRisk.why': 'Gardé parce qu’une suppression aurait pu l’emporter',
  'bin.restored': 'Restauré',
  'bin.restored.when': 'Restauré {when}',
  'bin.purge.title':
    'Retirer définitivement {count, plural, one {# copie} many {# copies} other {# copies}}\u202f?',
  'bin.purge.text':
    'Les octets quittent cet ordinateur. Le serveur n’est pas touché, et rien ne peut les faire revenir.',
  'bin.purge.cancel': 'Annuler',
  'bin.purge.confirm': 'Retirer définitivement',
  'bin.purged.held':
    '{count, plural, one {# copie appartient à une suppression non terminée et reste.} many {# copies appartiennent à une suppression non terminée et restent.} other {# copies appartiennent à une suppression non terminée et restent.}}',
  'bin.saved':
    '{count, plural, one {# copie enregistrée.} many {# copies enregistrées.} other {# copies enregistrées.}}',
  'bin.notSaved': 'Non enregistrée\u202f: {reason}',
  'save.copy-gone': 'la copie n’est plus dans la corbeille',
  'save.copy-damaged': 'les octets de la copie sont endommagés',
  'save.disk-full': 'le disque est plein',
  'save.no-permission': 'cet ordinateur ne laisse pas Refshelf écrire à cet endroit',
  'save.storage': 'cet ordinateur n’a pas pu l’écrire',
  'bin.dismiss': 'Masquer',
  // A restore.
  'restore.title': 'Résultat de la restauration',
  'restore.name': 'Restaurer {count, plural, one {# fichier} many {# fichiers} other {# fichiers}}',
  'restore.waiting': 'En attente',
  'restore.sending': 'Envoi',
  'restore.checking': 'Vérification sur le serveur',
  'restore.restored': 'Restauré et vérifié',
  'restore.restored-elsewhere': 'Restauré sous un autre nom',
  'restore.name-taken': 'Non restauré\u202f: un fichier de ce nom s’y trouve maintenant',
  'restore.not-replaced': 'Non restauré\u202f: le fichier qui s’y trouve n’a pas été supprimé',
  'restore.came-back-different':
    'Autre chose s’y trouve maintenant\u202f: ce que liste le serveur n’est pas ce fichier',
  'restore.not-listed': 'Non restauré\u202f: le serveur l’a accepté, mais ne le liste pas',
  'restore.not-checked': 'Envoyé, mais non vérifié',
  'restore.copy-damaged': 'Non restauré\u202f: les octets de la copie sont endommagés',
  'restore.copy-gone': 'Non restauré\u202f: la copie n’est plus dans la corbeille',
  'restore.other-connection': 'Non restauré\u202f: il appartient à un autre serveur ou compte',
  'restore.not-restored': 'Non restauré',
  'restore.bytes.same': 'Octets comparés\u202f: identiques.',
  'restore.bytes.not-compared': 'Nom et taille sont listés\u202f; les octets n’ont pas été comparés.',
  'restore.notBack': 'Les dates et l’auteur sont nouveaux\u202f: le serveur ne reprend pas les anciens.',
  'restore.nameTaken.todo': 'Le remplacer le supprime d’abord, avec la même question et la même copie.',
  'restore.replace': 'Remplacer…',
  'restore.replaceAll': 'Remplacer les {count}…',
  'restore.stop': 'Arrêter',
  'restore.stopping': 'Arrêt\u202f: le fichier en cours est terminé et vérifié.',
  'restore.doubt.empty-file': 'Il est vide\u202f: un serveur peut refuser cela.',
  'restore.doubt.job-without-project':
    'Il appartient à une tâche dont le projet est inconnu\u202f: un serveur peut refuser cela.',
}
