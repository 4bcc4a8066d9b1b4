import type { Translated } from '../en'
import type { enProtection } from '../en-protection'

export const esProtection: Translated<typeof enProtection> = {
  'protect.title': 'Proteger',
  'protect.tip': 'Evitar que se eliminen archivos desde este equipo',
  'protect.file': 'Archivo',
  'protect.folder': 'Carpeta con todo su contenido',
  'protect.segment': 'Segmento entero',
  'protect.remove': 'Desproteger',
  'protected.mark': 'Protegido',
  'protected.description': 'Protegido en este equipo',
  'protected.by.file': 'Protegido por un bloqueo en este archivo.',
  'protected.by.folder': 'Protegido por un bloqueo en su carpeta.',
  'protected.by.segment': 'Protegido por un bloqueo en su segmento.',
  'protected.some':
    '{count, plural, one {# de estos archivos está protegido: queda fuera de una eliminación.} many {# de estos archivos están protegidos: quedan fuera de una eliminación.} other {# de estos archivos están protegidos: quedan fuera de una eliminación.}}',
  'protected.unreadable':
    'No se puede leer la lista de archivos protegidos. Hasta que se pueda, todos los archivos cuentan como protegidos y no se elimina nada.',
  'protected.reload': 'Leerla de nuevo',
  'protected.restart': 'Empezar una lista nueva',
  'protected.restart.ask':
    '¿Empezar una lista nueva? Lo que estaba protegido dejará de estarlo. La lista ilegible queda junto a ella en este equipo.',
  'protected.restart.keep': 'Mantener todo protegido',
  'unprotect.title':
    '{count, plural, one {¿Quitar este bloqueo?} many {¿Quitar estos # bloqueos?} other {¿Quitar estos # bloqueos?}}',
  'unprotect.text':
    'Todo lo que cubre un bloqueo se podrá eliminar de nuevo, también archivos que ahora no se ven.',
  'unprotect.locks': 'Bloqueos que se quitan',
  'unprotect.cancel': 'Cancelar',
  'unprotect.confirm':
    '{count, plural, one {Quitar el bloqueo} many {Quitar los bloqueos} other {Quitar los bloqueos}}',
  'lock.segment': 'Segmento {segment}, entero',
  'lock.folder': 'Carpeta con todo su contenido',
  'lock.inSegment': 'Segmento {segment}',
  'locks.title': 'Protegidos',
  'locks.text':
    'Los bloqueos se guardan en este equipo. Un archivo bloqueado nunca se elimina desde aquí, sea cual sea la forma de abrir su segmento; otros pueden eliminarlo desde otro lugar.',
  'locks.none': 'No hay nada protegido. Seleccione archivos en la lista y elija Proteger.',
  'locks.list': 'Bloqueos',
  'locks.remove': 'Quitar',
  'locks.remove.of': 'Quitar el bloqueo de {name}',
  'locks.more': 'y {count, number} más. Busque para verlos.',
  'locks.search': 'Buscar bloqueos',
  'locks.elsewhere': '{account} en {server}',
  'readOnly.badge': 'Solo lectura',
  'readOnly.long': 'Solo lectura: no se puede eliminar ni cargar nada',
  'readOnly.of': ' para {name}',
  'readOnly.why': 'Esta conexión es de solo lectura.',
  'readOnly.ask': '¿Permitir cambios en {name}? Se podrán volver a eliminar archivos definitivamente.',
  'readOnly.keep': 'Mantener solo lectura',
  'readOnly.allow': 'Permitir cambios',
}
