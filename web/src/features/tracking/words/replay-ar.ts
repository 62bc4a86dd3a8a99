import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './replay.ts'

const plural = pluralIn('ar')

export const words: Words = {
  replay: 'إعادة العرض',
  map: 'الخريطة',
  mapKeys: 'خريطة المسار. الأسهم تحركها، وزائد وناقص للتكبير والتصغير.',
  wholeWay: 'عرض المسار كله',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  shownPosition: 'الموقع في اللحظة المعروضة',
  noPosition: 'لا موقع',
  speed: 'سرعة إعادة العرض',
  play: 'تشغيل',
  pause: 'إيقاف مؤقت',
  gap: (minutes) =>
    plural(minutes, {
      zero: 'لا موقع منذ أقل من دقيقة',
      one: 'لا موقع لمدة دقيقة',
      two: 'لا موقع لمدة دقيقتين',
      few: 'لا موقع لمدة # دقائق',
      many: 'لا موقع لمدة # دقيقة',
      other: 'لا موقع لمدة # دقيقة',
    }),
  said: (parts) => parts.join('، '),
  positions: (count) =>
    plural(count, {
      zero: 'لا مواقع',
      one: 'موقع واحد',
      two: 'موقعان',
      few: '# مواقع',
      many: '# موقعًا',
      other: '# موقع',
    }),
  crossings: 'نقاط العبور',
  crossing: {
    arriving: { pickup: 'بالقرب من الاستلام', dropoff: 'بالقرب من عنوان التسليم' },
    arrived: { pickup: 'الوصول إلى الاستلام', dropoff: 'الوصول إلى عنوان التسليم' },
    left: { pickup: 'مغادرة الاستلام', dropoff: 'مغادرة عنوان التسليم' },
  },
  moment: 'لحظة من الرحلة',
  summary: (day, range) => `${day}، ${range}`,
  onlyTheWay: 'تُحذف المواقع المفردة بعد بضعة أيام، ويبقى المسار مقربًا إلى نحو عشرة أمتار.',
  nothing: 'لم يُسجَّل أي موقع لهذا الطلب.',
  failed: 'تعذر تحميل المسار.',
  offline: 'سيظهر المسار هنا عند عودة الاتصال.',
  loading: 'جارٍ تحميل المسار',
}
