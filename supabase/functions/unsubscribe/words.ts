export type PageWords = {
  title: string
  /** `label` is the category, which stands in the database. */
  ask(label: string): string
  button: string
  done(label: string): string
  already(label: string): string
  critical(label: string): string
  invalid: string
  broken: string
  again: string
  settings: string
}

/** The page behind the link, in the languages Orderline ships. */
export const pageWords: { en: PageWords } & Record<string, PageWords> = {
  en: {
    title: 'Email settings',
    ask: (label) => `Stop emails about “${label}”?`,
    button: 'Unsubscribe',
    done: (label) => `Done. You will get no more emails about “${label}”.`,
    already: (label) => `Emails about “${label}” are switched off.`,
    critical: (label) =>
      `Emails about “${label}” protect your account: without them you would not hear when somebody else uses it. So they cannot be switched off.`,
    invalid: 'This link is incomplete or too old. You can choose what you get in the settings of the app.',
    broken: 'Nothing was changed, because something went wrong on our side.',
    again: 'Try again',
    settings: 'Choose what you get',
  },
  es: {
    title: 'Ajustes de correo',
    ask: (label) => `¿Dejar de recibir correos sobre «${label}»?`,
    button: 'Darse de baja',
    done: (label) => `Hecho. No recibirás más correos sobre «${label}».`,
    already: (label) => `Los correos sobre «${label}» están desactivados.`,
    critical: (label) =>
      `Los correos sobre «${label}» protegen tu cuenta: sin ellos no sabrías si otra persona la usa. Por eso no se pueden desactivar.`,
    invalid:
      'Este enlace está incompleto o es demasiado antiguo. Puedes elegir qué recibes en los ajustes de la aplicación.',
    broken: 'No se ha cambiado nada, porque algo ha fallado por nuestra parte.',
    again: 'Reintentar',
    settings: 'Elegir qué recibes',
  },
  ar: {
    title: 'إعدادات البريد',
    ask: (label) => `هل تريد إيقاف الرسائل الخاصة بـ«${label}»؟`,
    button: 'إلغاء الاشتراك',
    done: (label) => `تم. لن تصلك رسائل بريد أخرى بشأن «${label}».`,
    already: (label) => `رسائل البريد بشأن «${label}» متوقفة.`,
    critical: (label) =>
      `الرسائل بشأن «${label}» تحمي حسابك: من دونها لن تعلم إن استخدمه شخص آخر، لذلك لا يمكن إيقافها.`,
    invalid: 'هذا الرابط ناقص أو قديم جدًا. يمكنك اختيار ما يصلك من إعدادات التطبيق.',
    broken: 'لم يتغيّر شيء، لأن خطأ حدث لدينا.',
    again: 'أعد المحاولة',
    settings: 'اختر ما يصلك',
  },
}
