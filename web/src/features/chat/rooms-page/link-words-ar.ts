import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './link-words.ts'

const plural = pluralIn('ar')

export const words: Words = {
  messages: 'الرسائل',
  unread: (count) =>
    count > 99
      ? plural(99, { other: 'الرسائل، أكثر من # رسالة غير مقروءة' })
      : plural(count, {
          zero: 'الرسائل، لا جديد',
          one: 'الرسائل، رسالة واحدة غير مقروءة',
          two: 'الرسائل، رسالتان غير مقروءتين',
          few: 'الرسائل، # رسائل غير مقروءة',
          many: 'الرسائل، # رسالة غير مقروءة',
          other: 'الرسائل، # رسالة غير مقروءة',
        }),
}
