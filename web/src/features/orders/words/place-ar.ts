import { isolated } from '../../../lib/words.ts'
import type { Words } from './place.ts'

export const words: Words = {
  title: 'تقديم طلب',
  offline: 'لا يوجد اتصال. ما تكتبه يبقى هنا، وقدّم الطلب عند عودة الاتصال.',
  kind: 'ما نوع الطلب؟',
  pickupAddress: 'عنوان الاستلام',
  deliveryAddress: 'عنوان التسليم',
  note: 'ملاحظة (اختيارية)',
  noteHint: 'اقرع الجرس مرتين، الطابق الثاني…',
  submit: 'إرسال الطلب',
  map: 'الخريطة',
  pickupPin: 'علامة الاستلام',
  deliveryPin: 'علامة التسليم',
  movePin: (pin) => `${pin}: حرّكها بمفاتيح الأسهم`,
  setPickup: 'المس الخريطة لوضع علامة الاستلام، أو اسحب العلامة إلى بابها.',
  setDelivery: 'المس الخريطة لوضع علامة التسليم، أو اسحب العلامة إلى بابها.',
  apart: (distance) => `المسافة ${isolated(distance)}`,
  chooseKind: 'اختر نوع الطلب.',
  sayPickup: 'اكتب من أين نستلمه.',
  sayDelivery: 'اكتب إلى أين نوصله.',
  addressTooLong: '300 حرف على الأكثر.',
  noteTooLong: '1000 حرف على الأكثر.',
}
