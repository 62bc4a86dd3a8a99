import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ar')
export const words: Words = {
  open: (name) => `فتح ${isolated(name)}`,
  save: (name) => `حفظ ${isolated(name)}`,
  remove: (name) => `إزالة ${isolated(name)}`,
  sendingFile: (name) => `جارٍ إرسال ${isolated(name)}`,
  cancelFile: (name) => `إلغاء إرسال ${isolated(name)}`,
  isLoading: (name) => `جارٍ تحميل ${isolated(name)}`,
  checking: 'قيد الفحص',
  notSent: 'لم يُرسل',
  waiting: 'في الانتظار',
  sending: 'جارٍ الإرسال',
  loadAgain: 'إعادة التحميل',
  offline: 'يُحمَّل عند عودة الشبكة',
  openFailed: 'لا يمكن فتح هذا الملف. ربما تم حذفه.',

  attached: 'الملفات المرفقة',
  dropHere: 'أفلت الملفات لإرفاقها',
  tooMany: (most) =>
    plural(most, {
      zero: 'لا تحمل الرسالة ملفات. لم تُرفق البقية.',
      one: 'تحمل الرسالة ملفًا واحدًا. لم تُرفق البقية.',
      two: 'تحمل الرسالة ملفين. لم تُرفق البقية.',
      few: 'تحمل الرسالة # ملفات. لم تُرفق البقية.',
      many: 'تحمل الرسالة # ملفًا. لم تُرفق البقية.',
      other: 'تحمل الرسالة # ملف. لم تُرفق البقية.',
    }),
  isEmpty: 'الملف فارغ.',
  wrongKind: 'يمكن إرسال الصور وملفات PDF فقط.',
  unreadable: 'لا يمكن قراءة هذه الصورة.',
  largerThan: (size) => `حجمه أكبر من ${size}.`,

  fileTooLarge: (name) => `حجم ${isolated(name)} كبير جدًا.`,
  fileWrongKind: (name) => `${isolated(name)} ليس صورة ولا ملف PDF.`,
  filesOff: 'لا يمكن إرسال ملفات هنا.',

  refusals: {
    type_not_allowed: 'لم يُسمح بهذا الملف: ليس صورة ولا ملف PDF.',
    type_mismatch: 'لم يُسمح بهذا الملف: محتواه ليس كما يدّعي.',
    damaged: 'لم يُسمح بهذا الملف: إنه تالف.',
    too_many_pixels: 'لم يُسمح بهذا الملف: أكبر من أن يُفتح.',
    empty: 'لم يُسمح بهذا الملف: إنه فارغ.',
  },
  refusal: 'لم يُسمح بهذا الملف: تعذّر فحصه.',

  pageOf: (page, all) => `${page} من ${all}`,
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  close: 'إغلاق',
  previous: 'السابقة',
  next: 'التالية',
  loading: 'جارٍ التحميل',
}
