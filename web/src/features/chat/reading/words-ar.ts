import { listText } from '../../../lib/format.ts'
import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ar')
const part = (count: number, all: number) =>
  `${plural(count, { other: '#' })} من ${plural(all, { other: '#' })}`

export const words: Words = {
  sending: 'جارٍ الإرسال',
  waitingForNetwork: 'بانتظار الاتصال',
  waitingForOther: 'بانتظار الرسالة السابقة',
  sent: 'تم الإرسال',
  delivered: 'تم التسليم',
  deliveredToSome: (count, all) => `تم التسليم إلى ${part(count, all)}`,
  deliveredToAll: 'تم التسليم إلى الجميع',
  read: 'تمت القراءة',
  readBySome: (count, all) => `قرأها ${part(count, all)}`,
  readByAll: 'قرأها الجميع',
  readBy: (names) => `تمت القراءة: ${listText(names)}`,

  notSent: (why) => `لم تُرسل. ${why}`,
  notSentYet: 'لم تُرسل بعد. نواصل المحاولة.',
  onlyThisPage: 'لا مساحة على هذا الجهاز لحفظها: أبقِ هذه الصفحة مفتوحة حتى تُرسل.',
  retry: 'إعادة المحاولة',
  remove: 'حذف',

  whoHasSeen: 'من رآها',
  notDelivered: 'لم تصل بعد',
  nobodyElse: 'لا يوجد أحد غيرك في هذه المحادثة بعد.',
  privateHint: 'من يُبقي قراءته خاصة يظهر دائمًا ضمن «تم التسليم».',
  count: (people) => plural(people, { other: '#' }),

  seenJustNow: 'آخر ظهور الآن',
  seen: (ago) => `آخر ظهور ${ago}`,

  title: 'المحادثات',
  detail: 'ما يراه عنك من تتحدث معهم.',
  showRead: 'إظهار متى قرأت',
  showReadHint: 'عند الإيقاف: يرون أن الرسالة وصلت، لا أنك قرأتها.',
  showSeen: 'إظهار آخر ظهور لي',
  showSeenHint: 'عند الإيقاف: يرونك فقط وأنت في المحادثة.',
  offline: 'أنت غير متصل. يمكنك تغيير هذا عند عودة الاتصال.',
  offlineEmpty: 'لا يوجد اتصال. سيُحمَّل اختيارك عند عودته.',
  loading: 'جارٍ تحميل إعدادات المحادثات',
  failed: 'تعذّر تحميل إعدادات المحادثات.',
  notSaved: (why) => `لم يُحفظ. ${why}`,
  tryAgain: 'إعادة المحاولة',
}
