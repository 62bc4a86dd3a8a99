import { isolated } from '../../../lib/words.ts'
import type { Words } from './by-phone.ts'

export const words: Words = {
  title: 'حجز جديد',
  steps: ['العميل', 'الخدمة', 'الوقت', 'التأكيد'],
  who: 'لمن الحجز؟',
  notThere: 'لا يوجد شخص كهذا. ابحث عنه من جديد.',
  loading: 'جارٍ تحميل العميل',
  failed: 'تعذر تحميل العميل.',
  for: (name) => `إلى ${isolated(name)}`,
  other: 'شخص آخر',
  setUp: 'الخدمات والغرف',
  noteHint: 'ما ينبغي أن يعرفه مقدّم الخدمة.',
  told: (name) => `يُبلَّغ ${isolated(name)} فورًا، ويصل التذكير كأي حجز.`,
  freeUntil: (name, moment) =>
    `يمكن للعميل ${isolated(name)} نقله أو إلغاؤه في الوقت المناسب حتى ${isolated(moment)}.`,
  done: (name) => `تم الحجز للعميل ${isolated(name)}.`,
  find: {
    label: 'ابحث عن العميل',
    partner: 'ابحث عن الشريك',
    placeholder: 'الاسم أو البريد أو الهاتف',
    hint: 'جزء من الاسم أو البريد الإلكتروني، أو رقم هاتف كامل.',
    found: 'الأشخاص الموجودون',
    nobody: 'لا أحد بهذا. اسأل عن كتابة الاسم أو عن البريد الإلكتروني.',
    loading: 'جارٍ البحث عن الأشخاص',
    failed: 'فشل البحث.',
    offline: 'لا توجد شبكة. يستمر البحث عند عودتها.',
  },
}
