import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ar')
export const words: Words = {
  messages: 'الرسائل',
  newDivider: 'جديد',
  loadOlder: 'تحميل الرسائل الأقدم',
  loadNewer: 'تحميل الرسائل الأحدث',
  toEnd: 'الانتقال إلى أحدث رسالة',
  toEndWithNew: (count) =>
    plural(count, {
      zero: 'لا رسائل جديدة، الانتقال إلى أحدث رسالة',
      one: 'رسالة جديدة، الانتقال إلى أحدث رسالة',
      two: 'رسالتان جديدتان، الانتقال إلى أحدث رسالة',
      few: '# رسائل جديدة، الانتقال إلى أحدث رسالة',
      many: '# رسالة جديدة، الانتقال إلى أحدث رسالة',
      other: '# رسالة جديدة، الانتقال إلى أحدث رسالة',
    }),
  newCount: (count) =>
    plural(count, {
      zero: 'لا جديد',
      one: 'رسالة جديدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    }),

  kinds: {
    text: '',
    image: 'صورة',
    file: 'ملف',
    location: 'موقع',
    system: 'إشعار',
    order_update: 'تم تحديث الطلب',
    call: 'مكالمة',
  },
  deleted: 'رسالة محذوفة',
  notFound: 'هذه الرسالة غير موجودة',
  inAnswerTo: 'ردًا على',
  edited: 'معدَّلة',
  pinned: 'مثبَّتة',
  options: 'خيارات الرسالة',

  place: 'موقع',
  placeWithin: (place, radius) => `${isolated(place)} · ضمن ${radius}`,
  calls: {
    missed: 'مكالمة فائتة',
    declined: 'مكالمة مرفوضة',
    cancelled: 'مكالمة ملغاة',
    failed: 'مكالمة تعذّر إجراؤها',
  },
  callFor: (duration) => `مكالمة · ${duration}`,

  reactions: 'التفاعلات',
  reactedBy: (emoji, people) => `${emoji} ${people}`,
  removePreview: 'إزالة المعاينة',

  thread: 'سلسلة الردود',
  closeThread: 'إغلاق سلسلة الردود',
  replies: 'الردود',
  noReplies: 'لا ردود بعد',
  replyCount: (count) =>
    plural(count, {
      zero: 'لا ردود',
      one: 'رد واحد',
      two: 'ردّان',
      few: '# ردود',
      many: '# ردًا',
      other: '# رد',
    }),
  earlierReplies: 'الردود السابقة',
  loadingReplies: 'جارٍ تحميل الردود',
  repliesFailed: 'تعذّر تحميل الردود.',
  replyInThread: 'الرد في السلسلة',

  pinnedBefore: 'مثبَّتة:',
  pinnedMessages: 'الرسائل المثبَّتة',
  showPinned: 'عرض',
  allPinned: (count) =>
    plural(count, {
      zero: 'عرض الكل (#)',
      one: 'عرض الكل (#)',
      two: 'عرض الكل (#)',
      few: 'عرض الكل (#)',
      many: 'عرض الكل (#)',
      other: 'عرض الكل (#)',
    }),
  unpin: 'إلغاء التثبيت',
}
