import { listText } from '../../../lib/format.ts'
import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')
const part = (count: number, all: number) =>
  `${plural(count, { other: '#' })} de ${plural(all, { other: '#' })}`

export const words: Words = {
  sending: 'Enviando',
  waitingForNetwork: 'Esperando conexión',
  waitingForOther: 'Esperando al anterior',
  sent: 'Enviado',
  delivered: 'Entregado',
  deliveredToSome: (count, all) => `Entregado a ${part(count, all)}`,
  deliveredToAll: 'Entregado a todos',
  read: 'Leído',
  readBySome: (count, all) => `Leído por ${part(count, all)}`,
  readByAll: 'Leído por todos',
  readBy: (names) => `Leído por ${listText(names)}`,

  notSent: (why) => `No se ha enviado. ${why}`,
  notSentYet: 'Aún no se ha enviado. Seguimos intentándolo.',
  onlyThisPage:
    'Este dispositivo no tiene espacio para guardarlo: deja esta página abierta hasta que se envíe.',
  retry: 'Reintentar',
  remove: 'Eliminar',

  whoHasSeen: 'Quién lo ha visto',
  notDelivered: 'Aún sin entregar',
  nobodyElse: 'Aún no hay nadie más en esta conversación.',
  privateHint: 'Quien lee en privado aparece siempre en «Entregado».',
  count: (people) => plural(people, { other: '#' }),

  seenJustNow: 'Última vez: ahora mismo',
  seen: (ago) => `Última vez: ${ago}`,

  title: 'Chat',
  detail: 'Lo que ven de ti las personas con las que hablas.',
  showRead: 'Mostrar cuándo he leído',
  showReadHint: 'Desactivado: ven que un mensaje llegó, no que lo leíste.',
  showSeen: 'Mostrar mi última conexión',
  showSeenHint: 'Desactivado: solo te ven mientras estás en la conversación.',
  offline: 'No tienes conexión. Podrás cambiarlo cuando vuelva.',
  offlineEmpty: 'Sin conexión. Tu elección se cargará cuando vuelva.',
  loading: 'Cargando tus ajustes del chat',
  failed: 'No se pudieron cargar tus ajustes del chat.',
  notSaved: (why) => `No se ha guardado. ${why}`,
  tryAgain: 'Reintentar',
}
