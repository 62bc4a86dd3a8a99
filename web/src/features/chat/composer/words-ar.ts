import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './words.ts'

const plural = pluralIn('ar')
export const words: Words = {
  message: 'رسالة',
  send: 'إرسال',
  save: 'حفظ',
  charactersLeft: (count) =>
    plural(count, {
      zero: 'لم يبقَ أي حرف',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  charactersOver: (count) =>
    plural(count, {
      zero: 'لا أحرف زائدة',
      one: 'حرف واحد زائد',
      two: 'حرفان زائدان',
      few: '# أحرف زائدة',
      many: '# حرفًا زائدًا',
      other: '# حرف زائد',
    }),
  editing: 'تعديل رسالتك',
  answering: (name) => `الرد على ${isolated(name)}`,
  answeringSelf: 'الرد على رسالتك',
  stopEditing: 'إيقاف التعديل',
  stopAnswering: 'إلغاء الرد',
  toMention: 'أشخاص يمكن ذكرهم',

  add: 'إضافة ملفات أو موقعك',
  files: 'ملفات',
  camera: 'الكاميرا',
  attach: 'إرفاق ملفات',
  takePicture: 'التقاط صورة',

  sendPlace: 'إرسال موقعي',
  cancel: 'إلغاء',
  tryAgain: 'إعادة المحاولة',
  finding: 'جارٍ تحديد موقعك…',
  accurateTo: (radius) => `بدقة ${radius}`,
  roughPlace: 'الموقع تقريبي: اكتب أيضًا أين أنت.',
  seenByAll: 'يراه كل من في هذه المحادثة، ولا يتحرك معك.',
  placeDenied:
    'متصفحك لا يسمح لـ Orderline بمعرفة موقعك. اسمح بالموقع لهذه الصفحة من إعدادات المتصفح ثم أعد المحاولة.',
  placeUnknown: 'لا يستطيع جهازك تحديد موقعه الآن. أعد المحاولة قرب نافذة أو في الخارج.',
  placeLate: 'استغرق تحديد موقعك وقتًا طويلًا. أعد المحاولة قرب نافذة أو في الخارج.',
  placeImpossible: 'هذا المتصفح لا يستطيع تحديد موقعك.',
  placeFailed: 'تعذّر تحديد موقعك.',
}
