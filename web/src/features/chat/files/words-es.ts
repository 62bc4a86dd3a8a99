import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')
export const words: Words = {
  open: (name) => `Abrir ${isolated(name)}`,
  save: (name) => `Guardar ${isolated(name)}`,
  remove: (name) => `Quitar ${isolated(name)}`,
  sendingFile: (name) => `Enviando ${isolated(name)}`,
  cancelFile: (name) => `Cancelar ${isolated(name)}`,
  isLoading: (name) => `${isolated(name)} se está cargando`,
  checking: 'En revisión',
  notSent: 'Sin enviar',
  waiting: 'En espera',
  sending: 'Enviando',
  loadAgain: 'Cargar de nuevo',
  offline: 'Se carga cuando vuelva la red',
  openFailed: 'Este archivo no se puede abrir. Puede que se haya eliminado.',

  attached: 'Archivos adjuntos',
  dropHere: 'Suelta para adjuntar',
  tooMany: (most) =>
    plural(most, {
      one: 'Un mensaje lleva # archivo. Los demás quedaron fuera.',
      other: 'Un mensaje lleva # archivos. Los demás quedaron fuera.',
    }),
  isEmpty: 'Está vacío.',
  wrongKind: 'Solo se pueden enviar fotos y PDF.',
  unreadable: 'Esta foto no se puede leer.',
  largerThan: (size) => `Ocupa más de ${size}.`,

  fileTooLarge: (name) => `${isolated(name)} es demasiado grande.`,
  fileWrongKind: (name) => `${isolated(name)} no es ni una foto ni un PDF.`,
  filesOff: 'Aquí no se pueden enviar archivos.',

  refusals: {
    type_not_allowed: 'Este archivo no pasó la revisión: no es ni una foto ni un PDF.',
    type_mismatch: 'Este archivo no pasó la revisión: no es lo que dice ser.',
    damaged: 'Este archivo no pasó la revisión: está dañado.',
    too_many_pixels: 'Este archivo no pasó la revisión: es demasiado grande para abrirlo.',
    empty: 'Este archivo no pasó la revisión: está vacío.',
  },
  refusal: 'Este archivo no pasó la revisión: no se pudo comprobar.',

  pageOf: (page, all) => `${page} de ${all}`,
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  close: 'Cerrar',
  previous: 'Anterior',
  next: 'Siguiente',
  loading: 'Cargando',
}
