import type { enCommon, Translated } from '../en'

export const esCommon: Translated<typeof enCommon> = {
  'app.name': 'Refshelf',
  // Failures: what happened, then what to do. One sentence pair for each kind of shared/failure.ts.
  'failure.address-invalid':
    'Esto no es una dirección de servidor. Escriba https:// y el nombre de su plataforma Wordbee.',
  'failure.address-not-secure':
    'Se rechaza el http simple: la clave de API cruzaría la red sin cifrar. Use la dirección https.',
  'failure.trial-runtime-host':
    'Este es un entorno de prueba, para la demostración y las pruebas: solo conecta con servidores de este equipo. Instale el entorno oficial para llegar a otros.',
  'failure.wrong-key':
    'El servidor no aceptó esta clave de API para esta cuenta. Compruebe la clave de API y el ID de cuenta.',
  'failure.unreachable': 'No se puede llegar al servidor. Compruebe la dirección, la red y el proxy.',
  'failure.certificate':
    'La conexión no es segura: este equipo no confía en el certificado del servidor. No se envió nada. Consulte a su administrador.',
  'failure.timed-out': 'El servidor no respondió a tiempo. Inténtelo de nuevo en un momento.',
  'failure.redirected':
    'El servidor remitió a otra dirección. Allí no se hizo la petición, para que su clave se quede en este servidor. Compruebe la URL del servidor.',
  'failure.answer-cut': 'La respuesta se cortó antes de terminar. Inténtelo de nuevo.',
  'failure.answer-too-large':
    'La respuesta es mayor de lo esperado y no se leyó hasta el final. Abra menos segmentos a la vez.',
  'failure.answer-unexpected':
    'La respuesta del servidor no es de una plataforma Wordbee, o es de una más reciente. Compruebe la URL del servidor.',
  'failure.no-asset-api':
    'Este servidor no ofrece material de referencia en segmentos. La dirección puede ser incorrecta o la instalación demasiado antigua.',
  'failure.session-rejected':
    'El servidor acepta la clave de API, pero rechaza cada sesión que da. Inicie sesión más tarde o consulte a su administrador.',
  'failure.forbidden': 'Su cuenta no tiene derecho a hacer esto en el servidor.',
  'failure.throttled':
    'Se usaron todas las llamadas a la API de esta hora. Espere unos minutos e inténtelo de nuevo.',
  'failure.query-too-long':
    'El servidor rechaza por demasiado larga incluso la forma más corta de esta petición.',
  'failure.length-required':
    'El servidor, o un proxy anterior a él, rechaza las subidas cuya longitud no se indica de antemano. La aplicación solo puede hacerlo con archivos pequeños; pida a su administrador que permita subidas por fragmentos (chunked).',
  'failure.too-large-for-server':
    'El servidor, o un proxy anterior a él, rechaza un archivo de este tamaño. Envíe uno más pequeño o pida a su administrador que aumente el límite.',
  'failure.server-refused': 'El servidor rechazó la petición.',
  'failure.server-error': 'El servidor tuvo un error propio. Inténtelo de nuevo en un momento.',
  'failure.listing-suspicious':
    'El servidor no lista nada donde hace un momento mostraba archivos. No se eliminó nada. Actualice y vuelva a mirar.',
  'failure.not-connected': 'No hay conexión con ningún servidor.',
  'failure.scope-invalid': 'Un ámbito es pr, jbs, jbc o flex con un número, por ejemplo pr7214.',
  'failure.upload-needs-project':
    'La API solo documenta la carga en proyectos, y el servidor no indica el proyecto de este trabajo. Abra el proyecto mismo y cargue allí.',
  'failure.plan-unknown': 'Esta pregunta ya no vale. Seleccione los archivos y pregunte de nuevo.',
  'failure.job-running': 'Todavía hay una eliminación en curso. Espere a que termine o deténgala primero.',
  'failure.transfers-running':
    'Todavía se están transfiriendo archivos. Espere a que termine o deténgalo primero.',
  'failure.job-interrupted': 'Una eliminación interrumpida espera respuesta. Continúela o deténgala primero.',
  'failure.job-too-many-files':
    'Más archivos de los que puede tener una eliminación. Elimine menos a la vez o suba el límite en los ajustes.',
  'failure.job-too-large':
    'Más datos de los que puede tener una eliminación. Elimine menos a la vez o suba el límite en los ajustes.',
  'failure.connection-read-only':
    'Esta conexión es de solo lectura: en ella no se puede eliminar ni cargar nada. Desactívelo primero en los ajustes.',
  'failure.connection-name':
    'Un nombre tiene de 1 a 80 caracteres, ninguno invisible ni que invierta los demás.',
  'failure.locks-unreadable':
    'No se puede leer la lista de archivos protegidos, así que todos cuentan como protegidos. Vea Protegidos en los ajustes.',
  'failure.locks-too-many':
    'Serían más bloqueos de los que caben en una lista. Proteja carpetas o segmentos enteros en lugar de archivos sueltos.',
  'failure.settings-unreadable':
    'No se puede leer el archivo settings.json, así que se dejó como está y no se cambió nada. Repárelo o quítelo y vuelva a iniciar Refshelf.',
  'failure.stored-key-unreadable':
    'No se puede leer la clave de API guardada. Se dejó como está. Desbloquee el llavero y reintente, o escriba la clave de nuevo.',
  'failure.stored-key-missing':
    'No hay ninguna clave de API guardada para esta conexión. Escríbala para conectar.',
  'failure.target-disk':
    'Los archivos elegidos necesitan más espacio del que tiene este disco. No se ha descargado nada: elija otro disco o menos archivos.',
  'failure.not-staged':
    'Todavía no están todos estos archivos en este equipo. Espere a que estén listos e inténtelo de nuevo.',
  'failure.no-file-clipboard':
    'Este sistema no puede recibir archivos de esta aplicación en el portapapeles. Arrástrelos fuera o descárguelos.',
  'failure.storage-failed': 'Este equipo no pudo guardarlo. Compruebe el espacio en disco y los permisos.',
  'failure.demo-failed': 'No se pudo iniciar el espacio de demostración.',
  'failure.stopped': 'Detenido.',
  'failure.request-invalid':
    'La aplicación se pidió a sí misma algo que no tiene sentido. Comuníquelo, por favor.',
  'failure.internal-fault':
    'Algo falló dentro de Refshelf; lo que estaba en curso continúa. Mire su resultado y comuníquelo, por favor.',
  'failure.internal':
    'Algo salió mal dentro de Refshelf. Con ello no se eliminó nada. Comuníquelo, por favor.',
  // Outcomes of files. The first five are relied on by scripts, word for word.
  'outcome.deleted-and-verified': 'Eliminado y verificado',
  'outcome.already-gone': 'Ya no estaba',
  'outcome.still-on-server': 'Sigue en el servidor',
  'outcome.not-checked': 'Sin comprobar',
  'outcome.not-deleted': 'No eliminado: {reason}',
  'outcome.waiting': 'En espera',
  'outcome.asking': 'Eliminando',
  'outcome.asked': 'Eliminado, aún sin verificar',
  'outcome.unknown': 'Aún no se sabe',
  'outcome.replaced': 'ahora hay ahí un archivo más reciente con este nombre',
  'outcome.notDeleted.unsafe-name': 'este nombre no se puede pedir con seguridad',
  'outcome.notDeleted.name-too-long': 'nombre demasiado largo para el servidor',
  'outcome.notDeleted.changed': 'cambió desde que se miró',
  'outcome.notDeleted.stopped-by-user': 'usted detuvo la eliminación antes',
  'outcome.notDeleted.job-stopped': 'la eliminación se detuvo antes de este archivo',
  'outcome.notDeleted.forbidden': 'su cuenta no tiene derecho a eliminar aquí',
  'outcome.notDeleted.refused-by-server': 'el servidor lo rechazó',
  'outcome.notDeleted.copy-failed': 'falló la copia',
  'outcome.notDeleted.sibling-copy-failed': 'falló la copia de un archivo que podría llevarse',
  'outcome.notDeleted.protected': 'protegido en este equipo',
  'outcome.notDeleted.sibling-protected': 'un archivo protegido podría irse con él',
  'copyFailed.size-unknown': 'el servidor no dice el tamaño de este archivo',
  'copyFailed.size-differs': 'el servidor anunció un tamaño distinto del que lista',
  'copyFailed.broke-off': 'la descarga se cortó',
  'copyFailed.too-short': 'la descarga fue más corta que el tamaño listado',
  'copyFailed.too-long': 'la descarga fue más larga que el tamaño listado',
  'copyFailed.timed-out': 'la descarga tardó demasiado',
  'copyFailed.unreachable': 'no se pudo llegar al servidor',
  'copyFailed.throttled': 'el servidor no dejó de pedir que se esperara',
  'copyFailed.refused': 'el servidor rechazó la descarga',
  'copyFailed.server-error': 'el servidor tuvo un error propio',
  'copyFailed.disk-full': 'el disco de este equipo está lleno',
  'copyFailed.no-permission': 'este equipo no deja a Refshelf escribir en la papelera',
  'copyFailed.bin-full': 'la papelera no tiene más sitio para él',
  'copyFailed.bin-unreadable': 'no se puede leer la lista de la papelera',
  'copyFailed.storage': 'este equipo no pudo escribirlo',
  // Why a job ended early.
  'stop.by-user': 'Usted detuvo la eliminación.',
  'stop.listing-failed':
    'Detenido: no se pudo leer la lista del servidor, así que no se pudo comprobar nada.',
  'stop.listing-suspicious':
    'Detenido: las listas del servidor se contradicen. En una faltaban archivos que mostraba hace un momento.',
  'stop.canary-still-there':
    'Detenido tras el primer archivo: el servidor dijo que lo eliminó, pero sigue ahí.',
  'stop.canary-unclear': 'Detenido tras el primer archivo: el servidor no dio una respuesta clara.',
  'stop.vanished-unasked': 'Detenido: desaparecieron archivos que nadie pidió eliminar.',
  'stop.forbidden': 'Detenido: su cuenta no tiene derecho a eliminar aquí material de referencia.',
  'stop.failures-in-a-row': 'Detenido: fallaron tres eliminaciones seguidas.',
  'stop.session-lost': 'Detenido: el servidor ya no acepta nuestra sesión.',
  'stop.journal-failed':
    'Detenido: este equipo no pudo anotar lo que se elimina, así que no se pidió nada más.',
  'stop.throttled-out': 'Detenido: el servidor respondió a cada eliminación pidiendo que se esperara.',
  'stop.connection-read-only': 'Detenido: la conexión pasó a solo lectura.',
  'stop.connection-closed': 'Detenido: se cerró la conexión.',
  // Application menu and system dialogs.
  'menu.file': 'Archivo',
  'menu.openPlace': 'Abrir una ubicación…',
  'menu.signOut': 'Cerrar sesión',
  'menu.quit': 'Salir de Refshelf',
  'menu.edit': 'Edición',
  'menu.selectAll': 'Seleccionar todo',
  'menu.selectNone': 'No seleccionar nada',
  'menu.find': 'Buscar en recursos',
  'menu.delete': 'Eliminar…',
  'menu.view': 'Ver',
  'menu.refresh': 'Actualizar',
  'menu.zoomIn': 'Ampliar',
  'menu.zoomOut': 'Reducir',
  'menu.zoomReset': 'Tamaño real',
  'menu.window': 'Ventana',
  'menu.help': 'Ayuda',
  'menu.undo': 'Deshacer',
  'menu.redo': 'Rehacer',
  'menu.cut': 'Cortar',
  'menu.copy': 'Copiar',
  'menu.paste': 'Pegar',
  'menu.fullScreen': 'Pantalla completa',
  'menu.minimize': 'Minimizar',
  'menu.zoom': 'Zoom',
  'menu.close': 'Cerrar',
  'menu.bringToFront': 'Traer todo al frente',
  'menu.about': 'Acerca de Refshelf',
  'menu.services': 'Servicios',
  'menu.hide': 'Ocultar Refshelf',
  'menu.hideOthers': 'Ocultar los demás',
  'menu.showAll': 'Mostrar todo',
  'menu.shortcuts': 'Atajos de teclado',
  'menu.invertSelection': 'Invertir la selección',
  'menu.copyName': 'Copiar nombre',
  'menu.copyNames': 'Copiar nombres',
  'menu.copyIdentity': 'Copiar identidad',
  'menu.copyIdentities': 'Copiar identidades',
  'menu.closeGroups': 'Cerrar todos los grupos',
  'menu.openGroups': 'Abrir todos los grupos',
  'menu.protect': 'Proteger',
  'crash.title': 'La ventana falla una y otra vez',
  'crash.detail': 'Lo que estaba en curso continúa sin ella. No se elimina nada que no se haya confirmado.',
  'crash.again': 'Abrirla de nuevo',
  'crash.quit': 'Salir de Refshelf',
  'quit.title': 'Hay una eliminación en curso',
  'quit.detail':
    'Lo que se pidió se termina y se comprueba antes de cerrar Refshelf. Los demás archivos siguen en el servidor.',
  'quit.stop': 'Detener y salir',
  'quit.stay': 'Dejar que continúe',
  'menu.expand': 'Expandir',
  'menu.collapse': 'Contraer',
}
