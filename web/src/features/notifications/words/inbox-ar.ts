import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './inbox.ts'

const plural = pluralIn('ar')

/** "# notifications" in all its Arabic forms, then what became of them. */
const many = (one: string, two: string, few: string, other: string) => ({
  zero: other,
  one,
  two,
  few,
  many: other,
  other,
})

export const words: Words = {
  title: 'الإشعارات',
  bell: (unread) =>
    plural(unread, {
      zero: 'الإشعارات، لا جديد',
      one: 'الإشعارات، واحد غير مقروء',
      two: 'الإشعارات، اثنان غير مقروءين',
      few: 'الإشعارات، # غير مقروءة',
      many: 'الإشعارات، # غير مقروء',
      other: 'الإشعارات، # غير مقروء',
    }),
  latest: 'أحدث الإشعارات',
  loading: 'جارٍ تحميل الإشعارات',
  empty: 'لا شيء بعد. ستظهر أخبار طلباتك هنا.',
  emptySnoozed: 'لا شيء مؤجل.',
  emptyArchived: 'لا شيء مؤرشف.',
  allRead: 'قرأت كل شيء.',
  noMatch: 'لا شيء يطابق هذه المرشحات.',
  showAll: 'عرض الكل',
  noNetwork: 'لا توجد شبكة. ستُحمَّل الإشعارات عند عودتها.',
  notLoaded: 'لم تُحمَّل الإشعارات.',
  seeAll: 'عرض كل الإشعارات',
  loadOlder: 'تحميل الإشعارات الأقدم',
  back: 'العودة إلى الطلبات',
  markAllRead: 'تحديد الكل كمقروء',
  sound: 'صوت عند وصول شيء',
  box: 'الصندوق',
  inbox: 'الوارد',
  snoozed: 'المؤجلة',
  archived: 'المؤرشفة',
  showOnly: 'عرض فقط',
  unread: 'غير المقروءة',
  important: 'المهمة',
  withCount: (label, count) => `${label} · ${count}`,
  selection: 'الإشعارات المحددة',
  allMatching: 'كل ما يطابق',
  selected: (count) => plural(count, many('تم تحديد واحد', 'تم تحديد اثنين', 'تم تحديد #', 'تم تحديد #')),
  selectMatching: 'تحديد كل ما يطابق',
  select: (title) => `تحديد: ${isolated(title)}`,
  selectNone: 'إلغاء التحديد',
  selectedRead: 'تحديد المختارة كمقروءة',
  selectedUnread: 'تحديد المختارة كغير مقروءة',
  selectedBack: 'إعادة المختارة الآن',
  selectedSnooze: 'تأجيل المختارة',
  selectedArchive: 'أرشفة المختارة',
  selectedUnarchive: 'نقل المختارة إلى الوارد',
  selectedDelete: 'حذف المختارة',
  read: 'تحديد كمقروء',
  markUnread: 'تحديد كغير مقروء',
  bringBack: 'إعادته الآن',
  archive: 'أرشفة',
  unarchive: 'نقل إلى الوارد',
  delete: 'حذف',
  more: 'المزيد',
  isUnread: '(غير مقروء)',
  backAt: (when) => `يعود: ${when}`,
  reminder: (when) => `تذكير، ${when}`,
  messages: 'الرسائل',
  remindMe: 'ذكّرني',
  inAnHour: 'بعد ساعة',
  thisEvening: 'هذا المساء',
  tomorrow: 'صباح الغد',
  nextWeek: 'الأسبوع القادم',
  anotherTime: 'وقت آخر',
  snooze: 'تأجيل',
  undo: 'تراجع',
  saidRead: (count) =>
    plural(
      count,
      many('حُدِّد كمقروء', 'حُدِّد إشعاران كمقروءين', 'حُدِّدت # إشعارات كمقروءة', 'حُدِّد # إشعارًا كمقروء'),
    ),
  saidUnread: (count) =>
    plural(
      count,
      many(
        'حُدِّد كغير مقروء',
        'حُدِّد إشعاران كغير مقروءين',
        'حُدِّدت # إشعارات كغير مقروءة',
        'حُدِّد # إشعارًا كغير مقروء',
      ),
    ),
  saidArchived: (count) =>
    plural(count, many('تمت الأرشفة', 'أُرشف إشعاران', 'أُرشفت # إشعارات', 'أُرشف # إشعارًا')),
  saidUnarchived: (count) =>
    plural(
      count,
      many(
        'نُقل إلى الوارد',
        'نُقل إشعاران إلى الوارد',
        'نُقلت # إشعارات إلى الوارد',
        'نُقل # إشعارًا إلى الوارد',
      ),
    ),
  saidDeleted: (count) => plural(count, many('تم الحذف', 'حُذف إشعاران', 'حُذفت # إشعارات', 'حُذف # إشعارًا')),
  saidSnoozed: (count, when) =>
    plural(
      count,
      many(
        `تم التأجيل حتى ${when}`,
        `أُجّل إشعاران حتى ${when}`,
        `أُجّلت # إشعارات حتى ${when}`,
        `أُجّل # إشعارًا حتى ${when}`,
      ),
    ),
  saidBack: (count) =>
    plural(
      count,
      many(
        'عاد إلى الوارد',
        'عاد إشعاران إلى الوارد',
        'عادت # إشعارات إلى الوارد',
        'عاد # إشعارًا إلى الوارد',
      ),
    ),
}
