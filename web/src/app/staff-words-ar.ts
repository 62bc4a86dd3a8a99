import type { Words } from './staff-words.ts'

export const words: Words = {
  console: 'لوحة الموظفين',
  orders: 'الطلبات',
  operations: 'العمليات المباشرة',
  support: 'الدعم',
  bookings: 'الحجوزات',
  announcements: 'الإعلانات',
  health: 'حالة الإرسال',
  people: 'الأشخاص',
  audit: 'سجل التدقيق',
}
