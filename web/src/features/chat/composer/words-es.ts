import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')
export const words: Words = {
  message: 'Mensaje',
  send: 'Enviar',
  save: 'Guardar',
  charactersLeft: (count) => plural(count, { one: 'Queda # carácter', other: 'Quedan # caracteres' }),
  charactersOver: (count) => plural(count, { one: 'Sobra # carácter', other: 'Sobran # caracteres' }),
  editing: 'Editando tu mensaje',
  answering: (name) => `Respondiendo a ${isolated(name)}`,
  answeringSelf: 'Respondiendo a tu mensaje',
  stopEditing: 'Dejar de editar',
  stopAnswering: 'No responder',
  toMention: 'Personas que puedes mencionar',

  add: 'Añadir archivos o tu ubicación',
  files: 'Archivos',
  camera: 'Cámara',
  attach: 'Adjuntar archivos',
  takePicture: 'Hacer una foto',

  sendPlace: 'Enviar mi ubicación',
  cancel: 'Cancelar',
  tryAgain: 'Reintentar',
  finding: 'Buscando dónde estás…',
  accurateTo: (radius) => `Precisión de ${radius}`,
  roughPlace: 'Es aproximada: di también con palabras dónde estás.',
  seenByAll: 'La ven todas las personas de esta conversación. No se mueve contigo.',
  placeDenied:
    'Tu navegador no deja que Orderline vea dónde estás. Permite la ubicación para esta página en sus ajustes e inténtalo de nuevo.',
  placeUnknown:
    'Tu dispositivo no sabe dónde está en este momento. Inténtalo junto a una ventana o al aire libre.',
  placeLate: 'Se tardó demasiado en encontrar tu ubicación. Inténtalo junto a una ventana o al aire libre.',
  placeImpossible: 'Este navegador no puede decir dónde estás.',
  placeFailed: 'No se pudo encontrar tu ubicación.',
}
