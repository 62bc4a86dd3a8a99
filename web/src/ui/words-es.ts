import { isolated } from '../lib/words.ts'
import type { Words } from './words.ts'

export const words: Words = {
  close: 'Cerrar',
  dismiss: 'Descartar',
  tryAgain: 'Intentar de nuevo',
  toasts: 'Avisos',
  sheetHeight: 'Altura del panel',
  sheetHeights: { peek: 'baja', half: 'media', full: 'completa' },
  pickup: (address) => `Recogida: ${isolated(address)}`,
  dropoff: (address) => `Entrega: ${isolated(address)}`,
}
