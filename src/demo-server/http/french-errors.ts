/** Sentences of the platform and of .NET in French, with the parts that stay as they are. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Token invalid or expired\.$/, 'Jeton invalide ou expiré.'],
  [/^Not authenticated$/, 'Non authentifié'],
  [
    /^API construct session from token failed with error: Not authenticated$/,
    'La création de la session à partir du jeton a échoué avec l’erreur : Non authentifié',
  ],
  [/^Invalid private key\.$/, 'Clé privée non valide.'],
  [
    /^You have no permission to access this item\.$/,
    'Vous n’avez pas l’autorisation d’accéder à cet élément.',
  ],
  [
    /^You have no permission to delete reference material of this project\.$/,
    'Vous n’avez pas le droit de supprimer le matériel de référence de ce projet.',
  ],
  [/^The requested file does not exist\.$/, 'Le fichier demandé n’existe pas.'],
  [/^A file of this name exists already\.$/, 'Un fichier de ce nom existe déjà.'],
  [
    /^The process cannot access the file '(.*)' because it is being used by another process\.$/,
    'Le processus ne peut pas accéder au fichier « $1 », car il est en cours d’utilisation par un autre processus.',
  ],
  [/^Access to the path '(.*)' is denied\.$/, 'L’accès au chemin d’accès « $1 » est refusé.'],
  [/^Invalid parameter '(.*)': .*$/, 'Paramètre « $1 » non valide.'],
]

/** The text in French. A text without a translation becomes a general sentence, so that no English word remains. */
export function toFrench(text: string): string {
  const [pattern, french] = sentences.find(([known]) => known.test(text)) ?? [/^.*$/s, 'La requête a échoué.']
  return text.replace(pattern, french)
}
