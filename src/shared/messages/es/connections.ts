import type { Translated } from '../en'
import type { enConnections } from '../en-connections'

export const esConnections: Translated<typeof enConnections> = {
  'switcher.button': 'Conexión: {name}',
  'switcher.menu': 'Conexiones',
  'switcher.add': 'Añadir conexión…',
  'switcher.edit': 'Editar conexión…',
  'switcher.actions': 'Más',
  'switcher.unsaved': '{where} · no recordada',
  'switcher.opening': 'Conectando con {name}…',
  'demo.name': 'Espacio de demostración',
  'connectTo.title': 'Conectar con {name}',
  'connectTo.add': 'Añadir una conexión',
  'connectTo.stays':
    'Sigue la conexión con {name} hasta que se abra esta. Lo que está en curso allí continúa.',
  'connectTo.cancel': 'Cancelar',
  'edit.title': 'Editar conexión',
  'edit.of': 'Editar {name}',
  'edit.edit': 'Editar',
  'edit.name': 'Nombre',
  'edit.color': 'Color',
  'edit.note': 'La barra de título y cada pregunta antes de eliminar archivos muestran ambos.',
  'edit.save': 'Guardar',
  'edit.cancel': 'Cancelar',
  'color.blue': 'Azul',
  'color.orange': 'Naranja',
  'color.green': 'Verde',
  'color.purple': 'Morado',
  'color.red': 'Rojo',
  'color.grey': 'Gris',
  'origin.elsewhere': 'En otra conexión',
  'bin.purge.from': 'De {name}, {where}',
}
