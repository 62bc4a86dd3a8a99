import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './asking.ts'

const plural = pluralIn('ar')

export const words: Words = {
  help: 'المساعدة',
  askForHelp: 'طلب المساعدة',
  backToOrders: 'العودة إلى الطلبات',
  yourRequests: 'طلبات الدعم الخاصة بك',
  requestUnread: (subject, count) =>
    `${isolated(subject)}، ${plural(count, {
      zero: 'لا رسائل غير مقروءة',
      one: 'رسالة واحدة غير مقروءة',
      two: 'رسالتان غير مقروءتين',
      few: '# رسائل غير مقروءة',
      many: '# رسالة غير مقروءة',
      other: '# رسالة غير مقروءة',
    })}`,
  ofOrder: (number) => `الطلب ${isolated(number)}`,
  states: { waiting: 'بانتظار ردنا', answered: 'تم الرد', resolved: 'تم الحل' },
  noRequests: 'هل هناك مشكلة، أو لديك سؤال؟ راسلنا وسنجيبك هنا.',
  requestsOffline: 'لا يوجد اتصال. ستُحمَّل طلباتك عند عودته.',
  requestsLoading: 'جارٍ تحميل الطلبات',
  requestsFailed: 'تعذّر تحميل طلباتك.',

  whichOrder: 'بشأن أي طلب؟',
  noOrder: 'لا شيء منها',
  subject: 'ما الموضوع؟',
  subjectMissing: 'اذكر الموضوع في كلمات قليلة.',
  body: 'ماذا حدث؟',
  bodyMissing: 'أخبرنا بما حدث أو بما تود معرفته.',
  send: 'إرسال',

  howWasIt: 'كيف كانت التجربة؟',
  starsMissing: 'اختر من نجمة إلى خمس نجوم.',
  star: (stars, word) =>
    plural(stars, {
      zero: `بلا نجوم: ${word}`,
      one: `نجمة واحدة: ${word}`,
      two: `نجمتان: ${word}`,
      few: `# نجوم: ${word}`,
      many: `# نجمة: ${word}`,
      other: `# نجمة: ${word}`,
    }),
  starWords: ['', 'سيئة', 'غير جيدة', 'مقبولة', 'جيدة', 'جيدة جدًا'],
  given: (stars, word) => `${plural(stars, { other: '#' })} من ${plural(5, { other: '#' })} · ${word}`,
  comment: 'ما الذي ينبغي أن نعرفه؟ (اختياري)',
  sendRating: 'إرسال التقييم',
  changeRating: 'تغيير',
}
