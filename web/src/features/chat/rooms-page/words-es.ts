import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')

export const words: Words = {
  messages: 'Mensajes',
  conversations: 'Conversaciones',
  loading: 'Cargando conversaciones',
  empty: 'Aún no hay conversaciones. Cada pedido trae la suya.',
  offline: 'Sin conexión. Tus conversaciones se cargarán cuando vuelva.',
  failed: 'No se pudieron cargar tus conversaciones.',

  hereNow: 'En línea',
  closed: 'Cerrada',
  archived: 'Archivada',
  unread: (count) => plural(count, { other: '# sin leer' }),
  forYou: (count) => plural(count, { one: '# mensaje para ti', other: '# mensajes para ti' }),
  threads: (count) => plural(count, { one: '# hilo sin leer', other: '# hilos sin leer' }),

  byBlocked: 'Un mensaje de alguien a quien has bloqueado',
  deleted: 'Mensaje eliminado',
  pictures: (count) => plural(count, { one: 'Foto', other: '# fotos' }),
  files: (count) => plural(count, { one: 'Archivo', other: '# archivos' }),
  byMe: (said) => `Tú: ${isolated(said)}`,
  by: (name, said) => `${isolated(name)}: ${isolated(said)}`,

  newConversation: 'Nueva conversación',
  withWhom: 'Con quién',
  withCustomer: 'Con un cliente',
  amongStaff: 'Dentro del equipo',
  about: '¿De qué se trata?',
  aboutMissing: 'Di en pocas palabras de qué se trata.',
  with: (names) => `Con ${names}`,
  open: 'Abrir la conversación',

  search: 'Buscar personas y mensajes',
  searchRoom: 'Buscar en esta conversación',
  searchMessages: 'Buscar mensajes',
  emptySearch: 'Vaciar la búsqueda',
  searching: 'Buscando',
  tooShort: 'Escribe al menos dos letras.',
  searchOffline: 'Sin conexión. Los mensajes se buscarán cuando vuelva.',
  searchFailed: 'La búsqueda ha fallado.',
  noneFound: (typed) => `Ningún mensaje contiene «${isolated(typed)}».`,
  found: (count) => plural(count, { one: '# encontrado', other: '# encontrados' }),
  foundMore: (count) => plural(count, { one: '# mensaje, y más', other: '# mensajes, y más' }),
  foundMessages: 'Mensajes encontrados',
  more: 'Más mensajes',
  tryAgain: 'Reintentar',
  you: 'Tú',
  somebodyWhoLeft: 'Alguien que ya no está',
  inThread: 'En un hilo',
}
