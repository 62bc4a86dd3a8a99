import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './shelf.ts'

const plural = pluralIn('ar')

export const words: Words = {
  title: 'الردود الجاهزة والتصنيفات',
  backToQueue: 'العودة إلى القائمة',
  loading: 'جارٍ التحميل',
  undo: 'تراجع',
  offline: 'لا يوجد اتصال. ستُحمَّل القائمة عند عودته.',

  replies: 'الردود الجاهزة',
  repliesHint: 'اكتب / ثم الاختصار في حقل الرسالة.',
  repliesFailed: 'تعذّر تحميل الردود.',
  noReplies: 'لا توجد ردود بعد. هنا مكان ما تكتبه كثيرًا.',
  newReply: 'رد جديد',
  newReplyTitle: 'رد جاهز جديد',
  changeReplyTitle: 'تعديل الرد',
  saveReply: 'حفظ الرد',
  shortcut: 'الاختصار',
  shortcutHint: 'ما يُكتب بعد /',
  replyTitle: 'العنوان',
  replyText: 'النص',
  replyTextHint: 'تُملأ تلقائيًا: {{customer.name}} و{{order.number}} و{{ticket.number}} و{{agent.name}}.',
  changeReply: (shortcut) => `تعديل ${isolated(`/${shortcut}`)}`,
  deleteReply: (shortcut) => `حذف ${isolated(`/${shortcut}`)}`,
  replyDeleted: (shortcut) => `تم حذف ${isolated(`/${shortcut}`)}`,

  labels: 'التصنيفات',
  labelsHint: 'تغيير الاسم يغيّره في كل الطلبات، والحذف يزيله منها.',
  labelsFailed: 'تعذّر تحميل التصنيفات.',
  noLabels: 'لا توجد تصنيفات بعد. تساعد على ترتيب القائمة.',
  newLabel: 'تصنيف جديد',
  changeLabelTitle: 'تعديل التصنيف',
  saveLabel: 'حفظ التصنيف',
  labelName: 'الاسم',
  colour: 'اللون',
  tones: { neutral: 'رمادي', accent: 'أزرق مخضر', live: 'كهرماني', good: 'أخضر', bad: 'أحمر' },
  changeLabel: (name) => `تعديل ${isolated(name)}`,
  deleteLabel: (name) => `حذف ${isolated(name)}`,
  labelDeleted: (name, requests) =>
    plural(requests, {
      zero: `حُذف ${isolated(name)}`,
      one: `حُذف ${isolated(name)} وأُزيل من طلب واحد`,
      two: `حُذف ${isolated(name)} وأُزيل من طلبين`,
      few: `حُذف ${isolated(name)} وأُزيل من # طلبات`,
      many: `حُذف ${isolated(name)} وأُزيل من # طلبًا`,
      other: `حُذف ${isolated(name)} وأُزيل من # طلب`,
    }),
}
