import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './reports.ts'

const plural = pluralIn('ar')

export const words: Words = {
  title: 'البلاغات',
  backToQueue: 'العودة إلى القائمة',
  waiting: 'قيد الانتظار',
  settled: 'تم البت فيها',
  loading: 'جارٍ تحميل البلاغات',
  failed: 'تعذّر تحميل البلاغات.',
  offline: 'لا يوجد اتصال. ستُحمَّل البلاغات عند عودته.',
  noneWaiting: 'لا توجد بلاغات قيد الانتظار.',
  noneSettled: 'لم يُبت في أي بلاغ بعد.',
  reasons: {
    spam: 'رسائل مزعجة',
    abuse: 'إساءة',
    scam: 'احتيال',
    private_data: 'بيانات خاصة',
    other: 'شيء آخر',
  },
  saidIn: (name, room) => `${isolated(name)} في ${isolated(room)}`,
  accountGone: 'حساب محذوف',
  someRoom: 'محادثة',
  reportsOfSender: (count) =>
    plural(count, {
      zero: 'لا رسائل مبلّغ عنها خلال 90 يومًا',
      one: 'رسالة واحدة مبلّغ عنها خلال 90 يومًا',
      two: 'رسالتان مبلّغ عنهما خلال 90 يومًا',
      few: '# رسائل مبلّغ عنها خلال 90 يومًا',
      many: '# رسالة مبلّغ عنها خلال 90 يومًا',
      other: '# رسالة مبلّغ عنها خلال 90 يومًا',
    }),
  withoutWords: 'بلا نص',
  reportedBy: (name) => `بلاغ من ${isolated(name)}`,
  reportedWith: (name, comment) => `بلاغ من ${isolated(name)}: ${isolated(comment)}`,
  reporterGone: 'صاحب حساب محذوف',
  formerStaff: 'عضو سابق في الفريق',
  settle: 'البت فيه…',
  lift: (when) => `موقوف حتى ${when}: رفع الإيقاف`,
  settleTitle: 'ما القرار؟',
  decision: 'القرار',
  outcomes: {
    dismissed: 'لا إجراء',
    deleted: 'حذف الرسالة',
    muted: 'حذفها ومنع كاتبها من الكتابة في تلك المحادثة',
    suspended: 'حذفها وإيقاف كاتبها في كل مكان',
  },
  forHowLong: 'المدة',
  days: (count) =>
    count === 365
      ? 'سنة'
      : plural(count, {
          zero: 'بلا مدة',
          one: 'يوم',
          two: 'يومان',
          few: '# أيام',
          many: '# يومًا',
          other: '# يوم',
        }),
  why: 'السبب (يراه الفريق ويُحفظ)',
  settleReport: 'البت في البلاغ',
}
