import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './shelf.ts'

const plural = pluralIn('es')

export const words: Words = {
  title: 'Respuestas preparadas y etiquetas',
  backToQueue: 'Volver a la cola',
  loading: 'Cargando',
  undo: 'Deshacer',
  offline: 'Sin conexión. Lo que tienes a mano se cargará cuando vuelva.',

  replies: 'Respuestas preparadas',
  repliesHint: 'Escribe / y el atajo donde escribes el mensaje.',
  repliesFailed: 'No se pudieron cargar las respuestas.',
  noReplies: 'Aún no hay respuestas. Aquí cabe lo que escribes a menudo.',
  newReply: 'Nueva respuesta',
  newReplyTitle: 'Nueva respuesta preparada',
  changeReplyTitle: 'Cambiar la respuesta',
  saveReply: 'Guardar respuesta',
  shortcut: 'Atajo',
  shortcutHint: 'Lo que se escribe después de /',
  replyTitle: 'Título',
  replyText: 'Texto',
  replyTextHint: 'Se rellenan {{customer.name}}, {{order.number}}, {{ticket.number}} y {{agent.name}}.',
  changeReply: (shortcut) => `Cambiar ${isolated(`/${shortcut}`)}`,
  deleteReply: (shortcut) => `Eliminar ${isolated(`/${shortcut}`)}`,
  replyDeleted: (shortcut) => `Se eliminó ${isolated(`/${shortcut}`)}`,

  labels: 'Etiquetas',
  labelsHint: 'Si cambias el nombre, cambia en todas las consultas; si la eliminas, desaparece de ellas.',
  labelsFailed: 'No se pudieron cargar las etiquetas.',
  noLabels: 'Aún no hay etiquetas. Sirven para ordenar la cola.',
  newLabel: 'Nueva etiqueta',
  changeLabelTitle: 'Cambiar la etiqueta',
  saveLabel: 'Guardar etiqueta',
  labelName: 'Nombre',
  colour: 'Color',
  tones: { neutral: 'Gris', accent: 'Turquesa', live: 'Ámbar', good: 'Verde', bad: 'Rojo' },
  changeLabel: (name) => `Cambiar ${isolated(name)}`,
  deleteLabel: (name) => `Eliminar ${isolated(name)}`,
  labelDeleted: (name, requests) =>
    requests === 0
      ? `Se eliminó ${isolated(name)}`
      : plural(requests, {
          one: `Se eliminó ${isolated(name)} y se quitó de # consulta`,
          other: `Se eliminó ${isolated(name)} y se quitó de # consultas`,
        }),
}
