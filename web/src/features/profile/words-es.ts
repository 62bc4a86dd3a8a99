import type { Words } from './words.ts'

export const words: Words = {
  picture: {
    title: 'Tu foto',
    detail: 'La ven junto a tu nombre las personas con las que hablas.',
    file: 'Archivo de la foto',
    choose: 'Elegir una foto',
    change: 'Cambiar la foto',
    remove: 'Quitar la foto',
    unreadable: 'No se puede leer esta foto. Elige un archivo JPEG, PNG o WebP.',
  },
  language: {
    title: 'Idioma',
    detail: 'El de esta aplicación y el de los avisos, SMS y correos que te enviamos.',
  },
}
