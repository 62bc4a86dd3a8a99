import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ar')
const unread = (count: number) =>
  plural(count, {
    zero: 'لا رسائل غير مقروءة',
    one: 'رسالة واحدة غير مقروءة',
    two: 'رسالتان غير مقروءتين',
    few: '# رسائل غير مقروءة',
    many: '# رسالة غير مقروءة',
    other: '# رسالة غير مقروءة',
  })

export const words: Words = {
  messages: 'الرسائل',
  conversations: 'المحادثات',
  loading: 'جارٍ تحميل المحادثات',
  empty: 'لا توجد محادثات بعد. لكل طلب محادثته.',
  offline: 'لا يوجد اتصال. ستُحمَّل محادثاتك عند عودته.',
  failed: 'تعذّر تحميل محادثاتك.',

  hereNow: 'متصل الآن',
  closed: 'مغلقة',
  archived: 'مؤرشفة',
  unread,
  forYou: (count) =>
    plural(count, {
      zero: 'لا رسائل موجهة إليك',
      one: 'رسالة واحدة موجهة إليك',
      two: 'رسالتان موجهتان إليك',
      few: '# رسائل موجهة إليك',
      many: '# رسالة موجهة إليك',
      other: '# رسالة موجهة إليك',
    }),
  threads: (count) =>
    plural(count, {
      zero: 'لا سلاسل غير مقروءة',
      one: 'سلسلة واحدة غير مقروءة',
      two: 'سلسلتان غير مقروءتين',
      few: '# سلاسل غير مقروءة',
      many: '# سلسلة غير مقروءة',
      other: '# سلسلة غير مقروءة',
    }),

  byBlocked: 'رسالة من شخص حظرته',
  deleted: 'رسالة محذوفة',
  pictures: (count) =>
    plural(count, {
      zero: 'صورة',
      one: 'صورة',
      two: 'صورتان',
      few: '# صور',
      many: '# صورة',
      other: '# صورة',
    }),
  files: (count) =>
    plural(count, { zero: 'ملف', one: 'ملف', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' }),
  byMe: (said) => `أنت: ${isolated(said)}`,
  by: (name, said) => `${isolated(name)}: ${isolated(said)}`,

  newConversation: 'محادثة جديدة',
  withWhom: 'مع من',
  withCustomer: 'مع عميل',
  amongStaff: 'داخل الفريق',
  about: 'ما الموضوع؟',
  aboutMissing: 'اذكر الموضوع في كلمات قليلة.',
  with: (names) => `مع ${names}`,
  open: 'فتح المحادثة',

  search: 'البحث في الأشخاص والرسائل',
  searchRoom: 'البحث في هذه المحادثة',
  searchMessages: 'البحث في الرسائل',
  emptySearch: 'مسح البحث',
  searching: 'جارٍ البحث',
  tooShort: 'اكتب حرفين على الأقل.',
  searchOffline: 'لا يوجد اتصال. سيجري البحث في الرسائل عند عودته.',
  searchFailed: 'فشل البحث.',
  noneFound: (typed) => `لا توجد رسالة تحتوي على «${isolated(typed)}».`,
  found: (count) =>
    plural(count, {
      zero: 'لا نتائج',
      one: 'نتيجة واحدة',
      two: 'نتيجتان',
      few: '# نتائج',
      many: '# نتيجة',
      other: '# نتيجة',
    }),
  foundMore: (count) =>
    plural(count, {
      zero: 'المزيد من الرسائل',
      one: 'رسالة واحدة، وهناك المزيد',
      two: 'رسالتان، وهناك المزيد',
      few: '# رسائل، وهناك المزيد',
      many: '# رسالة، وهناك المزيد',
      other: '# رسالة، وهناك المزيد',
    }),
  foundMessages: 'الرسائل التي عُثر عليها',
  more: 'المزيد من الرسائل',
  tryAgain: 'إعادة المحاولة',
  you: 'أنت',
  somebodyWhoLeft: 'شخص غادر المحادثة',
  inThread: 'في سلسلة',
}
