import { isolated } from '../../lib/words.ts'
import type { Words } from './words.ts'

export const words: Words = {
  title: 'Tus datos',
  detail:
    'Todo lo que Orderline guarda sobre ti, para llevártelo o para que se borre. Lo que escribieron otros, y dónde viven, es suyo.',
  download: 'Descargar una copia',
  copyHint:
    'Un archivo JSON: perfil, pedidos, mensajes que enviaste, avisos, consentimientos, dispositivos, ubicación.',
  copySaved: 'La copia está en tus descargas.',
  erase: 'Borrar mi cuenta',
  offline: 'No tienes conexión. Esto volverá a funcionar cuando haya red.',
  eraseTitle: '¿Borrar tu cuenta?',
  goes: 'Qué se borra',
  goesList: [
    'Tu nombre, tu foto, tu correo y tu número de teléfono',
    'Los mensajes y archivos que enviaste: los demás verán que se eliminaron',
    'Avisos, preferencias, consentimientos y dispositivos',
    'Dónde estuviste y las direcciones de tus pedidos',
  ],
  stays: 'Qué se queda',
  staysList: [
    'Que hubo un pedido, cuándo y quién lo llevó: sin ti y sin tus direcciones',
    'Lo que otros te escribieron',
    'Un número que respondió STOP, para que nadie vuelva a escribirle',
  ],
  until: 'Se hará dentro de unos días. Hasta entonces puedes cambiar de idea aquí.',
  confirmLabel: 'Tu correo electrónico, para confirmar',
  confirmHint: (email) => `Escribe ${isolated(email)}`,
  confirmWrong: 'Este no es el correo de tu cuenta.',
  password: 'Tu contraseña',
  signInAgain: 'Hace tiempo que iniciaste sesión. Escribe tu contraseña para confirmar que eres tú.',
  passwordWrong: 'Esta no es tu contraseña.',
  cancel: 'Conservar mi cuenta',
  asked: (when) => `Tu cuenta se borrará el ${when}.`,
  closing: (when) => `Tu cuenta y sus datos se borrarán el ${when}.`,
  closingWait: 'Tu cuenta se borrará en cuanto no tengas ningún pedido en curso.',
  closingDetail: 'Hasta entonces todo funciona como antes y puedes cambiar de idea.',
  keep: 'Conservar mi cuenta',
  kept: 'Tu cuenta se queda.',
}
