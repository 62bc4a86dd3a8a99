import { isolated } from '../lib/words.ts'
import type { Words } from './words.ts'

export const words: Words = {
  close: 'إغلاق',
  dismiss: 'إخفاء',
  tryAgain: 'حاول مرة أخرى',
  toasts: 'رسائل',
  sheetHeight: 'ارتفاع اللوحة',
  sheetHeights: { peek: 'منخفض', half: 'متوسط', full: 'كامل' },
  pickup: (address) => `الاستلام: ${isolated(address)}`,
  dropoff: (address) => `التسليم: ${isolated(address)}`,
}
