export type Words = {
  receipt: string
  creditNote: string
  number: string
  date: string
  order: string
  customer: string
  paidBy: string
  refundedTo: string
  reference: string
  toReceipt: string
  forOrder(number: string): string
  refundOf(number: string): string
  total: string
  refunded: string
  paid: string
  methods: { cash: string; card_at_door: string }
  /** For an account that was erased. */
  nobody: string
  thanks: string
}

const en: Words = {
  receipt: 'Receipt',
  creditNote: 'Credit note',
  number: 'Number',
  date: 'Date',
  order: 'Order',
  customer: 'Customer',
  paidBy: 'Paid by',
  refundedTo: 'Refunded to',
  reference: 'Reference',
  toReceipt: 'To receipt',
  forOrder: (number) => `Order ${number}`,
  refundOf: (number) => `Refund for order ${number}`,
  total: 'Total',
  refunded: 'Refunded',
  paid: 'Paid',
  methods: { cash: 'Cash', card_at_door: 'Card at the door' },
  nobody: 'Account closed',
  thanks: 'Thank you.',
}
const es: Words = {
  receipt: 'Recibo',
  creditNote: 'Nota de abono',
  number: 'Número',
  date: 'Fecha',
  order: 'Pedido',
  customer: 'Cliente',
  paidBy: 'Forma de pago',
  refundedTo: 'Devuelto a',
  reference: 'Referencia',
  toReceipt: 'Del recibo',
  forOrder: (number) => `Pedido ${number}`,
  refundOf: (number) => `Devolución del pedido ${number}`,
  total: 'Total',
  refunded: 'Devuelto',
  paid: 'Pagado',
  methods: { cash: 'Efectivo', card_at_door: 'Tarjeta a la entrega' },
  nobody: 'Cuenta cerrada',
  thanks: 'Gracias.',
}
const ar: Words = {
  receipt: 'إيصال',
  creditNote: 'إشعار دائن',
  number: 'الرقم',
  date: 'التاريخ',
  order: 'الطلب',
  customer: 'العميل',
  paidBy: 'طريقة الدفع',
  refundedTo: 'أُعيد إلى',
  reference: 'المرجع',
  toReceipt: 'عن الإيصال',
  forOrder: (number) => `الطلب ${number}`,
  refundOf: (number) => `استرداد عن الطلب ${number}`,
  total: 'المجموع',
  refunded: 'المسترد',
  paid: 'المدفوع',
  methods: { cash: 'نقدًا', card_at_door: 'بطاقة عند الباب' },
  nobody: 'حساب مغلق',
  thanks: 'شكرًا لك.',
}

export const words: { en: Words } & Record<string, Words> = { en, es, ar }
