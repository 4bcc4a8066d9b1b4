import type { Translated } from '../en'
import type { enRecycleBin } from '../en-recycle-bin'

export const esRecycleBin: Translated<typeof enRecycleBin> = {
  'nav.recycle-bin': 'Papelera',
  'failure.bin-unreadable':
    'No se puede leer ni escribir la papelera de este equipo. Compruebe el espacio en disco y los permisos.',
  'failure.bin-limit':
    'La papelera no tiene sitio para las copias de estos archivos. Quite copias de ella o elimine sin copias.',
  'failure.bin-disk':
    'El disco de este equipo no tiene sitio para las copias de estos archivos. Libere espacio o elimine sin copias.',
  // The delete question.
  'copies.keep': 'Guardar una copia en la papelera',
  'copies.on':
    'Cada archivo se guarda primero en este equipo. Si falla su copia, no se elimina. Las copias no están cifradas.',
  'copies.off': 'No se hace ninguna copia: una vez eliminados, nadie puede recuperar estos archivos.',
  'copies.noRoom.limit':
    'Las copias no caben en la papelera. Quite copias de ella o desactívelas para esta eliminación.',
  'copies.noRoom.disk':
    'Las copias no caben en el disco de este equipo. Libere espacio o desactívelas para esta eliminación.',
  'copies.noRoom.unreadable':
    'No se puede leer ni escribir la papelera, así que no se pueden guardar copias. Repárela o desactívelas para esta eliminación.',
  'copies.doubt.empty-file':
    '{count, plural, one {# archivo está vacío: el servidor puede negarse a aceptarlo de nuevo.} many {# archivos están vacíos: el servidor puede negarse a aceptarlos de nuevo.} other {# archivos están vacíos: el servidor puede negarse a aceptarlos de nuevo.}}',
  'copies.doubt.job-without-project':
    '{count, plural, one {# archivo pertenece a un trabajo de proyecto desconocido: el servidor puede negarse a aceptarlo de nuevo.} many {# archivos pertenecen a un trabajo de proyecto desconocido: el servidor puede negarse a aceptarlos de nuevo.} other {# archivos pertenecen a un trabajo de proyecto desconocido: el servidor puede negarse a aceptarlos de nuevo.}}',
  'atRisk.title':
    '{count, plural, one {# archivo no elegido podría desaparecer con estos:} many {# archivos no elegidos podrían desaparecer con estos:} other {# archivos no elegidos podrían desaparecer con estos:}} el servidor no dice si al eliminar un archivo se lleva otros del mismo nombre.',
  'atRisk.copied':
    '{count, plural, one {Se copia primero a la papelera.} many {Se copian primero a la papelera.} other {Se copian primero a la papelera.}} Si alguno desaparece, la eliminación se detiene al instante.',
  'atRisk.notCopied':
    '{count, plural, one {No se hace copia de él.} many {No se hacen copias de ellos.} other {No se hacen copias de ellos.}} Si alguno desaparece, la eliminación se detiene al instante y nadie puede recuperarlo.',
  'atRisk.show': 'Mostrarlos',
  'atRisk.files': 'Archivos en riesgo',
  'copies.afterwards':
    '{count, plural, one {Después se carga en su lugar una copia de la papelera.} many {Después se cargan en su lugar # copias de la papelera.} other {Después se cargan en su lugar # copias de la papelera.}}',
  // Quitting.
  'quit.restore.title': 'Hay una restauración en curso',
  'quit.restore.detail':
    'El archivo en curso se termina y se comprueba antes de cerrar Refshelf. Los demás siguen en la papelera.',
  // The screen.
  'bin.title': 'Papelera',
  'bin.search': 'Buscar copias',
  'bin.actions': 'Acciones de copias',
  'bin.restore': 'Restaurar',
  'bin.save': 'Guardar una copia',
  'bin.remove': 'Eliminar la copia',
  'bin.space': '{copies, plural, one {# copia} many {# copias} other {# copias}} · {used} de {limit} usados',
  'bin.selected': '{selected, number} de {count, number} seleccionados',
  'bin.readOnly':
    'La lista de copias está dañada o es de una versión más reciente. Se muestra hasta donde se puede leer y no se modifica: no se pueden guardar copias nuevas.',
  'bin.signedOut':
    'Sin conexión: las copias se pueden guardar y quitar. Para restaurar una, conéctese primero a su servidor.',
  'bin.empty': 'La papelera está vacía',
  'bin.empty.plain':
    'Antes de eliminar un archivo del servidor, Refshelf guarda aquí una copia. Las copias quedan hasta que vence su plazo o hasta que se quitan.',
  'bin.noMatch': 'Ninguna copia coincide. Borre la búsqueda para verlo todo.',
  'bin.notEncrypted': 'Las copias están en este equipo, sin cifrar.',
  'bin.elsewhere': 'Otra conexión: conéctese a {host} como {account} para restaurarla.',
  'bin.column.name': 'Nombre',
  'bin.column.place': 'Ubicación',
  'bin.column.kept': 'Eliminado',
  'bin.column.account': 'Cuenta',
  'bin.column.size': 'Tamaño',
  'bin.column.expires': 'Guardado hasta',
  'bin.atRisk': 'En riesgo',
  'bin.atRisk.why': 'Se guardó porque una eliminación podría habérselo llevado',
  'bin.restored': 'Restaurado',
  'bin.restored.when': 'Restaurado {when}',
  'bin.purge.title':
    '¿Quitar {count, plural, one {# copia} many {# copias} other {# copias}} definitivamente?',
  'bin.purge.text': 'Los bytes salen de este equipo. El servidor no se toca y nada puede recuperarlos.',
  'bin.purge.cancel': 'Cancelar',
  'bin.purge.confirm': 'Quitar definitivamente',
  'bin.purged.held':
    '{count, plural, one {# copia pertenece a una eliminación sin terminar y se queda.} many {# copias pertenecen a una eliminación sin terminar y se quedan.} other {# copias pertenecen a una eliminación sin terminar y se quedan.}}',
  'bin.saved':
    '{count, plural, one {# copia guardada.} many {# copias guardadas.} other {# copias guardadas.}}',
  'bin.notSaved': 'No guardada: {reason}',
  'save.copy-gone': 'la copia ya no está en la papelera',
  'save.copy-damaged': 'los bytes de la copia están dañados',
  'save.disk-full': 'el disco está lleno',
  'save.no-permission': 'este equipo no deja a Refshelf escribir ahí',
  'save.storage': 'este equipo no pudo escribirlo',
  'bin.dismiss': 'Descartar',
  // A restore.
  'restore.title': 'Resultado de la restauración',
  'restore.name': 'Restaurar {count, plural, one {# archivo} many {# archivos} other {# archivos}}',
  'restore.waiting': 'En espera',
  'restore.sending': 'Enviando',
  'restore.checking': 'Comprobando en el servidor',
  'restore.restored': 'Restaurado y verificado',
  'restore.restored-elsewhere': 'Restaurado con otro nombre',
  'restore.name-taken': 'No restaurado: ahora hay ahí un archivo con este nombre',
  'restore.not-replaced': 'No restaurado: el archivo que hay ahora no se eliminó',
  'restore.came-back-different': 'Ahora hay otra cosa: lo que lista el servidor no es este archivo',
  'restore.not-listed': 'No restaurado: el servidor lo aceptó, pero no lo lista',
  'restore.not-checked': 'Enviado, pero sin comprobar',
  'restore.copy-damaged': 'No restaurado: los bytes de la copia están dañados',
  'restore.copy-gone': 'No restaurado: la copia ya no está en la papelera',
  'restore.other-connection': 'No restaurado: pertenece a otro servidor o cuenta',
  'restore.not-restored': 'No restaurado',
  'restore.bytes.same': 'Bytes comparados: iguales.',
  'restore.bytes.not-compared': 'El nombre y el tamaño están en la lista; los bytes no se compararon.',
  'restore.notBack': 'Las fechas y el autor son nuevos: el servidor no acepta los anteriores.',
  'restore.nameTaken.todo': 'Reemplazarlo lo elimina primero, con la misma pregunta y la misma copia.',
  'restore.replace': 'Reemplazar…',
  'restore.replaceAll': 'Reemplazar los {count}…',
  'restore.stop': 'Detener',
  'restore.stopping': 'Deteniendo: el archivo en curso se termina y se comprueba.',
  'restore.doubt.empty-file': 'Está vacío: un servidor puede rechazarlo.',
  'restore.doubt.job-without-project':
    'Pertenece a un trabajo de proyecto desconocido: un servidor puede rechazarlo.',
}
