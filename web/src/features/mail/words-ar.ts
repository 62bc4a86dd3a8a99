import type { Words } from './words.ts'

export const words: Words = {
  title: 'إعدادات البريد الإلكتروني',
  offline: 'لا يوجد اتصال. إلغاء الاشتراك يحتاج إلى الإنترنت.',
  failed: 'تعذّر فتح هذا الرابط.',
  opening: 'جارٍ فتح الرابط',
  unchanged: 'لم يتغير شيء. حاول من جديد.',
}
