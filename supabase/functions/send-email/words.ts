/** What every mail says besides its own words. `why` gets the name of the category between its quotes. */
export type MailWords = {
  open: string
  why(label: string): string
  whyUnnamed: string
  whyCritical: string
  choose: string
  unsubscribe: string
}

/** In the languages Orderline ships; a mail in another one gets these lines in English. */
export const mailWords: { en: MailWords } & Record<string, MailWords> = {
  en: {
    open: 'Open',
    why: (label) => `You get this mail because “${label}” is switched on for email.`,
    whyUnnamed: 'You get this mail because messages of this kind are switched on for email.',
    whyCritical:
      'You get this mail because it is about the safety of your account. It cannot be switched off.',
    choose: 'Choose what you get',
    unsubscribe: 'Unsubscribe',
  },
  es: {
    open: 'Abrir',
    why: (label) => `Recibes este correo porque tienes activado «${label}» por correo electrónico.`,
    whyUnnamed:
      'Recibes este correo porque tienes activados los mensajes de este tipo por correo electrónico.',
    whyCritical: 'Recibes este correo porque trata de la seguridad de tu cuenta. No se puede desactivar.',
    choose: 'Elegir qué recibes',
    unsubscribe: 'Darse de baja',
  },
  ar: {
    open: 'فتح',
    why: (label) => `وصلتك هذه الرسالة لأن «${label}» مفعّل لديك عبر البريد الإلكتروني.`,
    whyUnnamed: 'وصلتك هذه الرسالة لأن رسائل هذا النوع مفعّلة لديك عبر البريد الإلكتروني.',
    whyCritical: 'وصلتك هذه الرسالة لأنها تتعلق بأمان حسابك، ولا يمكن إيقافها.',
    choose: 'اختر ما يصلك',
    unsubscribe: 'إلغاء الاشتراك',
  },
}
