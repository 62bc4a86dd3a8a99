import { isolated } from '../../../lib/words.ts'
import type { Words } from './arrival.ts'

const who = (name: string | null) => (name === null ? 'أنت' : isolated(name))

export const words: Words = {
  map: 'الخريطة',
  mapKeys: 'الخريطة. الأسهم تحركها، وزائد وناقص للتكبير والتصغير، وF لمعاودة المتابعة.',
  followAgain: 'معاودة المتابعة',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  position: (name, note) => (note ? `موقع ${isolated(name)}، ${note}` : `موقع ${isolated(name)}`),
  aboutHere: 'هنا تقريبًا',
  paused: 'متوقف مؤقتًا',
  lastSeen: (time) => `آخر موقع: ${time}`,
  updatedNow: 'حُدّث الآن',
  updated: (ago) => `حُدّث ${ago}`,
  pausedLastSeen: (time) => `متوقف مؤقتًا، آخر موقع: ${time}`,
  at: { pickup: 'عند نقطة الاستلام', door: 'عند بابك', dropoff: 'عند عنوان التسليم' },
  pausedAt: (time) => `الموقع متوقف مؤقتًا منذ ${time}`,
  waitingForFirst: 'في انتظار أول موقع',
  notShared: (name) => `لا تتم مشاركة موقع ${isolated(name)} الآن`,
  notSharedYet: (name) => `لم تتم مشاركة موقع ${isolated(name)} بعد`,
  toGo: (distance) => `بقي ${distance}`,
  away: (distance) => `على بُعد ${distance}`,
  toThePickup: 'في الطريق إلى الاستلام',
  arrives: (range) => `الوصول: ${range}`,
  atThePickup: (range) => `عند الاستلام: ${range}`,
  wasExpected: (range) => `كان متوقعًا: ${range}`,
  asOf: (time) => `حسب بيانات ${time}`,
  approximate: 'تقريبي، الطريق غير معروف',
  coarse: 'تظهر المنطقة فقط حتى الاستلام',
  cautions: (parts) => parts.join('، '),
  whole: (clause) => `${clause}.`,
  spokenPaused: 'الموقع متوقف مؤقتًا.',
  spokenOld: (time) => `لا يوجد موقع جديد منذ مدة، آخر موقع: ${time}.`,
  spokenAt: {
    pickup: (name) => `${who(name)} الآن عند نقطة الاستلام.`,
    door: (name) => `${who(name)} الآن عند بابك.`,
    dropoff: (name) => `${who(name)} الآن عند عنوان التسليم.`,
  },
  spokenWay: (name) => `${who(name)} في الطريق إلى الاستلام`,
  spokenFrom: {
    pickup: (name, distance) => `${who(name)} على بُعد ${distance} من نقطة الاستلام`,
    door: (name, distance) => `${who(name)} على بُعد ${distance} منك`,
    dropoff: (name, distance) => `${who(name)} على بُعد ${distance} من عنوان التسليم`,
  },
  spokenBetween: (where, low, high, isSure) =>
    isSure ? `${where}، والوصول بين ${low} و${high}.` : `${where}، والوصول المتوقع بين ${low} و${high}.`,
}
