import { inLocale } from './locale.ts'

// English names stand in the database, where an admin may change them
const names: { en: Record<string, string> } & Record<string, Record<string, string>> = {
  en: {},
  es: {
    order: 'Tus pedidos',
    location: 'Ubicación en vivo',
    payment: 'Pagos',
    refund: 'Reembolsos',
    booking: 'Reservas',
    chat: 'Mensajes',
    call: 'Llamadas',
    support: 'Ayuda',
    partner: 'Trabajo para socios',
    account: 'Tu cuenta',
    verification: 'Verificación de identidad',
    security: 'Seguridad',
    system: 'Sistema',
    digest: 'Resúmenes',
    announcement: 'Novedades',
    promotion: 'Ofertas',
  },
  ar: {
    order: 'طلباتك',
    location: 'الموقع المباشر',
    payment: 'المدفوعات',
    refund: 'المبالغ المستردة',
    booking: 'الحجوزات',
    chat: 'الرسائل',
    call: 'المكالمات',
    support: 'الدعم',
    partner: 'عمل الشركاء',
    account: 'حسابك',
    verification: 'إثبات الهوية',
    security: 'الأمان',
    system: 'النظام',
    digest: 'الملخصات',
    announcement: 'الأخبار',
    promotion: 'العروض',
  },
}

/** The name of a category in a language Orderline ships; the database's own where there is none. */
export function categoryName(key: string, label: string, locale: string): string {
  const known = inLocale(names, locale)
  return (Object.hasOwn(known, key) && known[key]) || label
}
