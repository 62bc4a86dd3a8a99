import { pluralIn } from '../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')
export const words: Words = {
  title: 'Teléfono para SMS',
  detail: 'Adónde van los SMS. Solo tú ves el número; nunca se muestra a quienes escribes.',
  loading: 'Cargando tu número',
  noNetwork: 'No hay red. Tu número se cargará cuando vuelva.',
  notLoaded: 'Tu número no se ha cargado.',
  isVerified: 'Tu número está verificado.',
  country: 'País',
  mobile: 'Número de móvil',
  empty: 'Escribe tu número de móvil.',
  smallPrint:
    'Te enviamos un SMS con un código para probar que es tuyo. Puede haber tarifas de mensajes y datos. Después solo recibirás SMS de lo que actives en «De qué te avisamos», y STOP los termina cuando quieras.',
  offlineSend: 'No tienes conexión. El código podrá enviarse cuando haya red.',
  sendCode: 'Enviar código',
  keepOld: 'Conservar el número anterior',
  sentTo: (number) => `Hemos enviado un código a ${number}.`,
  code: 'Código del SMS',
  goodFor: (clock) => `Válido ${clock} más`,
  expired: 'Este código ha caducado. Pide uno nuevo.',
  offlineCheck: 'No tienes conexión. El código se comprobará cuando haya red.',
  verify: 'Verificar',
  sendAgain: 'Enviar otra vez',
  sendAgainIn: (clock) => `Enviar otra vez en ${clock}`,
  otherNumber: 'Usar otro número',
  onItsWay: 'El código está en camino otra vez.',
  removeTitle: '¿Quitar este número?',
  removeDetail:
    'No recibirás más SMS, ni siquiera los que esperan su envío. Puedes añadir un número de nuevo cuando quieras.',
  keep: 'Dejarlo',
  removeNumber: 'Quitar el número',
  removed: 'Se ha quitado el número.',
  yourNumber: (ending) => `Tu número que termina en ${ending}`,
  theNumber: (ending) => `el número que termina en ${ending}`,
  verified: 'Verificado',
  change: 'Cambiar',
  remove: 'Quitar',
  stopped: 'Este teléfono respondió STOP, así que no le enviamos nada.',
  start: 'Envía START al número del que llegaban nuestros SMS y volverán.',
  offlineChange: 'No tienes conexión. Podrás cambiar tu número cuando haya red.',
  anotherCodeIn: (wait) => `Puedes pedir otro código en ${wait}.`,
  codeWrong: 'Este no es el código que enviamos. Pide uno nuevo.',
  triesLeft: (count) =>
    plural(count, {
      one: 'Este no es el código que enviamos. Queda un intento.',
      other: 'Este no es el código que enviamos. Quedan # intentos.',
    }),
}
