import type { Words } from './background.ts'

export const words: Words = {
  title: 'Compartir con la pantalla apagada',
  lockOut: 'Bloquear la app',
  newCode: 'Crear un código nuevo',
  notNow: 'Ahora no',
  agree: 'Aceptar y crear un código',
  tryAgain: 'Volver a intentar',
  hasCode:
    'Una app tiene un código para este pedido. El código se mostró una vez y no se puede volver a mostrar; crea uno nuevo para otro teléfono y el anterior dejará de servir.',
  intro:
    'OwnTracks, una app gratuita en tu teléfono, envía tu posición también con el teléfono bloqueado o mientras usas otra app.',
  always: 'También cuando no miras',
  alwaysDetail:
    'La app envía hasta que se cierra el pedido, dejas de compartir o la bloqueas aquí. Su código solo vale para este pedido. Gasta más batería que la página.',
  encrypted: 'OwnTracks envía, pero cifrado. Vacía la clave de cifrado en sus ajustes.',
  lastHeard: (app, time) => `Última señal de ${app}: ${time}.`,
  notHeard: 'Aún no hay señal de ninguna app.',
  install: 'Instala OwnTracks desde el App Store o Google Play y ábrela una vez.',
  iphone: 'iPhone:',
  permitIphone: 'permite la ubicación «Siempre» y «Precisa».',
  android: 'Android:',
  permitAndroid: 'permite la ubicación «Todo el tiempo» y excluye OwnTracks del ahorro de batería.',
  scan: 'Escanea este código con la cámara del teléfono, o pulsa el botón si lees esto en él.',
  wait: 'Android: pulsa Importar (la marca). Después espera la señal aquí abajo.',
  code: 'Código que configura OwnTracks. Sin cámara, usa el botón o los campos de abajo.',
  setUpHere: 'Configurar OwnTracks en este teléfono',
  typeIn: 'O escríbelo',
  typeInDetail:
    'OwnTracks: modo HTTP y después estos datos. Traccar Client: la dirección como servidor, la contraseña como identificador del dispositivo.',
  fields: { address: 'Dirección', user: 'Usuario', password: 'Contraseña' },
  copy: { address: 'Copiar la dirección', user: 'Copiar el usuario', password: 'Copiar la contraseña' },
  copied: { address: 'Dirección copiada.', user: 'Usuario copiado.', password: 'Contraseña copiada.' },
  notCopied: 'Aquí no se permite copiar. Mantén pulsado el texto.',
  shownOnce:
    'Este código se muestra una vez. Quien lo tenga puede enviar posiciones de este pedido y no leer nada.',
}
