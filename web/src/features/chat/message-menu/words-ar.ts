import { formatTag } from '../../../lib/locale.ts'
import { isolated } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const list = new Intl.ListFormat(formatTag)

export const words: Words = {
  you: 'أنت',
  gone: 'شخص غادر المحادثة',
  blocked: 'رسالة من شخص حظرته',
  people: (names) => list.format(names.map(isolated)),

  options: 'خيارات الرسالة',
  reactWith: (emoji) => `التفاعل بـ ${emoji}`,
  moreReactions: 'المزيد من التفاعلات',
  choices: {
    reply: 'رد',
    thread: 'رد في سلسلة',
    copy: 'نسخ النص',
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    edit: 'تعديل',
    report: 'إبلاغ',
    delete: 'حذف',
  },
  copied: 'تم النسخ.',
  copyFailed: 'لم يسمح هذا المتصفح بالنسخ.',
  cancel: 'إلغاء',

  deleteOwn: 'حذف رسالتك؟',
  deleteOther: 'حذف هذه الرسالة؟',
  keep: 'إبقاؤها',
  deleteForAll: 'حذف لدى الجميع',
  deleteDetail: 'تُحذف لدى الجميع مع ملفاتها والتفاعلات عليها، وتبقى عبارة «رسالة محذوفة» مكانها.',

  edits: 'التعديلات',
  loadingEdits: 'جارٍ تحميل التعديلات',
  editsFailed: 'تعذّر تحميل التعديلات.',
  now: (time) => `الآن ${time}`,

  reportTitle: 'الإبلاغ عن هذه الرسالة؟',
  reportDetail: 'يرى فريقنا الرسالة واسمك. لن يعلم كاتبها بذلك.',
  reportWhat: 'ما المشكلة فيها؟',
  reasons: {
    abuse: 'إهانة أو تهديد',
    spam: 'رسالة مزعجة',
    scam: 'محاولة احتيال للحصول على مال أو بيانات',
    private_data: 'تكشف بيانات خاصة',
    other: 'شيء آخر',
  },
  reportMore: 'هل تريد إضافة شيء؟ (اختياري)',
  report: 'إبلاغ',
  reported: 'تم الإبلاغ. سيراجعها فريقنا.',
}
