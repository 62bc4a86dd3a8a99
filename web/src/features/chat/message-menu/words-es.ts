import { formatTag } from '../../../lib/locale.ts'
import { isolated } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const list = new Intl.ListFormat(formatTag)

export const words: Words = {
  you: 'Tú',
  gone: 'Alguien que ya no está',
  blocked: 'Mensaje de alguien a quien bloqueaste',
  people: (names) => list.format(names.map(isolated)),

  options: 'Opciones del mensaje',
  reactWith: (emoji) => `Reaccionar con ${emoji}`,
  moreReactions: 'Más reacciones',
  choices: {
    reply: 'Responder',
    thread: 'Responder en un hilo',
    copy: 'Copiar el texto',
    pin: 'Fijar',
    unpin: 'Dejar de fijar',
    edit: 'Editar',
    report: 'Denunciar',
    delete: 'Eliminar',
  },
  copied: 'Copiado.',
  copyFailed: 'Este navegador no nos dejó copiarlo.',
  cancel: 'Cancelar',

  deleteOwn: '¿Eliminar tu mensaje?',
  deleteOther: '¿Eliminar este mensaje?',
  keep: 'Conservarlo',
  deleteForAll: 'Eliminar para todos',
  deleteDetail:
    'Desaparece para todos, con sus archivos y reacciones. En su lugar queda «Mensaje eliminado».',

  edits: 'Cambios',
  loadingEdits: 'Cargando los cambios',
  editsFailed: 'No se han podido cargar los cambios.',
  now: (time) => `Ahora ${time}`,

  reportTitle: '¿Denunciar este mensaje?',
  reportDetail: 'Nuestro equipo ve el mensaje y tu nombre. Quien lo escribió no se entera.',
  reportWhat: '¿Qué problema tiene?',
  reasons: {
    abuse: 'Insulta o amenaza',
    spam: 'Es spam',
    scam: 'Quiere dinero o datos con un engaño',
    private_data: 'Muestra datos privados',
    other: 'Otra cosa',
  },
  reportMore: '¿Algo más? (opcional)',
  report: 'Denunciar',
  reported: 'Denunciado. Nuestro equipo lo revisará.',
}
