import { isolated } from '../../../lib/words.ts'
import type { Words } from './push.ts'

export const words: Words = {
  offerTitle: 'Avísame cuando algo cambie',
  offer: 'Novedades de tus pedidos en este dispositivo, también con Orderline cerrado.',
  turnOnPush: 'Activar los avisos',
  notNow: 'Ahora no',
  blockedTitle: 'Los avisos están bloqueados',
  blocked: 'Se le dijo a este navegador que no los muestre. Para cambiarlo:',
  installTitle: 'Recibe avisos en este teléfono',
  install:
    'Pulsa Compartir, luego «Añadir a pantalla de inicio», y abre Orderline desde ahí: iPhone y iPad solo muestran avisos de las apps de la pantalla de inicio.',
  notSetUp: 'Los avisos aún no están listos',
  tryAgain: 'Probar otra vez',
  waysBack: {
    chrome: ['Pulsa el símbolo a la izquierda de la dirección.', 'Activa Notificaciones o elige Permitir.'],
    chromeMobile: [
      'Pulsa el símbolo a la izquierda de la dirección y luego Permisos.',
      'Permite las notificaciones. Si están desactivadas para el navegador, permítelas en los ajustes del teléfono.',
    ],
    firefox: [
      'Pulsa el símbolo a la izquierda de la dirección.',
      'Junto a «Enviar notificaciones», quita Bloqueado y vuelve a cargar la página.',
    ],
    safari: [
      'En el menú Safari abre Ajustes, luego Sitios web y Notificaciones.',
      'Busca este sitio en la lista y elige Permitir.',
    ],
    installed: [
      'Abre los ajustes del teléfono o del ordenador y luego Notificaciones.',
      'Busca Orderline en la lista y permítelas.',
    ],
    other: [
      'Abre los permisos de este sitio en los ajustes del navegador.',
      'Elige Permitir en Notificaciones.',
    ],
  },
  noticed: 'Vuelve aquí: esta página lo nota sola.',
  devicesTitle: 'Dispositivos',
  devicesDetail: 'Navegadores que reciben avisos. El que no se abre en 60 días deja de recibirlos.',
  devicesLoading: 'Tus dispositivos se están cargando',
  devicesNoNetwork: 'No hay red. Tus otros dispositivos se cargarán cuando vuelva.',
  devicesNotLoaded: 'Tus dispositivos no se han cargado.',
  devicesFull: (most) =>
    `Estos son los ${most} dispositivos abiertos más recientemente; uno más ocupa el lugar del más antiguo.`,
  thisBrowser: 'Este navegador',
  thisDevice: 'Este dispositivo',
  unsupported: 'Este navegador no puede mostrar avisos.',
  getsNone: 'No recibe avisos. Actívalos para tener novedades de tus pedidos, también con Orderline cerrado.',
  gets: 'Recibe avisos',
  lastOpened: (ago) => `Abierto por última vez: ${ago}`,
  turnOn: 'Activar',
  turnOff: 'Desactivar',
  sendTest: 'Enviar una prueba',
  sendTestTo: (device) => `Enviar una prueba a ${isolated(device)}`,
  rename: (device) => `Cambiar el nombre de ${isolated(device)}`,
  remove: (device) => `Quitar ${isolated(device)}`,
  renameTitle: 'Cambiar el nombre',
  name: 'Nombre',
  nameHint: 'Solo lo ves tú.',
  cancel: 'Cancelar',
  save: 'Guardar',
  removeTitle: (device) => `¿Quitar ${isolated(device)}?`,
  removeDetail:
    'No recibirá más avisos hasta que alguien inicie sesión allí como tú y los active de nuevo. La sesión sigue abierta.',
  keepIt: 'Dejarlo',
  removeIt: 'Quitar',
  removed: (device) => `Se ha quitado ${isolated(device)}`,
  sending: 'Enviando…',
  onItsWay: 'En camino…',
  arrived: 'Ha llegado: el dispositivo lo ha mostrado.',
  notShown:
    'Enviado, pero el dispositivo aún no lo ha mostrado. Puede estar apagado o sin red; algunos iPhone lo muestran sin decirlo.',
  noAnswer: 'El servicio de avisos no responde. Se intentará de nuevo.',
  notSent: (code) => `No se ha podido enviar (${isolated(code)}).`,
  unknown: 'desconocido',
  ended:
    'El navegador ha terminado su registro. Abre Orderline en ese dispositivo y activa los avisos otra vez.',
  testFailed: {
    no_consent: 'Desactivaste los avisos de «Tu cuenta». Actívalos arriba para probar.',
    no_target: 'Este dispositivo ya no está registrado.',
    target_gone: 'Este dispositivo ya no está registrado.',
    expired: 'El servicio de avisos no lo aceptó a tiempo. Prueba más tarde.',
    attempts_used_up: 'El servicio de avisos no lo aceptó. Prueba más tarde.',
  },
  noWorker: 'Esta página no pudo iniciar su parte en segundo plano. Vuelve a cargarla y prueba otra vez.',
  noPushService:
    'No se puede llegar al servicio de avisos de este navegador. Puede impedirlo un cortafuegos o un ajuste del navegador.',
}
