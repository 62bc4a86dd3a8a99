import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './asking.ts'

const plural = pluralIn('es')

export const words: Words = {
  help: 'Ayuda',
  askForHelp: 'Pedir ayuda',
  backToOrders: 'Volver a los pedidos',
  yourRequests: 'Tus consultas',
  requestUnread: (subject, count) => `${isolated(subject)}, ${plural(count, { other: '# sin leer' })}`,
  ofOrder: (number) => `pedido ${isolated(number)}`,
  states: { waiting: 'Pendiente de respuesta', answered: 'Respondida', resolved: 'Resuelta' },
  noRequests: '¿Algo va mal o quieres saber algo? Escríbenos y te respondemos aquí.',
  requestsOffline: 'Sin conexión. Tus consultas se cargarán cuando vuelva.',
  requestsLoading: 'Cargando consultas',
  requestsFailed: 'No se pudieron cargar tus consultas.',

  whichOrder: '¿De qué pedido se trata?',
  noOrder: 'Ninguno de estos',
  subject: '¿De qué se trata?',
  subjectMissing: 'Di en pocas palabras de qué se trata.',
  body: '¿Qué ha pasado?',
  bodyMissing: 'Cuéntanos qué ha pasado o qué quieres saber.',
  send: 'Enviar',

  howWasIt: '¿Qué tal fue?',
  starsMissing: 'Elige de una a cinco estrellas.',
  star: (stars, word) => plural(stars, { one: `# estrella: ${word}`, other: `# estrellas: ${word}` }),
  starWords: ['', 'Mal', 'Regular', 'Aceptable', 'Bien', 'Muy bien'],
  given: (stars, word) => `${plural(stars, { other: '#' })} de 5 · ${word}`,
  comment: '¿Qué deberíamos saber? (opcional)',
  sendRating: 'Enviar valoración',
  changeRating: 'Cambiar',
}
