import type { Words } from './words.ts'

export const words: Words = {
  title: 'طلباتك على بُعد لمسة',
  detail: 'أضِف Orderline إلى شاشتك الرئيسية. يفتح فورًا، حتى بلا اتصال.',
  install: 'تثبيت',
  later: 'ليس الآن',
  iosTitle: 'أضِف Orderline إلى شاشتك الرئيسية',
  iosDetail: 'حينها يمكنه أيضًا إخبارك عندما يقترب طلبك.',
  iosShare: 'اضغط «مشاركة» في شريط المتصفح',
  iosAdd: 'اختر «إضافة إلى الشاشة الرئيسية»',
  settingsTitle: 'هذا التطبيق',
  settingsInstalled: 'Orderline مثبَّت هنا. يفتح بلا اتصال ويعرض آخر ما رأيته.',
  settingsManual:
    'لا يتيح هذا المتصفح تثبيت التطبيق من هنا. ابحث عن «تثبيت» أو «إضافة إلى الشاشة الرئيسية» في قائمته.',
}
