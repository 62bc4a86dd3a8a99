import type { Words } from './words.ts'

export const words: Words = {
  loading: 'جارٍ تحميل الطلب',
  orderFailed: 'تعذّر تحميل الطلب.',
  offline: 'لا يوجد اتصال. سيُحمَّل الطلب عند عودته.',
  positionFailed: 'تعذّر تحميل الموقع.',
}
