import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './partner.ts'

const plural = pluralIn('ar')

export const words: Words = {
  newOrders: 'طلبات جديدة',
  newOrder: 'طلب جديد',
  listening: 'تظهر الطلبات الجديدة أمامك تلقائيًا.',
  pickup: 'الاستلام',
  delivery: 'التسليم',
  doorToDoor: (distance) => `${distance} من الباب إلى الباب`,
  toPickup: (distance) => `${distance} من مكانك إلى الاستلام`,
  accept: 'قبول',
  notNow: 'ليس الآن',
  look: 'عرض',
  secondsLeft: (seconds) =>
    plural(seconds, {
      zero: 'انتهى وقت الرد',
      one: 'ثانية واحدة للرد',
      two: 'ثانيتان للرد',
      few: '# ثوانٍ للرد',
      many: '# ثانية للرد',
      other: '# ثانية للرد',
    }),
  secondsShort: (seconds) =>
    plural(seconds, {
      zero: 'ثانية',
      one: 'ثانية',
      two: 'ثانيتان',
      few: 'ثوانٍ',
      many: 'ثانية',
      other: 'ثانية',
    }),
  arrived: (distance) => `طلب جديد، ${distance} من الباب إلى الباب.`,
  moreWaiting: (count) =>
    plural(count, {
      zero: 'لا طلبات أخرى في الانتظار.',
      one: 'طلب آخر في الانتظار.',
      two: 'طلبان آخران في الانتظار.',
      few: '# طلبات أخرى في الانتظار.',
      many: '# طلبًا آخر في الانتظار.',
      other: '# طلب آخر في الانتظار.',
    }),
  staysInList: 'إن لم ترد، يبقى في قائمتك حتى يقبله أحد.',
  gone: 'لم يعد هذا الطلب متاحًا',
  goneDetail: 'قبله شخص آخر أو ألغاه العميل. لا يلزمك فعل أي شيء.',
  toTheList: 'إلى القائمة',
  muteSound: 'كتم صوت الطلبات الجديدة',
  playSound: 'تشغيل صوت الطلبات الجديدة',
  map: 'خريطة الاستلام والتسليم',
  steps: {
    placed: 'تم الطلب',
    accepted: 'تم القبول',
    picked_up: 'تم الاستلام',
    in_progress: 'قيد التجهيز',
    ready: 'جاهز',
    out_for_delivery: 'في الطريق إلى العميل',
    delivered: 'تم التسليم',
    cancelled: 'أُلغي',
  },
  cancelOrder: 'إلغاء الطلب',
  cancelTitle: (number) => `هل تريد إلغاء الطلب ${number}؟`,
  keepOrder: 'الإبقاء عليه',
  cancelNow: 'إلغاء الطلب الآن',
  cancelDetail: 'لا يمكن التراجع عن ذلك. سيُبلَّغ كل من في الطلب.',
  reason: 'السبب (اختياري)',
  people: 'الأشخاص',
  customer: 'العميل',
  partner: {
    laundry: 'المغسلة',
    pharmacy: 'الصيدلي',
    hotel: 'المضيف',
    care: 'مقدم الرعاية',
    delivery: 'المندوب',
  },
}
