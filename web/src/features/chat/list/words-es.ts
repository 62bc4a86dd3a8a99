import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')
export const words: Words = {
  messages: 'Mensajes',
  newDivider: 'Nuevos',
  loadOlder: 'Cargar mensajes anteriores',
  loadNewer: 'Cargar mensajes posteriores',
  toEnd: 'Ir al más reciente',
  toEndWithNew: (count) =>
    plural(count, { one: '# nuevo, ir al más reciente', other: '# nuevos, ir al más reciente' }),
  newCount: (count) => plural(count, { one: '# nuevo', other: '# nuevos' }),

  kinds: {
    text: '',
    image: 'Foto',
    file: 'Archivo',
    location: 'Ubicación',
    system: 'Aviso',
    order_update: 'Pedido actualizado',
    call: 'Llamada',
  },
  deleted: 'Mensaje eliminado',
  notFound: 'Este mensaje no está',
  inAnswerTo: 'En respuesta a',
  edited: 'editado',
  pinned: 'Fijado',
  options: 'Opciones del mensaje',

  place: 'Ubicación',
  placeWithin: (place, radius) => `${isolated(place)} · a menos de ${radius}`,
  calls: {
    missed: 'Llamada perdida',
    declined: 'Llamada rechazada',
    cancelled: 'Llamada cancelada',
    failed: 'Llamada fallida',
  },
  callFor: (duration) => `Llamada · ${duration}`,

  reactions: 'Reacciones',
  reactedBy: (emoji, people) => `${emoji} ${people}`,
  removePreview: 'Quitar la vista previa',

  thread: 'Hilo',
  closeThread: 'Cerrar el hilo',
  replies: 'Respuestas',
  noReplies: 'Aún no hay respuestas',
  replyCount: (count) => plural(count, { one: '# respuesta', other: '# respuestas' }),
  earlierReplies: 'Respuestas anteriores',
  loadingReplies: 'Cargando las respuestas',
  repliesFailed: 'No se han podido cargar las respuestas.',
  replyInThread: 'Responder en el hilo',

  pinnedBefore: 'Fijado:',
  pinnedMessages: 'Mensajes fijados',
  showPinned: 'Ver',
  allPinned: (count) => plural(count, { one: 'Ver #', other: 'Ver los #' }),
  unpin: 'Dejar de fijar',
}
