import type { Words } from './words.ts'

export const words: Words = {
  title: 'Ajustes de correo',
  offline: 'No tienes conexión. Para darte de baja hace falta una.',
  failed: 'No se pudo abrir este enlace.',
  opening: 'Abriendo el enlace',
  unchanged: 'No se cambió nada. Inténtalo de nuevo.',
}
