import type { enCommon, Translated } from '../en'

export const frCommon: Translated<typeof enCommon> = {
  'app.name': 'Refshelf',
  // Failures: what happened, then what to do. One sentence pair for each kind of shared/failure.ts.
  'failure.address-invalid':
    'Ce n’est pas une adresse de serveur. Saisissez https://, puis le nom de votre plateforme Wordbee.',
  'failure.address-not-secure':
    'Le http simple est refusé\u202f: la clé d’API traverserait le réseau en clair. Utilisez l’adresse https.',
  'failure.trial-runtime-host':
    'Ceci est un environnement d’essai, pour la démonstration et les tests\u202f: il ne se connecte qu’à des serveurs de cet ordinateur. Installez l’environnement officiel pour en atteindre d’autres.',
  'failure.wrong-key':
    'Le serveur n’a pas accepté cette clé d’API pour ce compte. Vérifiez la clé d’API et l’ID du compte.',
  'failure.unreachable': 'Le serveur est injoignable. Vérifiez l’adresse, votre réseau et votre proxy.',
  'failure.certificate':
    'La connexion n’est pas sûre\u202f: cet ordinateur ne fait pas confiance au certificat du serveur. Rien n’a été envoyé. Consultez votre administrateur.',
  'failure.timed-out': 'Le serveur n’a pas répondu à temps. Réessayez dans un instant.',
  'failure.redirected':
    'Le serveur nous a renvoyés vers une autre adresse. La requête y a été refusée, pour que votre clé reste chez ce serveur. Vérifiez l’URL du serveur.',
  'failure.answer-cut': 'La réponse s’est interrompue avant la fin. Réessayez.',
  'failure.answer-too-large':
    'La réponse est plus grande que prévu et n’a pas été lue jusqu’au bout. Ouvrez moins de segments à la fois.',
  'failure.answer-unexpected':
    'La réponse du serveur ne vient pas d’une plateforme Wordbee, ou vient d’une plus récente. Vérifiez l’URL du serveur.',
  'failure.no-asset-api':
    'Ce serveur n’offre pas de matériel de référence sur les segments. L’adresse est peut-être fausse, ou l’installation trop ancienne.',
  'failure.session-rejected':
    'Le serveur accepte la clé d’API mais rejette chaque session qu’il donne. Reconnectez-vous plus tard, ou consultez votre administrateur.',
  'failure.forbidden': 'Votre compte n’a pas le droit de faire cela sur le serveur.',
  'failure.throttled':
    'Tous les appels d’API de cette heure sont utilisés. Attendez quelques minutes, puis réessayez.',
  'failure.query-too-long':
    'Le serveur refuse comme trop longue même la forme la plus courte de cette requête.',
  'failure.length-required':
    'Le serveur, ou un proxy devant lui, refuse les envois dont la taille n’est pas annoncée. L’application ne peut le faire que pour les petits fichiers\u202f; demandez à votre administrateur d’autoriser les envois par morceaux (chunked).',
  'failure.too-large-for-server':
    'Le serveur, ou un proxy devant lui, refuse un fichier de cette taille. Envoyez-en un plus petit, ou demandez à votre administrateur de relever la limite.',
  'failure.server-refused': 'Le serveur a refusé la requête.',
  'failure.server-error': 'Le serveur a rencontré une erreur. Réessayez dans un instant.',
  'failure.listing-suspicious':
    'Le serveur ne liste rien là où il montrait des fichiers il y a un instant. Rien n’a été supprimé. Actualisez, puis regardez à nouveau.',
  'failure.not-connected': 'Vous n’êtes connecté à aucun serveur.',
  'failure.scope-invalid': 'Un périmètre est pr, jbs, jbc ou flex suivi d’un numéro, par exemple pr7214.',
  'failure.upload-needs-project':
    'L’API ne documente le téléversement que pour les projets, et le serveur n’indique pas le projet de cette tâche. Ouvrez le projet lui-même et téléversez-y.',
  'failure.plan-unknown':
    'Cette question n’est plus valable. Sélectionnez les fichiers et demandez à nouveau.',
  'failure.job-running': 'Une suppression est encore en cours. Attendez sa fin, ou arrêtez-la d’abord.',
  'failure.transfers-running':
    'Des fichiers sont encore en cours de transfert. Attendez la fin, ou arrêtez-le d’abord.',
  'failure.job-interrupted':
    'Une suppression interrompue attend votre réponse. Continuez-la ou arrêtez-la d’abord.',
  'failure.job-too-many-files':
    'Plus de fichiers qu’une suppression ne peut en avoir. Supprimez-en moins à la fois, ou relevez la limite dans les réglages.',
  'failure.job-too-large':
    'Plus de données qu’une suppression ne peut en avoir. Supprimez-en moins à la fois, ou relevez la limite dans les réglages.',
  'failure.connection-read-only':
    'Cette connexion est en lecture seule\u202f: rien ne peut y être supprimé ni téléversé. Désactivez cela d’abord dans les réglages.',
  'failure.connection-name':
    'Un nom a de 1 à 80 caractères, sans caractère invisible ni qui inverse les autres.',
  'failure.locks-unreadable':
    'La liste des fichiers protégés est illisible\u202f: chaque fichier compte donc comme protégé. Voir Protégés dans les réglages.',
  'failure.locks-too-many':
    'Cela ferait plus de verrous qu’une liste ne peut en contenir. Protégez des dossiers ou des segments entiers plutôt que des fichiers isolés.',
  'failure.settings-unreadable':
    'Le fichier settings.json est illisible\u202f: il a été laissé tel quel et rien n’a été modifié. Réparez-le ou retirez-le, puis relancez Refshelf.',
  'failure.stored-key-unreadable':
    'La clé d’API enregistrée est illisible. Elle a été laissée telle quelle. Déverrouillez votre trousseau et réessayez, ou saisissez la clé à nouveau.',
  'failure.stored-key-missing':
    'Aucune clé d’API n’est enregistrée pour cette connexion. Saisissez-la pour vous connecter.',
  'failure.target-disk':
    'Les fichiers choisis demandent plus de place que ce disque n’en a. Rien n’a été téléchargé\u202f: choisissez un autre disque ou moins de fichiers.',
  'failure.not-staged':
    'Tous ces fichiers ne sont pas encore sur cet ordinateur. Attendez qu’ils soient prêts, puis réessayez.',
  'failure.no-file-clipboard':
    'Ce système ne peut pas recevoir de fichiers de cette application dans son presse-papiers. Faites-les glisser ou téléchargez-les.',
  'failure.storage-failed':
    'Cet ordinateur n’a pas pu enregistrer cela. Vérifiez l’espace disque et les autorisations.',
  'failure.demo-failed': 'L’espace de démonstration n’a pas pu être démarré.',
  'failure.stopped': 'Arrêté.',
  'failure.request-invalid':
    'L’application s’est demandé à elle-même quelque chose qui n’a pas de sens. Veuillez le signaler.',
  'failure.internal-fault':
    'Quelque chose a échoué dans Refshelf\u202f; ce qui était en cours continue. Regardez-en le résultat, et veuillez le signaler.',
  'failure.internal':
    'Un problème est survenu dans Refshelf. Rien n’a été supprimé par cela. Veuillez le signaler.',
  // Outcomes of files. The first five are relied on by scripts, word for word.
  'outcome.deleted-and-verified': 'Supprimé et vérifié',
  'outcome.already-gone': 'Avait déjà disparu',
  'outcome.still-on-server': 'Encore sur le serveur',
  'outcome.not-checked': 'Non vérifié',
  'outcome.not-deleted': 'Non supprimé\u202f: {reason}',
  'outcome.waiting': 'En attente',
  'outcome.asking': 'Suppression',
  'outcome.asked': 'Supprimé, pas encore vérifié',
  'outcome.unknown': 'Pas encore connu',
  'outcome.replaced': 'un fichier plus récent de ce nom s’y trouve maintenant',
  'outcome.notDeleted.unsafe-name': 'ce nom ne peut pas être demandé sans risque',
  'outcome.notDeleted.name-too-long': 'nom trop long pour le serveur',
  'outcome.notDeleted.changed': 'modifié depuis que vous avez regardé',
  'outcome.notDeleted.stopped-by-user': 'vous avez arrêté la suppression avant',
  'outcome.notDeleted.job-stopped': 'la suppression a été arrêtée avant ce fichier',
  'outcome.notDeleted.forbidden': 'votre compte n’a pas le droit de supprimer ici',
  'outcome.notDeleted.refused-by-server': 'le serveur a refusé',
  'outcome.notDeleted.copy-failed': 'échec de la copie',
  'outcome.notDeleted.sibling-copy-failed': 'échec de la copie d’un fichier qu’il pourrait emporter',
  'outcome.notDeleted.protected': 'protégé sur cet ordinateur',
  'outcome.notDeleted.sibling-protected': 'un fichier protégé pourrait disparaître avec lui',
  'copyFailed.size-unknown': 'le serveur ne dit pas la taille de ce fichier',
  'copyFailed.size-differs': 'le serveur a annoncé une autre taille que celle de sa liste',
  'copyFailed.broke-off': 'le téléchargement s’est interrompu',
  'copyFailed.too-short': 'le téléchargement était plus court que la taille listée',
  'copyFailed.too-long': 'le téléchargement était plus long que la taille listée',
  'copyFailed.timed-out': 'le téléchargement a duré trop longtemps',
  'copyFailed.unreachable': 'le serveur était injoignable',
  'copyFailed.throttled': 'le serveur demandait sans cesse d’attendre',
  'copyFailed.refused': 'le serveur a refusé le téléchargement',
  'copyFailed.server-error': 'le serveur a rencontré une erreur',
  'copyFailed.disk-full': 'le disque de cet ordinateur est plein',
  'copyFailed.no-permission': 'cet ordinateur ne laisse pas Refshelf écrire dans la corbeille',
  'copyFailed.bin-full': 'la corbeille n’a plus de place pour lui',
  'copyFailed.bin-unreadable': 'la liste de la corbeille est illisible',
  'copyFailed.storage': 'cet ordinateur n’a pas pu l’écrire',
  // Why a job ended early.
  'stop.by-user': 'Vous avez arrêté la suppression.',
  'stop.listing-failed':
    'Arrêt\u202f: la liste du serveur n’a pas pu être lue, donc rien n’a pu être vérifié.',
  'stop.listing-suspicious':
    'Arrêt\u202f: les listes du serveur se contredisent. Des fichiers montrés il y a un instant manquaient dans l’une d’elles.',
  'stop.canary-still-there':
    'Arrêt après le premier fichier\u202f: le serveur l’a dit supprimé, mais il est encore là.',
  'stop.canary-unclear': 'Arrêt après le premier fichier\u202f: le serveur n’a pas donné de réponse claire.',
  'stop.vanished-unasked': 'Arrêt\u202f: des fichiers ont disparu que personne n’avait demandé de supprimer.',
  'stop.forbidden': 'Arrêt\u202f: votre compte n’a pas le droit de supprimer ici du matériel de référence.',
  'stop.failures-in-a-row': 'Arrêt\u202f: trois suppressions de suite ont échoué.',
  'stop.session-lost': 'Arrêt\u202f: le serveur n’accepte plus notre session.',
  'stop.journal-failed':
    'Arrêt\u202f: cet ordinateur n’a pas pu noter ce qui est supprimé, donc rien de plus n’a été demandé.',
  'stop.throttled-out': 'Arrêt\u202f: le serveur a répondu à chaque suppression par une demande d’attendre.',
  'stop.connection-read-only': 'Arrêt\u202f: la connexion a été mise en lecture seule.',
  'stop.connection-closed': 'Arrêt\u202f: la connexion a été fermée.',
  // Application menu and system dialogs.
  'menu.file': 'Fichier',
  'menu.openPlace': 'Ouvrir un emplacement…',
  'menu.signOut': 'Se déconnecter',
  'menu.quit': 'Quitter Refshelf',
  'menu.edit': 'Édition',
  'menu.selectAll': 'Tout sélectionner',
  'menu.selectNone': 'Ne rien sélectionner',
  'menu.find': 'Rechercher dans les ressources',
  'menu.delete': 'Supprimer…',
  'menu.view': 'Affichage',
  'menu.refresh': 'Actualiser',
  'menu.zoomIn': 'Zoom avant',
  'menu.zoomOut': 'Zoom arrière',
  'menu.zoomReset': 'Taille réelle',
  'menu.window': 'Fenêtre',
  'menu.help': 'Aide',
  'menu.undo': 'Annuler',
  'menu.redo': 'Rétablir',
  'menu.cut': 'Couper',
  'menu.copy': 'Copier',
  'menu.paste': 'Coller',
  'menu.fullScreen': 'Plein écran',
  'menu.minimize': 'Réduire',
  'menu.zoom': 'Zoom',
  'menu.close': 'Fermer',
  'menu.bringToFront': 'Tout ramener au premier plan',
  'menu.about': 'À propos de Refshelf',
  'menu.services': 'Services',
  'menu.hide': 'Masquer Refshelf',
  'menu.hideOthers': 'Masquer les autres',
  'menu.showAll': 'Tout afficher',
  'menu.shortcuts': 'Raccourcis clavier',
  'menu.invertSelection': 'Inverser la sélection',
  'menu.copyName': 'Copier le nom',
  'menu.copyNames': 'Copier les noms',
  'menu.copyIdentity': 'Copier l’identité',
  'menu.copyIdentities': 'Copier les identités',
  'menu.closeGroups': 'Fermer tous les groupes',
  'menu.openGroups': 'Ouvrir tous les groupes',
  'menu.protect': 'Protéger',
  'crash.title': 'La fenêtre échoue sans cesse',
  'crash.detail': 'Ce qui était en cours continue sans elle. Rien n’est supprimé que vous n’ayez confirmé.',
  'crash.again': 'L’ouvrir à nouveau',
  'crash.quit': 'Quitter Refshelf',
  'quit.title': 'Une suppression est en cours',
  'quit.detail':
    'Les fichiers demandés sont terminés et vérifiés avant la fermeture de Refshelf. Les autres restent sur le serveur.',
  'quit.stop': 'Arrêter et quitter',
  'quit.stay': 'Laisser continuer',
  'menu.expand': 'Développer',
  'menu.collapse': 'Réduire',
}
