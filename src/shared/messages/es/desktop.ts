import type { Translated } from '../en'
import type { enDesktop } from '../en-desktop'

export const esDesktop: Translated<typeof enDesktop> = {
  // Notices. Filled by main without plurals: no word may depend on a number.
  'notice.ended.title': 'Eliminación terminada',
  'notice.stopped.title': 'Eliminación detenida',
  'notice.all': 'Archivos eliminados y verificados: {done} de {total}.',
  'notice.part': 'Archivos eliminados y verificados: {done} de {total}. Vea qué pasó con los demás.',
  'notice.interrupted.title': 'Una eliminación le espera',
  'notice.interrupted':
    'Archivos eliminados y verificados: {done} de {total}. Se interrumpió: continúela o deténgala.',
  'notice.vanished.title': 'Desaparecieron archivos que nadie pidió eliminar',
  'notice.vanished': 'Archivos que faltan: {count}. Refshelf detuvo la eliminación. Compruébelo, por favor.',
  'notice.restored.title': 'Restauración terminada',
  'notice.restored.all': 'Archivos devueltos y verificados: {done} de {total}.',
  'notice.restored.part': 'Archivos devueltos y verificados: {done} de {total}. Vea qué pasó con los demás.',
  'offline.label': 'Red',
  'offline.network': 'Sin conexión: este equipo no tiene red.',
  'offline.server': 'Sin conexión: no se puede acceder a {host}.',
  'offline.works':
    'Las listas ya leídas, las vistas previas guardadas, la papelera, la actividad y los ajustes siguen disponibles. Para volver a listar, eliminar o restaurar hace falta el servidor; este aviso desaparece cuando vuelve.',
  'offline.short': 'Sin conexión',

  'shortcuts.group.window': 'En todas partes',
  'shortcuts.group.list': 'En una lista',
  'shortcuts.group.groups': 'Grupos de una lista',
  'shortcuts.group.columns': 'En un encabezado de columna',
  'shortcuts.openPlace': 'Abrir una ubicación',
  'shortcuts.zoomIn': 'Mostrar todo más grande',
  'shortcuts.zoomOut': 'Mostrar todo más pequeño',
  'shortcuts.zoomReset': 'Mostrar todo en su tamaño normal',
  'shortcuts.menu': 'Abrir el menú del elemento con el foco',
  'shortcuts.moveOnly': 'Moverse sin seleccionar',
  'key.Ctrl': 'Ctrl',
  'key.Alt': 'Alt',
  'key.Shift': 'Mayús',
  'key.Escape': 'Esc',
  'key.Space': 'Espacio',
  'key.Delete': 'Supr',
  'key.Menu': 'Menú',
  'key.PageUp': 'Re Pág',
  'key.PageDown': 'Av Pág',
  'key.Home': 'Inicio',
  'key.End': 'Fin',
}
