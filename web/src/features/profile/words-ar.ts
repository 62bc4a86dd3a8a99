import type { Words } from './words.ts'

export const words: Words = {
  picture: {
    title: 'صورتك',
    detail: 'تظهر بجانب اسمك لمن تتحدث معهم.',
    file: 'ملف الصورة',
    choose: 'اختيار صورة',
    change: 'تغيير الصورة',
    remove: 'إزالة الصورة',
    unreadable: 'تعذّرت قراءة هذه الصورة. اختر ملف JPEG أو PNG أو WebP.',
  },
  language: {
    title: 'اللغة',
    detail: 'لغة هذا التطبيق ولغة ما نرسله إليك من إشعارات ورسائل نصية وبريد.',
  },
}
